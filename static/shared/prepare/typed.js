/** What is typed into a field of the preparation, read as a value; heights in m NHN become cm above the reference point. */

import { language, t } from "../i18n.js";

/** @typedef {import("./fields.js").Field} Field */
/** @typedef {{value: any}|{wrong: string}} Reading */

const MINUS = "−";

/** @param {string} text @returns {number|null} null when it is no number */
export function readNumber(text) {
  const plain = text.trim().replace(/[−–]/, "-").replace(",", ".");
  return /^[-+]?\d{1,7}(\.\d{0,8})?$/.test(plain) ? Number(plain) : null;
}

/** @param {number} number @param {number} [digits] @returns {string} with a real minus and the language's decimal sign */
export function numberWord(number, digits = 6) {
  return number.toLocaleString(language, { maximumFractionDigits: digits, useGrouping: false }).replace("-", MINUS);
}

/**
 * cm above the reference point, whole. @param {number} nhn m NHN @param {number} reference m NHN of the reference point
 * @returns {number}
 */
export function aboveReference(nhn, reference) {
  return Math.round((nhn - reference) * 100) + 0;
}

/**
 * @param {Field} field @param {string} text @param {number|null|undefined} [reference] m NHN: the text is a height in m NHN
 * @returns {Reading} the value for the log; null when the field is empty
 */
export function readTyped(field, text, reference) {
  const trimmed = text.trim();
  if (!trimmed) return { value: null };
  if (field.shape === "text") return { value: trimmed };
  if (field.shape === "coordinates") return readCoordinates(trimmed);
  const number = readNumber(trimmed);
  if (number === null) return { wrong: t("papers.prepare.no_number") };
  if (reference === null) return { wrong: t("papers.prepare.no_reference") };
  const value = reference === undefined ? number : aboveReference(number, reference);
  const { min = -Infinity, max = Infinity } = field.range ?? {};
  if (value < min || value > max) {
    const limits = { min: numberWord(min), max: numberWord(max), unit: unitWord(field.unit) };
    return { wrong: t("papers.prepare.range", limits).trim() };
  }
  if (field.id === "building_year" && !Number.isInteger(value)) return { wrong: t("papers.prepare.no_number") };
  return { value };
}

/** "53.2012, 8.5876", "53,2012 8,5876", "53.2012; 8.5876" @param {string} text @returns {Reading} */
export function readCoordinates(text) {
  const parts = /[;\s]/.test(text) ? text.split(/[;\s]+|,\s+/) : text.split(",");
  const [lat, lon] = parts.map((part) => part.replace(/,$/, "")).filter(Boolean).map(readNumber);
  if (parts.filter(Boolean).length !== 2 || lat == null || lon == null || Math.abs(lat) > 90 || Math.abs(lon) > 180) {
    return { wrong: t("papers.prepare.no_coordinates") };
  }
  return { value: { lat, lon } };
}

/** A value as it is typed. @param {Field} field @param {any} value @returns {string} */
export function asTyped(field, value) {
  if (value === null || value === undefined) return "";
  if (field.shape === "coordinates") return `${value.lat}, ${value.lon}`;
  return typeof value === "number" ? numberWord(value) : String(value);
}

/** @param {string|null} unit @returns {string} */
export function unitWord(unit) {
  return { cm: "cm", m: "m NHN", m2: "m²" }[unit ?? ""] ?? "";
}
