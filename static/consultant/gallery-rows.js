/** Pictures by room, and those that are missing: what the gallery shows, from the log alone. */

import { pick } from "../shared/i18n.js";
import { entitiesOf, entity, photosOf, split, targetOf, value } from "./entities.js";
import { photosAt, subjectName } from "./item-view.js";
import { sectionOfItem } from "./progress.js";
import { OUTSIDE } from "./visits.js";

/** @typedef {import("./view.js").Loaded} Loaded */
/** @typedef {import("./progress.js").Picture} Picture */
/** @typedef {import("./state.js").Photo} Photo */
/** @typedef {import("./evidence-state.js").Filter} Filter */
/** @typedef {{photo: Photo, place: string, name: string, what: string, heading: number|null, poor: ""|"unsharp"|"dark"|"bright", loose: boolean, redacted: number}} Shot */
/** @typedef {{target: string, item: string, place: string, name: string, what: string}} Missing */
/** @typedef {{place: string, shots: Shot[], missing: Missing[]}} Row `place`: a room's id, "outside" or "house" */

export const HOUSE = "house";
const OUTSIDE_SECTION = "outside";

/** @type {WeakMap<object, {photos: Record<string, Photo>, seen: Picture, shots: Shot[], missing: Missing[]}>} */
const remembered = new WeakMap();

/** All pictures and all that are missing, in the order they came. @param {Loaded} state @param {Picture} seen */
export function evidenceOf(state, seen) {
  const known = remembered.get(state.view);
  if (known?.photos === state.photos && known.seen === seen) return known;
  const made = { photos: state.photos, seen, shots: shotsOf(state), missing: missingOf(state, seen) };
  remembered.set(state.view, made);
  return made;
}

/** @param {Loaded} state @returns {Shot[]} */
function shotsOf(state) {
  const bound = photosOf(state.view);
  const ids = new Set(bound.map(({ id }) => id));
  const coming = Object.values(state.photos).filter(
    (photo) => photo.askedAt > 0 && !ids.has(photo.id) && !["ready", "received"].includes(photo.state),
  );
  return [
    ...bound.map((one) => shotOf(state, { ...(state.photos[one.id] ?? unknown(one.id)), item: one.item, entity: one.entity }, one.caption)),
    ...coming.map((photo) => shotOf(state, photo, "")),
  ];
}

/** In the log already, not yet in our list of pictures. @param {string} id @returns {Photo} */
function unknown(id) {
  return { id, item: "", entity: "building", state: "received", progress: 1, number: null, takenAt: null, askedAt: 0 };
}

/** @param {Loaded} state @param {Photo} photo @param {string} caption @returns {Shot} */
export function shotOf(state, photo, caption) {
  const { view, checklist } = state;
  const own = `photo:${photo.id}`;
  const item = checklist.items[photo.item];
  const target = targetOf(view, photo.entity);
  const gone = photo.entity !== "building" && value(view, target, "exists") !== true;
  const loose = !item || gone;
  return {
    photo,
    place: placeOf(state, target, photo.item, value(view, own, "room")),
    name: caption || (loose ? "" : subjectName(state, target, photo.item)),
    what: item ? pick(item.text) : "",
    heading: value(view, own, "heading_deg"),
    poor: value(view, own, "kept") === true ? "" : poorness(photo),
    loose,
    redacted: value(view, own, "redacted") ?? 0,
  };
}

/** Why a picture is worth taking again; empty when it is not. @param {Photo} photo @returns {Shot["poor"]} */
export function poorness({ quality, state }) {
  if (!quality || state !== "ready") return "";
  if (quality.light === "dark") return "dark";
  if (!quality.sharp) return "unsharp";
  return quality.light === "bright" ? "bright" : "";
}

/**
 * Required pictures nobody has taken. @param {Loaded} state @param {Picture} seen @returns {Missing[]}
 */
function missingOf(state, seen) {
  const { checklist } = state;
  /** @type {Missing[]} */
  const found = [];
  const add = (/** @type {string} */ target, /** @type {string} */ id) =>
    found.push({
      target,
      item: id,
      place: placeOf(state, target, id, null),
      name: subjectName(state, target, id),
      what: pick(checklist.items[id].text),
    });
  const targets = ["building", ...["room", "drain", "device", "opening"].flatMap((kind) => entitiesOf(state.view, /** @type {any} */ (kind)).map((one) => one.target))];
  for (const target of targets) {
    for (const id of seen.visible(target)) {
      const item = checklist.items[id];
      if (!item || (item.type !== "photo" && item.photo !== "required")) continue;
      const status = seen.status(target, id);
      if (status === "onsite" || status === "impossible") continue;
      if (!photosAt(state, target, id).length) add(target, id);
    }
  }
  return found;
}

/** Where a picture belongs on the page. @param {Loaded} state @param {string} target @param {string} item @param {string|null} taken the room it was taken in */
function placeOf(state, target, item, taken) {
  const [kind, id] = split(target);
  const isRoom = (/** @type {string|null} */ one) => one !== null && value(state.view, `room:${one}`, "exists") === true;
  if (kind === "room" && isRoom(id)) return id; // else its room was taken out while the picture was on its way
  const room = kind === "building" ? null : entity(state.view, target).room;
  if (isRoom(room)) return /** @type {string} */ (room);
  if (sectionOfItem(state.checklist, item)?.id === OUTSIDE_SECTION) return OUTSIDE;
  if (taken === OUTSIDE || isRoom(taken)) return /** @type {string} */ (taken);
  return HOUSE;
}

/** @param {Loaded} state @param {Picture} seen @returns {Record<Filter, number>} */
export function filterCounts(state, seen) {
  const { shots, missing } = evidenceOf(state, seen);
  return {
    all: shots.length,
    missing: missing.length,
    unsharp: shots.filter(({ poor }) => poor).length,
    loose: shots.filter(({ loose }) => loose).length,
  };
}

/** @param {Loaded} state @param {Picture} seen @param {Filter} filter @returns {Row[]} rooms in their order, then outside, then the house */
export function galleryRows(state, seen, filter) {
  const { shots, missing } = evidenceOf(state, seen);
  const shown = shots.filter((shot) => filter === "all" || (filter === "unsharp" && shot.poor) || (filter === "loose" && shot.loose));
  const wanted = filter === "all" || filter === "missing" ? missing : [];
  const places = [...entitiesOf(state.view, "room").map(({ id }) => id), OUTSIDE, HOUSE];
  return places
    .map((place) => ({
      place,
      shots: shown.filter((shot) => shot.place === place),
      missing: wanted.filter((one) => one.place === place),
    }))
    .filter(({ shots: here, missing: lacking }) => here.length + lacking.length > 0);
}
