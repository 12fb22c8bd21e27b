/** What the office's archive knows. */

import { FORM_CLOSED } from "../shared/consultation-form.js";
import { NO_PAPERS } from "../shared/papers/desk.js";

/** @typedef {import("../shared/consultation-words.js").Summary} Summary */
/** @typedef {import("../shared/consultation-words.js").Protocol} Protocol */
/** @typedef {import("../shared/level-sign.js").Level} Level */

/** @typedef {Summary & {consents: {purpose: string, given: boolean}[],
 *   connection_test: import("../shared/connection-result.js").ConnectionTest|null}} Detail */

/** Chips: each stands for the states one looks for together. @type {Record<string, string[]>} */
export const STATE_GROUPS = {
  planned: ["requested", "scheduled"],
  talking: ["in_call", "paused"],
  review: ["in_review"],
  released: ["released"],
};

/** @type {Level[]} */
export const LEVELS = ["very_high", "high", "moderate", "low"];

/**
 * @typedef {object} State
 * @property {string} words in the search box
 * @property {string[]} groups chosen of STATE_GROUPS
 * @property {Level[]} levels chosen
 * @property {Summary[]|null} rows null until the first answer
 * @property {number} total of what was found
 * @property {number} page last page loaded
 * @property {number} took of the last search, in ms
 * @property {boolean} trouble the server could not be reached
 * @property {string|null} selected id
 * @property {Detail|null} detail
 * @property {import("../shared/operations.js").LogState|null} log of the selected one: what the office knows
 * @property {import("../shared/papers/desk.js").PapersState} papers of the selected one
 * @property {any} checklist as `GET /checklist` gives it; null until it is here
 * @property {Protocol|null} protocol of the selected one
 * @property {import("./call-figures.js").Log|null} callLog of the selected one, once they have talked
 * @property {import("../shared/invitation-panel.js").Invitation|null} invitation of the selected one
 * @property {boolean} inviting
 * @property {boolean} copied
 * @property {string} refusal what did not work, in words
 * @property {boolean} formOpen
 * @property {import("../shared/consultation-form.js").FormState} form
 */

/** @type {State} */
export const INITIAL = {
  words: "",
  groups: [],
  levels: [],
  rows: null,
  total: 0,
  page: 1,
  took: 0,
  trouble: false,
  selected: null,
  detail: null,
  log: null,
  papers: NO_PAPERS,
  checklist: null,
  protocol: null,
  callLog: null,
  invitation: null,
  inviting: false,
  copied: false,
  refusal: "",
  formOpen: false,
  form: FORM_CLOSED,
};
