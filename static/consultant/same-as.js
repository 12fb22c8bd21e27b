/**
 * "Wie vorher": what was answered at a thing of the same kind, for the one being recorded now. Pictures and free words
 * belong to what they were taken of and are never copied.
 */

import { entitiesOf, entity, freeName, split, value } from "./entities.js";
import { newId, sameValue } from "../shared/operations.js";

/** @typedef {import("./state.js").LogState} LogState */
/** @typedef {import("./state.js").Checklist} Checklist */
/** @typedef {import("./state.js").Kind} Kind */
/** @typedef {import("./progress.js").Picture} Picture */
/** @typedef {import("./entities.js").Entity} Entity */
/** @typedef {import("./ledger.js").Change} Change */

const FEW = 2; // answers that a name may bring along; with more it is not a new thing any more

/** Answers of a target that can be copied, as they are asked there now. @param {Checklist} checklist @param {LogState} view @param {string} target @param {Picture} seen @returns {Record<string, any>} */
export function copyable(checklist, view, target, seen) {
  const [kind] = split(target);
  /** @type {Record<string, any>} */
  const answers = {};
  for (const item of Object.values(checklist.items)) {
    if (item.scope !== kind || item.type === "photo" || item.type === "text" || item.source) continue;
    const answer = value(view, target, item.id);
    if (answer !== null && answer !== "" && seen.visible(target).has(item.id)) answers[item.id] = answer;
  }
  return answers;
}

/** What kind of drain, device or opening: a floor drain is most like a floor drain. @type {Partial<Record<string, string>>} */
const TYPE_ITEM = { drain: "drain_type", device: "dev_kind", opening: "op_type" };

/**
 * The thing before this one that is most like it: of the same type, then in the same room, then the last; with answers.
 * @param {Checklist} checklist @param {LogState} view @param {string} target @param {Picture} seen @returns {Entity|null}
 */
export function before(checklist, view, target, seen) {
  const [kind] = split(target);
  if (target === "building") return null;
  const all = entitiesOf(view, /** @type {Kind} */ (kind));
  const here = all.findIndex((one) => one.target === target);
  const earlier = all.slice(0, here < 0 ? undefined : here);
  const known = earlier.filter((one) => Object.keys(copyable(checklist, view, one.target, seen)).length >= FEW);
  const room = value(view, target, "room");
  const type = TYPE_ITEM[kind] ? value(view, target, TYPE_ITEM[kind] ?? "") : null;
  /** @param {Entity} one */
  const likeness = (one) =>
    (type !== null && value(view, one.target, TYPE_ITEM[kind] ?? "") === type ? 2 : 0) + (room !== null && one.room === room ? 1 : 0);
  const most = Math.max(...known.map(likeness));
  return known.filter((one) => likeness(one) === most).at(-1) ?? null;
}

/** Whether so little is known of it that all of another's answers may be taken. @param {Checklist} checklist @param {LogState} view @param {string} target @param {Picture} seen */
export function isNew(checklist, view, target, seen) {
  return Object.keys(copyable(checklist, view, target, seen)).length < FEW;
}

/** What fills a thing from another; what is answered there stays. @param {Checklist} checklist @param {LogState} view @param {string} from @param {string} to @param {Picture} seen @returns {Change[]} */
export function filled(checklist, view, from, to, seen) {
  return Object.entries(copyable(checklist, view, from, seen))
    .filter(([item, answer]) => value(view, to, item) === null && !sameValue(value(view, to, item), answer))
    .map(([field, answer]) => ({ target: to, field, value: answer }));
}

/** The same once more, in the same room, with a name of its own. @param {Checklist} checklist @param {LogState} view @param {string} target @param {Picture} seen @returns {{target: string, label: string, changes: Change[]}} */
export function doubled(checklist, view, target, seen) {
  const { kind, label, room } = entity(view, target);
  const twin = `${kind}:${newId()}`;
  const name = freeName(view, kind, label.replace(/ \d+$/, ""));
  return {
    target: twin,
    label: name,
    changes: [
      { target: twin, field: "exists", value: true },
      { target: twin, field: "label", value: name },
      ...(room ? [{ target: twin, field: "room", value: room }] : []),
      ...Object.entries(copyable(checklist, view, target, seen)).map(([field, answer]) => ({ target: twin, field, value: answer })),
    ],
  };
}
