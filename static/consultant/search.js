/** Finding a thing by its name, a question by words of it, of its answer or of what it is about. */

import { pick } from "../shared/i18n.js";
import { value } from "./entities.js";
import { subjectName } from "./item-view.js";
import { thingsNamed } from "./overview-rows.js";
import { itemsAt, targetsOf } from "./progress.js";
import { answerWord } from "./words.js";

/** @typedef {import("./view.js").Loaded} Loaded */
/** @typedef {import("./progress.js").Picture} Picture */
/** @typedef {{target: string, item: string, name: string, question: string, answer: string}} Hit */
/** @typedef {{target: string, kind: import("./state.js").Kind, label: string, place: string, kindName: string}} ThingHit */
/** @typedef {{things: ThingHit[], questions: Hit[], more: boolean}} Found more: there are more than these */

const MOST_HITS = 40;

/** @param {Loaded} state @param {Picture} seen @param {string} words @returns {Found} */
export function search(state, seen, words) {
  const wanted = plain(words).split(/\s+/).filter(Boolean);
  if (!wanted.length) return { things: [], questions: [], more: false };
  const holds = (/** @type {string} */ text) => wanted.every((word) => plain(text).includes(word));
  const questions = questionsWith(state, seen, holds);
  return { things: thingsNamed(state, holds), questions: questions.slice(0, MOST_HITS), more: questions.length > MOST_HITS };
}

/** Questions first whose own words or answer hold all of it. @param {Loaded} state @param {Picture} seen @param {(text: string) => boolean} holds @returns {Hit[]} */
function questionsWith(state, seen, holds) {
  const { checklist, view } = state;
  /** @type {Hit[]} */
  const near = [];
  /** @type {Hit[]} */
  const far = [];
  for (const section of checklist.sections) {
    for (const target of targetsOf(section, view, seen)) {
      const name = subjectName(state, target, section.items[0]);
      for (const id of itemsAt(section, target, seen)) {
        const item = checklist.items[id];
        const question = pick(item.text);
        const answer = answerWord(item, value(view, target, id), view);
        const hit = { target, item: id, name, question, answer };
        if (holds(`${question} ${answer}`)) near.push(hit);
        else if (holds(`${name} ${question} ${answer} ${pick(section.title)}`)) far.push(hit);
      }
    }
  }
  return [...near, ...far];
}

/** Small letters without marks: "Lüftung" is found by "luft". @param {string} text */
function plain(text) {
  return text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").replace(/ß/g, "ss").trim();
}
