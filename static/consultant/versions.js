/** Where two people differ: each one's answer as a whole, a height with the method it was found by. */

import { sameValue } from "../shared/operations.js";

/** @typedef {import("../shared/operations.js").Field} Field */
/** @typedef {import("../shared/operations.js").Version} Version */
/** @typedef {{values: Record<string, any>, at: string, by: import("../shared/operations.js").Author|undefined}} Whole */

/**
 * The answers that stand beside each other, the one in force first.
 * @param {Record<string, Field|undefined>} fields of one card @returns {Whole[]} one where nobody differs, none without an answer
 */
export function wholes(fields) {
  const names = Object.keys(fields);
  const all = names.flatMap((name) => versionsOf(fields[name]));
  /** @type {Whole[]} */
  const found = [];
  for (const author of new Set(all.map((version) => version.by?.id))) {
    const own = all.filter((version) => version.by?.id === author);
    const latest = own.reduce((a, b) => (b.seq > a.seq ? b : a));
    const values = Object.fromEntries(
      names.map((name) => {
        const mine = versionsOf(fields[name]).find((version) => version.by?.id === author);
        return [name, (mine ?? fields[name])?.value ?? null];
      }),
    );
    if (!found.some((one) => sameValue(one.values, values))) found.push({ values, at: latest.at, by: latest.by });
  }
  return found;
}

/** @param {Record<string, Field|undefined>} fields of one card */
export function differ(fields) {
  return Object.values(fields).some((field) => field?.other?.length);
}

/** @param {Field|undefined} field @returns {Version[]} */
function versionsOf(field) {
  return field ? [field, ...(field.other ?? [])] : [];
}
