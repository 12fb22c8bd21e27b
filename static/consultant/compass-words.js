/** Directions and tilts in words: "Südwest, 214°", "82° nach unten". */

import { t } from "../shared/i18n.js";

/** @param {number} heading 0 to 360 @returns {string} short: "SW 214°" */
export function headingShort(heading) {
  return `${wind(heading, true)} ${Math.round(heading) % 360}°`;
}

/** @param {number} heading @returns {string} */
export function headingWord(heading) {
  return `${wind(heading, false)}, ${Math.round(heading) % 360}°`;
}

/** @param {number} tilt -90 (down) to 90 @returns {string} */
export function tiltWord(tilt) {
  const n = Math.abs(Math.round(tilt));
  if (n < 3) return t("evidence.tilt.level");
  return tilt < 0 ? t("evidence.tilt.down", { n }) : t("evidence.tilt.up", { n });
}

/** @param {number} heading @param {boolean} short */
function wind(heading, short) {
  const words = (short ? t("evidence.winds.short") : t("evidence.winds.long")).split(" ");
  return words[Math.round(heading / 45) % 8] ?? "";
}
