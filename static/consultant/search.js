/** Finding a question by words of it, of its answer or of what it is about. */

import { pick } from "../shared/i18n.js";
import { value } from "./entities.js";
import { subjectName } from "./item-view.js";
import { itemsAt, targetsOf } from "./progress.js";
import { answerWord } from "./words.js";

/** @typedef {import("./view.js").Loaded} Loaded */
/** @typedef {import("./progress.js").Picture} Picture */
/** @typedef {import("./sections-panel.js").Hit} Hit */

const MOST_HITS = 40;

/** @param {Loaded} state @param {Picture} seen @param {string} words @returns {Hit[]} */
export function findPlaces(state, seen, words) {
  const wanted = plain(words).split(" ").filter(Boolean);
  if (!wanted.length) return [];
  const { checklist, view } = state;
  /** @type {Hit[]} */
  const hits = [];
  for (const section of checklist.sections) {
    for (const target of targetsOf(section, view, seen)) {
      const name = subjectName(state, target, section.items[0]);
      for (const id of itemsAt(section, target, seen)) {
        const item = checklist.items[id];
        const question = pick(item.text);
        const answer = answerWord(item, value(view, target, id), view);
        const text = plain(`${name} ${question} ${answer} ${pick(section.title)}`);
        if (wanted.every((word) => text.includes(word))) hits.push({ target, item: id, name, question, answer });
        if (hits.length === MOST_HITS) return hits;
      }
    }
  }
  return hits;
}

/** Small letters without marks: "Lüftung" is found by "luft". @param {string} text */
function plain(text) {
  return text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").replace(/ß/g, "ss").trim();
}
