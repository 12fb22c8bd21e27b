/** What the consultant's day knows. */

import { FORM_CLOSED } from "../../shared/consultation-form.js";
import { NO_PAPERS } from "../../shared/papers/desk.js";
import { NO_ROAD } from "./road.js";

/** @typedef {import("../../shared/consultation-words.js").Summary} Summary */

/** @typedef {Summary & {office_facts: {item: string, value: unknown, source: string}[],
 *   connection_test: import("../../shared/connection-result.js").ConnectionTest|null}} Detail */

/**
 * @typedef {object} State
 * @property {Date} day
 * @property {Summary[]|null} consultations null until they are here
 * @property {"none"|"unreachable"} trouble
 * @property {Record<string, Date>} waiting id → since when this page sees the customer there
 * @property {string|null} selected id
 * @property {Detail|null} detail of the selected one
 * @property {import("../../shared/operations.js").LogState|null} log of the selected one: what the office knows
 * @property {import("../../shared/papers/desk.js").PapersState} papers of the selected one
 * @property {any} checklist as `GET /checklist` gives it; null until it is here
 * @property {import("../../shared/invitation-panel.js").Invitation|null} invitation of the selected one
 * @property {boolean} inviting
 * @property {boolean} copied
 * @property {boolean} starting
 * @property {boolean} customerHere the customer of the selected one is in the waiting room
 * @property {string} refusal what did not work, in words
 * @property {boolean} formOpen
 * @property {import("./road.js").RoadState} road
 * @property {import("../../shared/consultation-form.js").FormState} form
 */

/** @type {State} */
export const INITIAL = {
  day: new Date(),
  consultations: null,
  trouble: "none",
  waiting: {},
  selected: null,
  detail: null,
  log: null,
  papers: NO_PAPERS,
  checklist: null,
  invitation: null,
  inviting: false,
  copied: false,
  starting: false,
  customerHere: false,
  refusal: "",
  formOpen: false,
  road: NO_ROAD,
  form: FORM_CLOSED,
};
