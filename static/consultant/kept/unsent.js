/**
 * Unsent answers beyond the page: each a record of its own, so that two tabs never write over each other. Written and
 * deleted soon after, in order; the tap never waits for it. Knows the store by what it is given; tests give it others.
 */

import { LASTS_MS } from "../../shared/kept-desk.js";

/** @typedef {import("../../shared/operations.js").Operation} Operation */
/** @typedef {import("../../shared/sealed-store.js").ListedStore} ListedStore */
/**
 * @typedef {object} Around
 * @property {(count: number) => Promise<void>} note tells how many are kept now
 * @property {() => void} written everything so far
 * @property {() => Promise<void>} acknowledged waited for before what the server has is deleted here
 * @property {(kept: boolean) => void} trouble whether what is unsent is kept beyond this page
 */

const A_MS = 1000; // answers in one

export class Unsent {
  /** @type {Map<string, string>} op_id → id of its record */
  #records = new Map();
  /** @type {Operation[]} */
  #toKeep = [];
  /** @type {string[]} op_ids */
  #toForget = [];
  /** @type {Promise<void>|null} */
  #writing = null;
  #last = 0;
  /** Not kept yet, or not to be kept: the browser forbids it, or has no room. */
  failed = false;

  /** @param {Promise<ListedStore|null>} store null: the browser keeps nothing @param {Around} around */
  constructor(store, around) {
    this._store = store;
    this._around = around;
  }

  /** @param {Operation[]} operations */
  keep(operations) {
    this.#toKeep.push(...operations);
    this.#writeSoon();
  }

  /** @param {string[]} opIds */
  forget(opIds) {
    this.#toForget.push(...opIds);
    this.#writeSoon();
  }

  /** What pages before this one, and other tabs, have left. What is too old is deleted. @param {number} now ms @returns {Promise<{operations: Operation[], expired: number}>} */
  async read(now) {
    const store = await this._store.catch(() => null);
    if (!store) return { operations: [], expired: 0 };
    /** @type {Operation[]} */
    const operations = [];
    /** @type {string[]} */
    const old = [];
    for (const id of await store.ids()) {
      const bytes = await store.get(id).catch(() => null);
      const operation = bytes ? /** @type {Operation} */ (JSON.parse(new TextDecoder().decode(bytes))) : null;
      if (!operation || Date.parse(operation.at) + LASTS_MS < now) {
        old.push(id);
        continue;
      }
      this.#records.set(operation.op_id, id);
      operations.push(operation);
    }
    if (old.length) {
      await store.put({}, old);
      await this._around.note((await store.ids()).length);
    }
    return { operations, expired: old.length };
  }

  /** Resolves when everything so far is written. */
  async settled() {
    while (this.#writing) await this.#writing;
  }

  /** What is not written yet. */
  get pending() {
    return this.#toKeep.length + this.#toForget.length + (this.#writing ? 1 : 0);
  }

  #writeSoon() {
    this.#writing ??= this.#write().finally(() => {
      this.#writing = null;
      if (this.#toKeep.length || this.#toForget.length) this.#writeSoon();
      else this._around.written();
    });
  }

  async #write() {
    const store = await this._store.catch(() => null);
    while (this.#toKeep.length || this.#toForget.length) {
      const keep = this.#toKeep.splice(0);
      if (keep.length) await this.#put(store, keep);
      const forget = this.#toForget.splice(0);
      if (forget.length) await this.#remove(store, forget);
    }
  }

  /** @param {ListedStore|null} store @param {Operation[]} operations */
  async #put(store, operations) {
    const gone = new Set(this.#toForget);
    const fresh = operations.filter(({ op_id }) => !gone.has(op_id)); // acknowledged before they were written
    if (!fresh.length) return;
    /** @type {Record<string, ArrayBuffer>} */
    const records = {};
    for (const operation of fresh) {
      const id = `${this.#nextId()}-${operation.op_id}`; // of two tabs as well
      records[id] = /** @type {ArrayBuffer} */ (new TextEncoder().encode(JSON.stringify(operation)).buffer);
      this.#records.set(operation.op_id, id);
    }
    try {
      if (!store) throw new Error("nothing is kept");
      await store.put(records);
      await this._around.note((await store.ids()).length);
      this.#tell(false);
    } catch {
      for (const { op_id } of fresh) this.#records.delete(op_id);
      this.#tell(true); // they stay in memory and are sent from there
    }
  }

  /** @param {ListedStore|null} store @param {string[]} opIds */
  async #remove(store, opIds) {
    const ids = opIds.flatMap((id) => this.#records.get(id) ?? []);
    for (const id of opIds) this.#records.delete(id);
    if (!store || !ids.length) return;
    await this._around.acknowledged().catch(() => {});
    try {
      await store.put({}, ids);
      await this._around.note((await store.ids()).length);
    } catch {
      // They are sent once more one day; the server knows them by their ids.
    }
  }

  /** They sort as they were given, also when the clock is set back. */
  #nextId() {
    this.#last = Math.max(this.#last + 1, Date.now() * A_MS);
    return String(this.#last).padStart(18, "0");
  }

  /** @param {boolean} failed */
  #tell(failed) {
    if (this.failed === failed) return;
    this.failed = failed;
    this._around.trouble(!failed);
  }
}
