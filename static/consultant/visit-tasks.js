/** What cannot be judged from afar, as rows: one for each card, a height and its method are one. */

import { pick } from "../shared/i18n.js";
import { subjectName } from "./item-view.js";
import { pairs } from "./method.js";

/** @typedef {import("./open-points.js").VisitTask} VisitTask */
/** @typedef {import("./state.js").State & {checklist: import("./state.js").Checklist}} Loaded */

/** @param {Loaded} state @param {import("./progress.js").Picture} seen @returns {VisitTask[]} */
export function tasksOf(state, seen) {
  const { numberOf } = pairs(state.checklist);
  /** @type {Map<string, VisitTask>} */
  const tasks = new Map();
  for (const { target, item, reason } of seen.onsite) {
    const card = numberOf.get(item) ?? item;
    const key = `${target}/${card}`;
    const question = pick(state.checklist.items[card].text);
    if (!tasks.has(key)) tasks.set(key, { name: subjectName(state, target, card), target, item: card, question, reason });
  }
  return [...tasks.values()];
}
