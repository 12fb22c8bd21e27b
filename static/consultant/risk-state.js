/** What the cockpit knows of risk beyond the assessment: what would change a level, and an override being written. */

/** @typedef {import("./state.js").Level} Level */

/**
 * One answer that would come out otherwise.
 * @typedef {object} Change
 * @property {string} target
 * @property {string} item
 * @property {any} value
 * @property {boolean} measured a height that would have to be measured
 * @property {number|null} from from here to below `below` a number makes the same difference
 * @property {number|null} below
 */

/** @typedef {{effect: "lower"|"certain"|"higher", level: Level, unclear: boolean, changes: Change[], others: Change[]}} Outcome */

/**
 * Answer of `GET …/what-if`.
 * @typedef {object} WhatIf
 * @property {string} path
 * @property {number} seq
 * @property {boolean} cut
 * @property {Outcome[]} outcomes
 */

/** A level set by hand. @typedef {{level: Level, reason: string, by: string, at: string}} Override */

/** Being written. @typedef {{path: string, level: Level|null, reason: string}} Draft */

/**
 * @typedef {object} RiskState
 * @property {WhatIf|null} whatIf
 * @property {boolean} failed it could not be asked
 * @property {Draft|null} draft
 * @property {import("../shared/result-view.js").Result|null} result as it stands
 * @property {boolean} resultFailed
 * @property {import("./result-share.js").Sharing|null} sharing what her phone shows of it
 */

/** @type {RiskState} */
export const NO_RISK = { whatIf: null, failed: false, draft: null, result: null, resultFailed: false, sharing: null };

/** Characters of the reason, as the server counts them (domain/records.py). */
export const REASON = { least: 10, most: 1000 };

/** @param {import("./state.js").LogState} view @param {string} path @returns {Override|null} */
export function overrideOf(view, path) {
  const field = view.entities[`path:${path}`]?.fields.override;
  if (!field?.value) return null;
  return { level: field.value.level, reason: field.value.reason, by: field.by?.name ?? "", at: field.at };
}
