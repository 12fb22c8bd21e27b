/** Heights and how they were found are two items of the checklist and one question on the page. */

/** @typedef {import("./state.js").Checklist} Checklist */
/** @typedef {{methodOf: Map<string, string>, numberOf: Map<string, string>}} Pairs */

/** @type {WeakMap<Checklist, Pairs>} */
const known = new WeakMap();

/**
 * A number and the neighbouring item that asks whether it was measured or estimated.
 * @param {Checklist} checklist @returns {Pairs}
 */
export function pairs(checklist) {
  const found = known.get(checklist);
  if (found) return found;
  /** @type {Pairs} */
  const made = { methodOf: new Map(), numberOf: new Map() };
  for (const { items } of checklist.sections) {
    items.forEach((id, index) => {
      if (checklist.items[id]?.type !== "number") return;
      const method = [items[index + 1], items[index - 1]].find((near) => near && asksForMethod(checklist, near, id));
      if (!method) return;
      made.methodOf.set(id, method);
      made.numberOf.set(method, id);
    });
  }
  known.set(checklist, made);
  return made;
}

/** @param {Checklist} checklist @param {string} id @param {string} number */
function asksForMethod(checklist, id, number) {
  const item = checklist.items[id];
  if (!item || item.scope !== checklist.items[number]?.scope) return false;
  const options = item.options.map((option) => option.id);
  return options.includes("measured") && options.includes("estimated");
}
