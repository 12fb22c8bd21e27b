/** Days and times in the page's language, in the words people say. */

import { language, t } from "./i18n.js";

const LOCALE = { de: "de-DE", en: "en-GB" }[language];

/** @param {Intl.DateTimeFormatOptions} options */
const format = (options) => new Intl.DateTimeFormat(LOCALE, options);

const longDay = format({ weekday: "long", day: "numeric", month: "long" });
const shortDay = format({ day: "2-digit", month: "2-digit", year: "numeric" });
const dayOfYear = format({ day: "numeric", month: "short" });
const clock = format({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const spokenHour = format({ hour: "numeric", hour12: language === "en" });
const spokenTime = format({ hour: "numeric", minute: "2-digit", hour12: language === "en" });

/** "Donnerstag, 19. November" @param {Date} date */
export function dayInWords(date) {
  return longDay.format(date);
}

/** "19.11.2026" @param {Date} date */
export function dayInFigures(date) {
  return shortDay.format(date);
}

/** "6. Nov." @param {Date} date */
export function dayAndMonth(date) {
  return dayOfYear.format(date);
}

/** "14:00" @param {Date} date */
export function timeOfDay(date) {
  return clock.format(date);
}

/** "14 Uhr", "14:30 Uhr", "2 pm" @param {Date} date */
export function timeAsSpoken(date) {
  if (date.getMinutes() === 0) return spokenHour.format(date);
  const time = spokenTime.format(date);
  return language === "de" ? t("common.time.of_day", { time }) : time;
}

/** Local calendar day as the server takes it, "2026-11-19" @param {Date} date */
export function isoDay(date) {
  const two = (/** @type {number} */ n) => String(n).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** @param {Date} one @param {Date} other */
export function isSameDay(one, other) {
  return isoDay(one) === isoDay(other);
}

/** Whole days later, at the same time of day. @param {Date} date @param {number} days */
export function addDays(date, days) {
  const later = new Date(date);
  later.setDate(later.getDate() + days);
  return later;
}
