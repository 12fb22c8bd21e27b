/** What the checklist shows beside its questions: a reason being chosen, a history, the overview's filters. */

/** @typedef {"all"|"open"|"unknown"|"onsite"|"twofold"} Filter */

/**
 * @typedef {object} SheetState
 * @property {string|null} afar target/item that is being put off to a visit
 * @property {string} reason why, as typed
 * @property {string|null} history target/item whose history is open
 * @property {string} section of the overview; empty: the one of the checklist
 * @property {Filter[]} filters of the overview; none: all
 * @property {string} upgraded version of another checklist that the server has; empty: it has ours
 * @property {string} query what is looked for in the overview
 */

/** @type {SheetState} */
export const NO_SHEET = { afar: null, reason: "", history: null, section: "", filters: [], query: "", upgraded: "" };
