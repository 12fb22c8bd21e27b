/** How people are called on this page, also when someone is not known yet. */

import { t } from "../../shared/i18n.js";
import { calledBy } from "../../shared/people.js";

/** @typedef {import("../state.js").Visit} Visit */

/** "Frau Ahlers" @param {Visit|null} visit */
export function consultantShort(visit) {
  return calledBy(visit?.consultation.consultant) || t("customer.consultant.someone");
}

/** "Mareike Ahlers" @param {Visit|null} visit */
export function consultantName(visit) {
  return visit?.consultation.consultant?.name || t("customer.consultant.someone");
}

/** "Frau Behrens" @param {Visit} visit */
export function customerName(visit) {
  return calledBy(visit.consultation.customer);
}
