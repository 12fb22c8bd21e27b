/** One step of the user and what takes it back, for toasts that stay while other steps follow. */

import { valueOf } from "../shared/operations.js";

/** @typedef {import("./ledger.js").Change} Change */
/** @typedef {import("./state.js").LogState} LogState */

/** What takes these changes back, in their reverse order. @param {LogState} view before them @param {Change[]} changes @returns {Change[]} */
export function inverseOf(view, changes) {
  return changes
    .map(({ target, field, value }) => ({
      target,
      field,
      value: field === "exists" ? !value : (valueOf(view, target, field) ?? null),
    }))
    .reverse();
}

/**
 * Changes that go and come back together; the answer takes them back, later than other steps, too.
 * @param {import("./app.js").App} app @param {Change[]} changes @returns {() => void}
 */
export function step(app, changes) {
  const back = inverseOf(app.ledger.view, changes);
  app.ledger.record(changes);
  return () => app.ledger.record(back);
}
