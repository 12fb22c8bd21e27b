/** How the two are called on a guest's page. */

import { t } from "../shared/i18n.js";
import { calledBy } from "../shared/people.js";

/** @typedef {import("./state.js").Visit} Visit */

/** @param {Visit|null} visit @returns {string} */
export function customerName(visit) {
  return calledBy(visit?.consultation.customer) || t("guest.page.customer");
}

/** @param {Visit|null} visit @returns {string} */
export function consultantName(visit) {
  return calledBy(visit?.consultation.consultant) || t("guest.page.consultant");
}

/** As the subject of a sentence. @param {Visit|null} visit @returns {{customer: string, consultant: string}} */
export function both(visit) {
  return { customer: customerName(visit), consultant: consultantName(visit) };
}

/** After "mit", "von", "zu": German says "Herrn". @param {Visit|null} visit @returns {{customer: string, consultant: string}} */
export function withBoth(visit) {
  return {
    customer: inflected(visit?.consultation.customer) || customerName(visit),
    consultant: inflected(visit?.consultation.consultant) || consultantName(visit),
  };
}

/** @param {{name: string, salutation: string}|null|undefined} person @returns {string} "" where nothing changes */
function inflected(person) {
  if (person?.salutation !== "Herr" || !person.name) return "";
  return t("guest.page.mr", { name: person.name.trim().split(/\s+/).at(-1) ?? "" });
}
