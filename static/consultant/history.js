/**
 * The history of answers. The ledger keeps the folded state alone; who opens a history asks for the log once, and from
 * then on for what is new in it.
 */

import { sameValue } from "../shared/operations.js";

/** @typedef {import("../shared/operations.js").Operation} Operation */
/** @typedef {import("../shared/operations.js").Author} Author */
/** @typedef {import("../shared/operations.js").LogState} LogState */
/** @typedef {{field: string, value: any, at: string, by?: Author, seq: number, late: boolean, unsent?: boolean}} Entry */

/**
 * What one person said at one time about the fields of a card.
 * @typedef {object} Past
 * @property {Record<string, any>} values field → value after it
 * @property {string} at ISO time of the writer
 * @property {Author|undefined} by
 * @property {boolean} late written without a network and sent later
 * @property {boolean} unsent the server does not have it yet
 * @property {boolean} holds these values stand now
 */

const TOGETHER_MS = 120_000; // a number and its method within two minutes are one answer
const LATE_MS = 60_000;

export class History {
  /** @type {Map<string, Entry[]>} target/field → entries, oldest first */
  #entries = new Map();
  /** Author → how much later than written the fastest of their entries came: what their clock is off. @type {Map<string, number>} */
  #skew = new Map();
  #seq = 0;
  /** @type {Promise<void>|null} */
  #asking = null;

  /** @param {(after: number) => Promise<{operations: Operation[], seq: number}>} pull */
  constructor(pull) {
    this.pull = pull;
  }

  /** The last operation it knows. */
  get seq() {
    return this.#seq;
  }

  /** Fetch what is new; several callers share one request. Rejects with the ApiError of the request. */
  keepUp() {
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = null;
    });
    return this.#asking;
  }

  async #ask() {
    const { operations, seq } = await this.pull(this.#seq);
    for (const operation of operations) this.#add(/** @type {any} */ (operation));
    this.#seq = Math.max(this.#seq, seq);
  }

  /** @param {Operation & {seq: number, received_at?: string}} operation */
  #add({ target, field, value, at, by, seq, received_at: received }) {
    if (seq <= this.#seq) return;
    const delay = received ? Date.parse(received) - Date.parse(at) : 0;
    const who = by?.id ?? "";
    this.#skew.set(who, Math.min(this.#skew.get(who) ?? delay, delay));
    const key = `${target}/${field}`;
    const list = this.#entries.get(key) ?? [];
    this.#entries.set(key, list);
    list.push({ field, value, at, by, seq, late: delay - (this.#skew.get(who) ?? 0) > LATE_MS });
  }

  /**
   * What was said about these fields of a target, latest first; what only the page knows is in it.
   * @param {LogState} view @param {string} target @param {string[]} fields @param {Author|undefined} me @returns {Past[]}
   */
  of(view, target, fields, me) {
    const entries = fields
      .flatMap((field) => [...(this.#entries.get(`${target}/${field}`) ?? []), ...this.#beyond(view, target, field, me)])
      .sort((a, b) => a.seq - b.seq);
    const pasts = gathered(entries);
    /** @param {string} field */
    const now = (field) => view.entities[target]?.fields[field]?.value ?? null;
    const stands = (/** @type {Past} */ past) => fields.every((field) => sameValue(past.values[field] ?? null, now(field)));
    const standing = pasts.map(stands).lastIndexOf(true);
    return pasts.map((past, index) => ({ ...past, holds: index === standing })).reverse();
  }

  /** What stands on the page and is newer than the log we have. @param {LogState} view @param {string} target @param {string} field @param {Author|undefined} me @returns {Entry[]} */
  #beyond(view, target, field, me) {
    const found = view.entities[target]?.fields[field];
    if (!found) return [];
    return [...(found.other ?? []), found]
      .filter((version) => version.seq > this.#seq)
      .map(({ value, at, by, seq }) => ({ field, value, at, by: by ?? me, seq, late: false, unsent: !by }));
  }
}

/** @param {Entry[]} entries oldest first @returns {Past[]} */
function gathered(entries) {
  /** @type {(Past & {touched: Set<string>})[]} */
  const pasts = [];
  /** @type {Record<string, any>} */
  let values = {};
  for (const { field, value, at, by, late, unsent = false } of entries) {
    values = { ...values, [field]: value };
    const last = pasts.at(-1);
    const belongs =
      last && last.by?.id === by?.id && !last.touched.has(field) && Date.parse(at) - Date.parse(last.at) <= TOGETHER_MS;
    if (belongs) {
      last.values = values;
      last.touched.add(field);
      last.unsent ||= unsent;
    } else {
      pasts.push({ values, at, by, late, unsent, holds: false, touched: new Set([field]) });
    }
  }
  return pasts.filter((past, index) => index === 0 || !sameValue(past.values, pasts[index - 1]?.values));
}
