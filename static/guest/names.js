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

/** @param {Visit|null} visit @returns {{customer: string, consultant: string}} */
export function both(visit) {
  return { customer: customerName(visit), consultant: consultantName(visit) };
}
