/**
 * Our answers on their way to the server. An answer counts on the page at once, is sent in the order it was given and
 * sent again until the server has taken it; `op_id` makes a second sending harmless. Unsent answers survive a reload of
 * this tab and are forgotten as soon as they are acknowledged.
 */

import { apply, emptyState, fold, newId, valueOf } from "../shared/operations.js";

/** @typedef {import("../shared/operations.js").Operation} Operation */
/** @typedef {import("../shared/operations.js").LogState} LogState */
/** @typedef {import("../shared/api.js").ApiError} ApiError */
/** @typedef {{target: string, field: string, value: any}} Change */

const RETRY_MS = [1000, 2000, 4000, 8000, 15_000];
const AT_ONCE = 100; // operations in one request

/**
 * @typedef {object} Wire what the ledger needs from outside
 * @property {(operations: Operation[]) => Promise<any>} send
 * @property {(after: number) => Promise<any>} pull
 * @property {() => void} changed
 * @property {(answer: any) => void} assessed
 * @property {(operation: Operation, error: {code: string, text: string}) => void} refused
 * @property {(error: ApiError) => void} failed an attempt that is not repeated by itself
 */

export class Ledger {
  /** Who we are in the log. @type {import("../shared/operations.js").Author|undefined} */
  me;
  /** @type {LogState} what the server has told */
  #known = emptyState();
  /** @type {Operation[]} */
  #unsent = [];
  /** @type {LogState|null} */
  #view = null;
  /** @type {Change[][]} what would take back our steps, latest last */
  #undo = [];
  #sending = false;
  #pulling = false;
  #wanted = 0; // the highest seq we heard of
  #news = false; // heard of since the last fetch began
  #failures = 0;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  #timer;

  /** @param {string} consultation @param {Wire} wire @param {Storage|null} storage */
  constructor(consultation, wire, storage) {
    this.key = `kellerblick.unsent.${consultation}`;
    this.wire = wire;
    this.storage = storage;
    this.#unsent = this.#remembered();
  }

  get seq() {
    return this.#known.seq;
  }

  get unsent() {
    return this.#unsent.length;
  }

  get undoable() {
    return this.#undo.length;
  }

  /** The last attempt failed and answers are waiting. */
  get isStuck() {
    return this.#failures > 0 && this.#unsent.length > 0;
  }

  /** The log with our unsent answers on top. @returns {LogState} */
  get view() {
    this.#view ??= overlay(this.#known, this.#unsent);
    return this.#view;
  }

  /**
   * One step of the user: all changes go and come back together.
   * @param {Change[]} changes @param {{undoable?: boolean}} [options]
   */
  record(changes, options = {}) {
    if (options.undoable ?? true) this.#undo.push(changes.map((change) => this.#inverse(change)).reverse());
    const now = new Date().toISOString();
    for (const { target, field, value } of changes) {
      this.#unsent.push({ op_id: newId(), based_on: this.seq, target, field, value, at: now });
    }
    this.#touch();
    void this.flush();
  }

  /** Take back our last step. @returns {Change[]|null} what that changed */
  undo() {
    const changes = this.#undo.pop();
    if (!changes) return null;
    this.record(changes, { undoable: false });
    return changes;
  }

  /** @param {Change} change @returns {Change} */
  #inverse({ target, field, value }) {
    const before = valueOf(this.view, target, field) ?? null;
    return { target, field, value: field === "exists" ? !value : before };
  }

  /** Fetch what is new on the server. @param {number} [seq] up to where there is something; unknown: ask once */
  async catchUp(seq = this.seq + 1) {
    this.#wanted = Math.max(this.#wanted, seq);
    this.#news = true;
    if (this.#pulling) return;
    this.#pulling = true;
    try {
      while (this.#news && this.#wanted > this.seq) {
        this.#news = false;
        const answer = await this.wire.pull(this.seq);
        this.#failures = 0;
        const arrived = new Set(answer.operations.map((/** @type {Operation} */ operation) => operation.op_id));
        const known = fold(answer.operations, this.#known);
        this.#known = { ...known, seq: Math.max(known.seq, answer.seq) };
        this.#unsent = this.#unsent.filter((operation) => !arrived.has(operation.op_id));
        // News that came in meanwhile may not be in this answer: then once more. Else the server knows no more.
        if (!this.#news) this.#wanted = answer.seq;
        this.wire.assessed(answer);
        this.#touch();
      }
    } catch (error) {
      this.#fail(/** @type {ApiError} */ (error));
    } finally {
      this.#pulling = false;
    }
  }

  /** Send what waits; comes back to it by itself until everything is through. */
  async flush() {
    if (this.#sending || !this.#unsent.length) return;
    clearTimeout(this.#timer);
    this.#sending = true;
    const batch = this.#unsent.slice(0, AT_ONCE);
    try {
      const answer = await this.wire.send(batch);
      this.#failures = 0;
      this.#settle(batch, answer);
      this.#sending = false;
      if (answer.seq > this.seq) await this.catchUp(answer.seq);
      void this.flush();
    } catch (error) {
      this.#sending = false;
      this.#fail(/** @type {ApiError} */ (error));
    }
  }

  /** @param {Operation[]} batch @param {any} answer */
  #settle(batch, answer) {
    for (const { op_id, error } of answer.refused ?? []) {
      const operation = batch.find((sent) => sent.op_id === op_id);
      this.#unsent = this.#unsent.filter((waiting) => waiting.op_id !== op_id);
      if (operation) this.wire.refused(operation, error);
    }
    /** @type {Map<string, number>} */
    const seqs = new Map(answer.acknowledged.map((/** @type {any} */ one) => [one.op_id, one.seq]));
    const ours = [...seqs.values()];
    const nothingBetween = answer.seq === this.seq + ours.length && ours.every((seq) => seq > this.seq);
    if (nothingBetween && this.me) {
      const acknowledged = batch
        .filter((operation) => seqs.has(operation.op_id))
        .map((operation) => ({ ...operation, seq: seqs.get(operation.op_id), by: this.me }));
      this.#known = fold(acknowledged, this.#known);
      this.#unsent = this.#unsent.filter((waiting) => !seqs.has(waiting.op_id));
      this.wire.assessed(answer);
    } else if (ours.every((seq) => seq <= this.seq)) {
      this.#unsent = this.#unsent.filter((waiting) => !seqs.has(waiting.op_id));
    }
    this.#touch();
  }

  /** @param {ApiError} error */
  #fail(error) {
    this.#failures += 1;
    this.#touch();
    if (error.isPassing) {
      clearTimeout(this.#timer);
      const wait = RETRY_MS[Math.min(this.#failures, RETRY_MS.length) - 1] ?? 15_000;
      this.#timer = setTimeout(() => void this.retry(), wait);
    } else {
      this.wire.failed(error);
    }
  }

  /** Try now: the network is back, or the user came back to the page. */
  async retry() {
    clearTimeout(this.#timer);
    if (this.#unsent.length) await this.flush();
    else await this.catchUp();
  }

  #touch() {
    this.#view = null;
    this.#remember();
    this.wire.changed();
  }

  #remember() {
    try {
      if (this.#unsent.length) this.storage?.setItem(this.key, JSON.stringify(this.#unsent));
      else this.storage?.removeItem(this.key);
    } catch {
      // Storage is full or forbidden: the answers stay in memory and are sent from there.
    }
  }

  /** @returns {Operation[]} */
  #remembered() {
    try {
      const found = JSON.parse(this.storage?.getItem(this.key) ?? "[]");
      return Array.isArray(found) ? found : [];
    } catch {
      return [];
    }
  }
}

/** @param {LogState} known @param {Operation[]} unsent @returns {LogState} */
function overlay(known, unsent) {
  let state = known;
  for (const operation of unsent) {
    // What we see has been seen by us: a local answer replaces what is shown, also where two values stood.
    state = apply(state, { ...operation, based_on: state.seq, seq: state.seq + 1 });
  }
  return { ...state, seq: known.seq };
}
