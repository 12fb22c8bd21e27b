/** What cannot be judged from afar, as it stands in the log: `onsite_<item>` of the same target holds the reason. */

import { value } from "./entities.js";

/** @typedef {import("./state.js").LogState} LogState */
/** @typedef {import("./ledger.js").Change} Change */

const FIELD = "onsite_";

/** @param {LogState} view @param {string} target @param {string} item @returns {string|null} the reason; null: there is no task */
export function onsiteReason(view, target, item) {
  const reason = value(view, target, FIELD + item);
  return typeof reason === "string" ? reason : null;
}

/**
 * Questions of a card are put off to a visit together; an answer that stood there is taken out.
 * @param {LogState} view @param {string} target @param {string[]} items @param {string|null} reason null takes the task away
 * @returns {Change[]}
 */
export function putOff(view, target, items, reason) {
  return items.flatMap((item) => [
    ...(onsiteReason(view, target, item) === reason ? [] : [{ target, field: FIELD + item, value: reason }]),
    ...(reason !== null && value(view, target, item) !== null ? [{ target, field: item, value: null }] : []),
  ]);
}

/** An answer ends the task. @param {LogState} view @param {string} target @param {string[]} items of the card @returns {Change[]} */
export function tasksDone(view, target, items) {
  return items
    .filter((item) => onsiteReason(view, target, item) !== null)
    .map((item) => ({ target, field: FIELD + item, value: null }));
}

/** @param {string} field of the log @returns {string|null} the item it puts off; null: it is another field */
export function itemOfTask(field) {
  return field.startsWith(FIELD) ? field.slice(FIELD.length) : null;
}
