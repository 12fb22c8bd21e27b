/** What cannot well be as it is told: said at once in words beside the question, never forbidden. */

import { t } from "../shared/i18n.js";
import { entitiesOf, entity, exists, value } from "./entities.js";
import { pairs } from "./method.js";
import { numberWord, readNumber, unitWord } from "./words.js";

/** @typedef {import("./state.js").State & {checklist: import("./state.js").Checklist}} Loaded */
/** @typedef {{text: string, add?: {item: string, word: string}}} Doubt `add`: the next step, a thing to record */

/** What houses have; outside of it a sign or a digit is wrong more often than the house is odd. cm, m², months. @type {Record<string, [number, number]>} */
const USUAL = {
  room_floor_height_cm: [-450, 150],
  drain_height_cm: [-450, 400],
  op_edge_height_cm: [-60, 200],
  backflow_level_cm: [-100, 200],
  drain_catchment_m2: [0.5, 300],
};

const SPREAD = 20; // cm, where nobody says how a height was found
const FLOOR = "room_floor_height_cm";
const EDGE = "op_edge_height_cm";

/** @param {Loaded} state @param {string} target @param {string} item @returns {Doubt[]} */
export function doubtsAt(state, target, item) {
  return [...unusual(state, target, item), ...contradictions(state, target, item)];
}

/** @param {Loaded} state @param {string} target @param {string} item @returns {Doubt[]} */
function unusual(state, target, item) {
  const [least, most] = USUAL[item] ?? [];
  const number = numberAt(state, target, item);
  if (least === undefined || most === undefined || number === null || (number >= least && number <= most)) return [];
  const unit = unitWord(state.checklist.items[item]?.unit ?? null);
  return [{ text: t("list.doubt.unusual", { number: numberWord(number), min: numberWord(least), max: numberWord(most), unit }) }];
}

/** @param {Loaded} state @param {string} target @param {string} item @returns {Doubt[]} */
function contradictions(state, target, item) {
  const { view } = state;
  if (item === "drain_height_cm") return drainAgainstFloor(state, target);
  if (item === EDGE) return edgeAgainstFloor(state, target, `room:${value(view, target, "room")}`);
  if (item === FLOOR) {
    const id = target.slice("room:".length);
    return entitiesOf(view, "opening").filter((one) => one.room === id).flatMap((one) => edgeAgainstFloor(state, one.target, target)).slice(0, 1);
  }
  return item === "drain_device" ? deviceOf(state, target) : [];
}

/** @param {Loaded} state @param {string} drain @returns {Doubt[]} */
function drainAgainstFloor(state, drain) {
  const room = `room:${value(state.view, drain, "room")}`;
  const [rim, floor] = [numberAt(state, drain, "drain_height_cm"), numberAt(state, room, FLOOR)];
  if (rim === null || floor === null || !exists(state.view, room)) return [];
  const lower = floor - rim;
  if (lower <= spread(state, drain, "drain_height_cm") + spread(state, room, FLOOR)) return [];
  return [{ text: t("list.doubt.drain-below-floor", { cm: numberWord(lower), room: entity(state.view, room).label, floor: numberWord(floor) }) }];
}

/** An edge is told above the ground, which is taken to be as high as the street. @param {Loaded} state @param {string} opening @param {string} room @returns {Doubt[]} */
function edgeAgainstFloor(state, opening, room) {
  const [edge, floor] = [numberAt(state, opening, EDGE), numberAt(state, room, FLOOR)];
  if (edge === null || floor === null || !exists(state.view, room)) return [];
  if (floor - edge <= spread(state, opening, EDGE) + spread(state, room, FLOOR)) return [];
  const names = { opening: entity(state.view, opening).label, room: entity(state.view, room).label };
  return [{ text: t("list.doubt.sill-below-floor", { ...names, edge: numberWord(edge), floor: numberWord(floor) }) }];
}

/** A valve or a lifting station that nobody has recorded, or another one. @param {Loaded} state @param {string} drain @returns {Doubt[]} */
function deviceOf({ view, checklist }, drain) {
  const wanted = value(view, drain, "drain_protection");
  if (wanted !== "lifting_station" && wanted !== "backflow_valve") return [];
  const word = t(`list.doubt.device.${wanted}`);
  const device = `device:${value(view, drain, "drain_device")}`;
  if (!exists(view, device)) return [{ text: t("list.doubt.no-record", { device: word }), add: { item: "drain_device", word } }];
  const kind = value(view, device, "dev_kind");
  const known = checklist.items.dev_kind?.options.some((option) => option.id === wanted);
  if (!known || kind === null || kind === "unknown" || kind === wanted) return [];
  return [{ text: t("list.doubt.other-device", { device: word, name: entity(view, device).label }) }];
}

/** As typed, else as answered. @param {Loaded} state @param {string} target @param {string} item @returns {number|null} */
function numberAt({ view, drafts }, target, item) {
  const draft = drafts[`${target}/${item}`];
  if (draft !== undefined) return readNumber(draft);
  const number = value(view, target, item);
  return typeof number === "number" ? number : null;
}

/** ± cm of a height. @param {Loaded} state @param {string} target @param {string} item */
function spread({ checklist, view }, target, item) {
  const method = pairs(checklist).methodOf.get(item);
  return checklist.tolerance_cm[String(method && value(view, target, method))] ?? SPREAD;
}
