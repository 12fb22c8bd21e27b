/** What the office knows of a house: read from the log of its consultation, and written to it. */

import { get, post } from "../api.js";
import { emptyState, fold, newId, sameValue, valueOf } from "../operations.js";

/** @typedef {import("../operations.js").LogState} LogState */
/** @typedef {{target: string, field: string, value: any}} Change */
/** @typedef {{target: string, field: string, text: string}} Refusal */

/** Of an item: where its answer comes from. @param {string} item @returns {string} */
export function sourceField(item) {
  return `source_${item}`;
}

/**
 * Where the answer comes from; empty when an answer was given after it. The same as `sources` of the server.
 * @param {LogState} log @param {string} item @returns {string}
 */
export function sourceOf(log, item) {
  const fields = log.entities.building?.fields ?? {};
  const answer = fields[item];
  const source = fields[sourceField(item)];
  if (!source?.value || !answer || answer.value === null) return "";
  return source.seq > answer.seq ? source.value : "";
}

/** The log of one consultation at a time; asks only for what is new. */
export class OfficeLog {
  #consultation = "";
  #log = emptyState();

  /**
   * The log up to now. @param {string} consultation @param {number} [seq] that exists at least; unknown: ask
   * @returns {Promise<LogState>} @throws {import("../api.js").ApiError}
   */
  async read(consultation, seq = Infinity) {
    const log = consultation === this.#consultation ? this.#log : emptyState();
    if (seq <= log.seq) return log;
    const answer = await get(`/consultations/${consultation}/operations?after=${log.seq}`);
    this.#consultation = consultation;
    this.#log = fold(answer.operations, log);
    return this.#log;
  }

  /**
   * Write what has changed against `seen`; who wrote meanwhile is not overwritten: both values stay.
   * @param {string} consultation @param {LogState} seen @param {Change[]} changes
   * @returns {Promise<{log: LogState, refused: Refusal[]}>} @throws {import("../api.js").ApiError}
   */
  async write(consultation, seen, changes) {
    const at = new Date().toISOString();
    const operations = changes.map((change) => ({ op_id: newId(), based_on: seen.seq, ...change, at }));
    const answer = await post(`/consultations/${consultation}/operations`, { operations });
    const refused = answer.refused.map((/** @type {any} */ { op_id, error }) => {
      const operation = operations.find((one) => one.op_id === op_id);
      return { target: operation?.target ?? "", field: operation?.field ?? "", text: error.text };
    });
    return { log: await this.read(consultation), refused };
  }
}

/** Whether a value is what the log says already. @param {LogState} log @param {Change} change */
export function isWritten(log, { target, field, value }) {
  return sameValue(valueOf(log, target, field) ?? null, value);
}
