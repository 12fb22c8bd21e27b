/** Marks what was searched for, with the server's idea of sameness: no capitals, no accents, ä as ae, ı as i. */

import { html } from "lit-html";

/** @param {string} text */
function fold(text) {
  return text
    .toLocaleLowerCase("de")
    .normalize("NFC")
    .replace(/ä/g, "ae")
    .replace(/ö/g, "oe")
    .replace(/ü/g, "ue")
    .replace(/ß/g, "ss")
    .replace(/ı/g, "i")
    .normalize("NFKD")
    .replace(/\p{M}/gu, "");
}

/**
 * The text with the first place of each word marked.
 * @param {string} text @param {string} words as typed
 */
export function highlight(text, words) {
  const wanted = words.trim().split(/\s+/).filter(Boolean).map(fold);
  const spots = wanted.map((word) => find(text, word)).filter((spot) => spot !== null);
  if (spots.length === 0) return text;
  spots.sort((one, other) => one[0] - other[0]);
  const parts = [];
  let at = 0;
  for (const [from, to] of spots) {
    if (from < at) continue;
    parts.push(text.slice(at, from), html`<mark>${text.slice(from, to)}</mark>`);
    at = to;
  }
  return [...parts, text.slice(at)];
}

/**
 * Folding may lengthen (ß, ä), so places are found letter by letter.
 * @param {string} text @param {string} word folded @returns {[number, number]|null}
 */
function find(text, word) {
  for (let from = 0; from < text.length; from += 1) {
    let folded = "";
    let to = from;
    while (to < text.length && folded.length < word.length) {
      folded += fold(text[to]);
      to += 1;
    }
    if (word && folded.startsWith(word)) return [from, to];
  }
  return null;
}
