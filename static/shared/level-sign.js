/** The level of a risk: a basement with water in it, one to four parts full, over the brim at "very high". */

import { html, nothing, svg } from "lit-html";
import { t } from "./i18n.js";

/** @typedef {"low"|"moderate"|"high"|"very_high"|"not_assessed"} Level */

/** Top of the water in the 22-unit drawing; the floor is at 16. @type {Record<Level, number>} */
const SURFACE = { low: 12.5, moderate: 8.8, high: 5.1, very_high: 1.4, not_assessed: 16 };
const FLOOR = 16;
const LINE_STEP = 3.7; // one line for each part of a provisional level

/**
 * Only the drawing; whoever uses it writes the word beside it.
 * @param {Level} level @param {boolean} [provisional] lines instead of full water
 */
export function levelIcon(level, provisional = false) {
  return html`<svg class="level-icon" viewBox="0 0 22 22" aria-hidden="true">
    ${level === "not_assessed" ? nothing : provisional ? lines(level) : water(level)}
    <path d="M3.5 6v12.5h15V6" />
  </svg>`;
}

/**
 * Drawing and word, and "provisional" beside it when something is still unknown.
 * @param {Level|null|undefined} level @param {boolean} [provisional]
 */
export function levelSign(level, provisional = false) {
  const known = level ?? "not_assessed";
  return html`<span class="level ${known}">${levelIcon(known, provisional)}${t(`common.level.${known}`)}</span>
    ${provisional ? html`<span class="provisional">${t("common.level.provisional")}</span>` : nothing}`;
}

/** @param {Level} level */
function water(level) {
  const top = SURFACE[level];
  return svg`<rect class="water" x="6" y=${top} width="10" height=${FLOOR - top} />`;
}

/** @param {Level} level */
function lines(level) {
  const parts = { low: 1, moderate: 2, high: 3, very_high: 4, not_assessed: 0 }[level];
  const path = Array.from({ length: parts }, (_, part) => `M6 ${15.2 - part * LINE_STEP}h10`).join("");
  return svg`<path class="lines" d=${path} />`;
}
