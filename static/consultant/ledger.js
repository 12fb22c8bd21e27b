/**
 * Our answers on their way to the server. An answer counts on the page at once, is sent in the order it was given and
 * sent again until the server has taken it; `op_id` makes a second sending harmless. The keeper (unsent.js) has them
 * encrypted on this device until they are acknowledged; nothing here waits for it.
 */

import { emptyState, fold, newId, valueOf } from "../shared/operations.js";

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
 * @property {() => void} arrived what others did is there
 * @property {(answer: any) => void} assessed
 * @property {(operation: Operation, error: {code: string, text: string}) => void} refused
 * @property {(error: ApiError) => void} failed an attempt that is not repeated by itself
 */

/**
 * Keeps what is unsent beyond this page.
 * @typedef {object} Keeper
 * @property {(operations: Operation[]) => void} keep
 * @property {(opIds: string[]) => void} forget
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

  /** @type {Set<string>} ids of what the keeper has */
  #kept = new Set();

  /** @param {Wire} wire @param {Keeper} keeper */
  constructor(wire, keeper) {
    this.wire = wire;
    this.keeper = keeper;
  }

  /** What the server has told, for a copy. */
  get known() {
    return this.#known;
  }

  /** An earlier copy of it, where the server has told nothing yet. @param {LogState} known */
  begin(known) {
    if (known.seq <= this.seq) return;
    this.#known = known;
    this.#touch();
  }

  /** What an earlier page or another tab left unsent: it was given before ours. @param {Operation[]} operations */
  adopt(operations) {
    const ids = new Set(this.#unsent.map(({ op_id }) => op_id));
    const more = operations.filter(({ op_id }) => !ids.has(op_id));
    if (!more.length) return;
    for (const { op_id } of more) this.#kept.add(op_id);
    this.#unsent = [...more, ...this.#unsent];
    this.#touch();
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

  /** The last attempt failed; what is shown is as of then. */
  get isCutOff() {
    return this.#failures > 0;
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
    const at = new Date().toISOString();
    const made = changes.map((change) => ({ op_id: newId(), based_on: this.seq, ...change, at }));
    this.#unsent.push(...made);
    for (const { op_id } of made) this.#kept.add(op_id);
    this.keeper.keep(made);
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
    if (this.#pulling || this.#sending) return; // what is being sent is often all there is: its answer tells
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
        this.wire.arrived();
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
      this.#wanted = Math.max(this.#wanted, answer.seq);
      if (this.#wanted > this.seq) await this.catchUp(this.#wanted);
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
    this.#forget();
    this.wire.changed();
  }

  /** What does not wait any more. */
  #forget() {
    const waiting = new Set(this.#unsent.map(({ op_id }) => op_id));
    const gone = [...this.#kept].filter((id) => !waiting.has(id));
    if (!gone.length) return;
    for (const id of gone) this.#kept.delete(id);
    this.keeper.forget(gone);
  }
}

/**
 * What we see has been seen by us: a local answer replaces what is shown, also where two values stood.
 * @param {LogState} known @param {Operation[]} unsent @returns {LogState}
 */
function overlay(known, unsent) {
  const seen = unsent.map((operation) => ({ ...operation, based_on: Infinity }));
  return { ...fold(seen, known), seq: known.seq };
}
