/** How people are called in the page's language: "Frau Ahlers", "Ms Ahlers". */

import { t } from "./i18n.js";

/** Salutations as the server knows them, and their texts. @type {Record<string, string>} */
const SALUTATIONS = {
  Frau: "common.salutation.ms",
  Herr: "common.salutation.mr",
  Familie: "common.salutation.family",
};

/**
 * By salutation and family name; the full name where there is no salutation (a firm, or nobody asked).
 * @param {{name: string, salutation: string}|null|undefined} person @returns {string} "" for nobody
 */
export function calledBy(person) {
  if (!person?.name) return "";
  const key = SALUTATIONS[person.salutation];
  return key ? t(key, { name: person.name.trim().split(/\s+/).at(-1) ?? "" }) : person.name;
}

/**
 * With first name too, for lists and records: "Frau Inge Behrens", "Ms Inge Behrens".
 * @param {{name: string, salutation: string}} person @returns {string}
 */
export function fullName(person) {
  const key = SALUTATIONS[person.salutation];
  return key ? t(key, { name: person.name }) : person.name;
}

/** The salutations to choose from: what the server keeps, and the text of the choice. */
export const SALUTATION_CHOICES = [
  ["Frau", "common.salutation.choice_ms"],
  ["Herr", "common.salutation.choice_mr"],
  ["Familie", "common.salutation.choice_family"],
  ["", "common.salutation.choice_none"],
];
