/**
 * The pictures of a list on their way: kept when taken, sent one after another, deleted when the server has them.
 * Knows the store and the wire by what it is given; tests give it others.
 */

import { ApiError } from "./api.js";

/** @typedef {import("./sealed-store.js").Store} Store */
/** @typedef {"open"|"taken"|"sending"|"done"|"skipped"|"refused"} Phase */
/**
 * @typedef {object} Entry
 * @property {string} photo_id
 * @property {string} item
 * @property {string} entity
 * @property {string} label what is to be seen, short
 * @property {string} hint how it is to be taken
 * @property {Phase} state `refused`: the server would not have it; it can be taken once more
 * @property {string|null} takenAt ISO, put right by the server's clock
 * @property {string} type of the picture, such as "image/jpeg"
 * @property {string} [room] where it was taken: "outside" or a room's id
 */
/**
 * @typedef {object} List
 * @property {string} consultation
 * @property {string} consultant how she calls the person it is for
 * @property {number} until ms; then it is deleted
 * @property {number} skew ms that the server's clock is ahead of the phone's
 * @property {Entry[]} entries
 */
/** @typedef {{entry: Entry, blob: Blob, photoId: string, item: string, entity: string, takenAt: Date, onProgress: (part: number) => void, onWaiting: (waiting: boolean) => void, signal: AbortSignal}} Sending */

export const LASTS_MS = 7 * 24 * 3_600_000;
const LIST = "list";
/** The server will take none of them any more. */
const OVER = new Set(["consent_missing", "consultation_closed"]);
/** It would have taken another picture. */
const BAD = new Set(["upload_not_a_picture", "upload_too_large", "upload_too_many", "upload_metadata", "upload_hash_mismatch"]);

/** @typedef {"idle"|"waiting"|"sending"|"signed-out"|"server-full"} Doing */

export class PictureQueue {
  /** @type {List|null} */
  list = null;
  /** @type {Doing} */
  doing = "idle";
  /** Of the picture being sent, 0 to 1. */
  progress = 0;
  #running = false;
  #again = false;
  #stop = new AbortController();
  /** Changes of what is kept follow one another. @type {Promise<void>} */
  #writing = Promise.resolve();

  /**
   * @param {Store} store
   * @param {{upload: (sending: Sending) => Promise<void>, changed: () => void, ended: (why: string) => void, newId: () => string}} around
   */
  constructor(store, around) {
    this._store = store;
    this._around = around;
  }

  /** What an earlier visit left; what is too old is deleted. @param {number} now ms @returns {Promise<boolean>} whether there is a list */
  async restore(now) {
    const kept = await this._store.get(LIST);
    const list = kept ? /** @type {List} */ (JSON.parse(new TextDecoder().decode(kept))) : null;
    if (!list || list.until < now) {
      await this._store.clear();
      return false;
    }
    for (const entry of list.entries) if (entry.state === "sending") entry.state = "taken";
    this.list = list;
    this._around.changed();
    return true;
  }

  /** A new list, or more of the one that is there. @param {Omit<List, "entries">} about @param {Entry[]} entries */
  async add(about, entries) {
    if (this.list && this.list.consultation !== about.consultation) {
      await this._store.put({}, this.list.entries.flatMap(({ photo_id: id }) => [picture(id), thumb(id)]));
      this.list = null;
    }
    this.list ??= { ...about, entries: [] };
    await this.#keep((list) => {
      const known = new Set(list.entries.map(({ photo_id: id }) => id));
      return { ...about, entries: [...list.entries, ...entries.filter(({ photo_id: id }) => !known.has(id))] };
    });
  }

  /**
   * A picture she is content with. @param {string} id @param {Blob} blob @param {ArrayBuffer} small its preview
   * @param {Date} at by the phone's clock @throws {import("./sealed-store.js").FullError}
   */
  async take(id, blob, small, at) {
    const { list } = this;
    if (!list) return;
    const takenAt = new Date(at.getTime() + list.skew).toISOString();
    const bytes = await blob.arrayBuffer();
    const change = changing(id, { state: "taken", takenAt, type: blob.type });
    await this.#keep(change, { [picture(id)]: bytes, [thumb(id)]: small });
  }

  /** @param {string} id */
  async skip(id) {
    await this.#keep(changing(id, { state: "skipped" }));
  }

  /** @param {string} id @returns {Promise<Blob|null>} */
  async preview(id) {
    const small = await this._store.get(thumb(id));
    return small ? new Blob([small], { type: "image/jpeg" }) : null;
  }

  /** How many are here and not with the server. */
  get waiting() {
    return (this.list?.entries ?? []).filter(({ state }) => state === "taken" || state === "sending").length;
  }

  /** Nothing is to be taken and nothing to be sent. */
  get isDone() {
    return (this.list?.entries ?? []).every(({ state }) => state === "done" || state === "skipped");
  }

  /** Send what waits, one after another: a phone has little memory, and a weak line carries one better than three. */
  async run() {
    this.#again = true;
    if (this.#running) return;
    this.#running = true;
    const stop = this.#stop;
    try {
      while (this.#again) {
        this.#again = false;
        for (let entry = this.#next(); entry && !stop.signal.aborted; entry = this.#next()) {
          if (!(await this.#send(entry, stop.signal))) return;
        }
      }
      this.#tell(this.waiting ? "waiting" : "idle");
    } finally {
      this.#running = false;
    }
  }

  /** Everything is with the server: what the phone kept goes, what the page shows stays. */
  async forget() {
    await this.#writing.catch(() => {});
    await this._store.clear();
  }

  /** Everything goes: she withdrew her word, or it is over. @param {string} why */
  async end(why) {
    this.#stop.abort();
    this.#stop = new AbortController();
    this.list = null;
    await this.#writing.catch(() => {});
    await this._store.clear();
    this.#tell("idle");
    this._around.ended(why);
  }

  #next() {
    return this.list?.entries.find(({ state }) => state === "taken") ?? null;
  }

  /** @param {Entry} entry @param {AbortSignal} signal @returns {Promise<boolean>} whether to go on with the next */
  async #send(entry, signal) {
    const id = entry.photo_id;
    const bytes = await this._store.get(picture(id)).catch(() => null);
    if (!this.list || signal.aborted) return false;
    if (!bytes) {
      await this.#keep(changing(id, { state: "open", takenAt: null })); // lost by the browser: once more
      return true;
    }
    this.#show(id, "sending");
    this.progress = 0;
    this.#tell("sending");
    try {
      await this._around.upload({
        entry,
        blob: new Blob([bytes], { type: entry.type }),
        photoId: id,
        item: entry.item,
        entity: entry.entity,
        takenAt: new Date(entry.takenAt ?? Date.now()),
        signal,
        onProgress: (part) => {
          this.progress = part;
          this._around.changed();
        },
        onWaiting: (waiting) => this.#tell(waiting ? "waiting" : "sending"),
      });
    } catch (error) {
      return this.#failed(id, error, signal);
    }
    if (this.list) await this.#sent(id);
    return true;
  }

  /** @param {string} id @param {unknown} error @param {AbortSignal} signal @returns {Promise<boolean>} */
  async #failed(id, error, signal) {
    if (!this.list || signal.aborted) return false;
    const code = error instanceof ApiError ? error.code : "";
    if (OVER.has(code)) {
      await this.end(code);
      return false;
    }
    if (code === "upload_photo_exists") {
      // The server has an earlier picture under this id, whose word never reached us: this one is another.
      await this.#rename(id, this._around.newId());
      return true;
    }
    if (BAD.has(code)) {
      await this.#keep(changing(id, { state: "refused", takenAt: null }), {}, [picture(id), thumb(id)]);
      return true;
    }
    this.#show(id, "taken");
    const status = error instanceof ApiError ? error.status : 0;
    this.#tell(status === 401 || status === 403 || status === 404 ? "signed-out" : status === 507 ? "server-full" : "waiting");
    return false;
  }

  /** @param {string} id @param {string} fresh */
  async #rename(id, fresh) {
    const [bytes, small] = await Promise.all([this._store.get(picture(id)), this._store.get(thumb(id))]);
    if (!this.list || !bytes || !small) return;
    await this.#keep(changing(id, { photo_id: fresh, state: "taken" }), { [picture(fresh)]: bytes, [thumb(fresh)]: small }, [picture(id), thumb(id)]);
  }

  /** In memory alone: after a closed browser it is "taken" again. @param {string} id @param {Phase} state */
  #show(id, state) {
    if (this.list) this.list = changing(id, { state })(this.list);
  }

  /** @param {Doing} doing */
  #tell(doing) {
    this.doing = doing;
    this._around.changed();
  }

  /**
   * One change after another; the page sees it when it is safe, not before.
   * @param {(list: List) => List} change @param {Record<string, ArrayBuffer>} [records] @param {string[]} [remove]
   */
  async #keep(change, records = {}, remove = []) {
    const mine = this.#writing
      .catch(() => {})
      .then(async () => {
        if (!this.list) return;
        await this._store.put({ ...records, [LIST]: bytesOf(change(this.list)) }, remove);
        if (this.list) this.list = change(this.list); // as it is now: more may have been sent meanwhile
      });
    this.#writing = mine;
    try {
      await mine;
    } finally {
      this._around.changed();
    }
  }

  /** The server has it. Room is made first where there is none even for the word that it is made. @param {string} id */
  async #sent(id) {
    const gone = [picture(id), thumb(id)];
    try {
      await this.#keep(changing(id, { state: "done" }), {}, gone);
    } catch {
      await this._store.put({}, gone);
      await this.#keep(changing(id, { state: "done" }));
    }
  }
}

/** @param {string} id */
const picture = (id) => `picture:${id}`;
/** @param {string} id */
const thumb = (id) => `thumb:${id}`;

/** @param {string} id @param {Partial<Entry>} change @returns {(list: List) => List} */
function changing(id, change) {
  return (list) => ({
    ...list,
    entries: list.entries.map((entry) => (entry.photo_id === id ? { ...entry, ...change } : entry)),
  });
}

/** @param {List} list @returns {ArrayBuffer} */
function bytesOf(list) {
  return /** @type {ArrayBuffer} */ (new TextEncoder().encode(JSON.stringify(list)).buffer);
}
