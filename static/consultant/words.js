/** Values, units and times as people read them. */

import { timeOfDay } from "../shared/dates.js";
import { language, pick, t } from "../shared/i18n.js";
import { entity } from "./entities.js";

/** @typedef {import("./state.js").Item} Item */
/** @typedef {import("./state.js").LogState} LogState */

const MINUS = "−";

/** @param {string|null} unit @returns {string} */
export function unitWord(unit) {
  switch (unit) {
    case null:
    case undefined:
    case "count":
      return "";
    case "cm":
      return t("consultant.unit.cm");
    case "m2":
      return t("consultant.unit.m2");
    case "months":
      return t("consultant.unit.months");
    default:
      return unit;
  }
}

/** @param {number} number @returns {string} with a real minus and the language's decimal sign */
export function numberWord(number) {
  return number.toLocaleString(language, { maximumFractionDigits: 2, useGrouping: false }).replace("-", MINUS);
}

/** What is typed, read as a number. @param {string} text @returns {number|null} null when it is none */
export function readNumber(text) {
  const plain = text.replace(MINUS, "-").replace(",", ".").trim();
  return /^-?\d+(\.\d*)?$/.test(plain) ? Number(plain) : null;
}

/**
 * An answer in words; empty when there is none.
 * @param {Item} item @param {any} value @param {LogState} view
 * @returns {string}
 */
export function answerWord(item, value, view) {
  if (value === null || value === undefined || value === "") return "";
  if (item.type === "number") return `${numberWord(Number(value))} ${unitWord(item.unit)}`.trim();
  if (item.type === "reference") return entity(view, `${item.ref}:${value}`).label;
  if (Array.isArray(value)) return value.map((one) => optionWord(item, one)).join(", ");
  if (item.options.length) return optionWord(item, value);
  return String(value);
}

/** An item's short name, its question where there is none. @param {Item} item @returns {string} */
export function shortName(item) {
  return pick(item.label ?? item.text);
}

/** @param {Item} item @param {string} id @returns {string} */
export function optionWord(item, id) {
  const option = item.options.find((one) => one.id === id);
  return option ? pick(option.text) : id;
}

/** A kind of thing within a sentence: "Add rooms"; German keeps its capitals. @param {string} noun @returns {string} */
export function inSentence(noun) {
  return language === "de" ? noun : noun.charAt(0).toLowerCase() + noun.slice(1);
}

/** @param {string|null|undefined} iso @returns {string} e.g. "14:03" */
export function clock(iso) {
  return iso ? timeOfDay(new Date(iso)) : "";
}

/** @param {any} address @returns {string} e.g. "Deichstraße 14" */
export function streetName(address) {
  return address ? `${address.street ?? ""} ${address.number ?? ""}`.trim() : "";
}
