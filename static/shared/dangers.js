/** What STOPP can be about, and what to do then; the same words on the phone and for the consultant to say. */

import { t } from "./i18n.js";

/** `general`: nobody has said yet why; `own`: in the consultant's words. */
/** @typedef {"general"|"power"|"chamber"|"flooded"|"fuel"|"fall"|"own"} Danger */

/** Those to choose from, the most frequent first. @type {Danger[]} */
export const DANGERS = ["power", "chamber", "flooded", "fuel", "fall"];

const KNOWN = new Set([...DANGERS, "general", "own"]);

/** @param {unknown} danger @returns {danger is Danger} */
export function isDanger(danger) {
  return KNOWN.has(/** @type {Danger} */ (danger));
}

/** @param {{danger: Danger, text: string}} stopp @returns {string} */
export function stoppTitle({ danger, text }) {
  return danger === "own" ? text || t("guide.stopp.general.title") : t(`guide.stopp.${danger}.title`);
}

/** What to do, in three sentences. @param {Danger} danger @returns {string[]} */
export function stoppSentences(danger) {
  const about = danger === "own" ? "general" : danger;
  return [1, 2, 3].map((step) => t(`guide.stopp.${about}.${step}`));
}
