/** Words for a consultation, the same in the day's list, the archive and the preview. */

import { t } from "./i18n.js";

/**
 * A line of a list, as `GET /consultations` gives it.
 * @typedef {object} Summary
 * @property {string} id
 * @property {string} number
 * @property {string} state
 * @property {string|null} scheduled_at
 * @property {string|null} started_at
 * @property {string|null} ended_at
 * @property {{name: string, salutation: string, phone: string, email: string, language: string}} customer
 * @property {{street: string, number: string, postcode: string, city: string, district: string}} address
 * @property {{id: string, name: string}|null} consultant
 * @property {string[]} templates
 * @property {{level: import("./level-sign.js").Level, unclear: boolean}|null} overall
 * @property {number} open_points
 * @property {number} photos
 * @property {Protocol|null} protocol
 * @property {string} language
 * @property {number} onsite_open tasks for a visit
 * @property {string|null} [connection_verdict] of the newest test; in lists
 * @property {boolean} [customer_here] in lists
 */

/** @typedef {{version: number|null, state: string, progress?: number, pages: number|null, url: string|null}} Protocol */

/** Icon and mood of each state; its word stands beside it. @type {Record<string, [string, string]>} */
const STATE_LOOKS = {
  requested: ["mail", ""],
  scheduled: ["calendar", ""],
  in_call: ["video", "busy"],
  paused: ["pause", "warm"],
  in_review: ["pencil", "warm"],
  released: ["seal", ""],
  superseded: ["document", ""],
  withdrawn: ["eye-off", "warm"],
  cancelled: ["cross", "warm"],
};

/** @param {string} state @returns {{icon: string, mood: string, word: string}} */
export function stateLook(state) {
  const [icon, mood] = STATE_LOOKS[state] ?? ["help", ""];
  return { icon, mood, word: t(`office.state.${state}`) };
}

/** "Deichstraße 14, Altwieden" @param {Summary["address"]} address */
export function addressLine({ street, number, district, city }) {
  const house = [street, number].filter(Boolean).join(" ");
  return [house, district || city].filter(Boolean).join(", ") || t("office.no_address");
}

/** When it is, or was. @param {Summary} summary @returns {Date|null} */
export function whenOf(summary) {
  const moment = summary.scheduled_at ?? summary.started_at;
  return moment ? new Date(moment) : null;
}

/** @param {string} phone */
export function telLink(phone) {
  return `tel:${phone.replace(/[^\d+]/g, "")}`;
}
