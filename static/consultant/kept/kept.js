/**
 * What this tablet keeps of one consultation: unsent answers, and a copy to go on with where there is no network.
 * Everything here happens after the tap and beside the page; what cannot be kept is said.
 */

import { LASTS_MS, openDesk } from "../../shared/kept-desk.js";
import { readThumbs, readWhole, savePart, saveThumbs } from "./copy.js";
import { putByDesk } from "./desk-shell.js";
import { Unsent } from "./unsent.js";

/** @typedef {import("../app.js").App} App */
/** @typedef {import("../../shared/kept-desk.js").Desk} Desk */
/** @typedef {import("../../shared/kept-desk.js").Kind} Kind */
/** @typedef {import("../../shared/sealed-store.js").ListedStore} ListedStore */

const SAVE_MS = 1000; // after a change
const PATIENCE_MS = 1000; // a slow disk does not keep the page from opening
/** @param {number} ms @returns {Promise<void>} */
const after = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const CLOSED = new Set(["released", "superseded", "withdrawn", "cancelled"]);

export class Kept {
  /** @type {Promise<Desk>} */
  #desk = openDesk();
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  #timer;
  /** @type {Record<string, unknown>} what is in the copy, by part */
  #saved = {};
  #copies = false; // once everything is here
  #closed = false;
  /** @type {Promise<void>} */
  #saving = Promise.resolve();

  /** @param {App} app @param {{id: string, name: string, short: string, role: string}} user @param {string} consultation */
  constructor(app, user, consultation) {
    this.app = app;
    this.user = user;
    this.consultation = consultation;
    this.#desk.catch(() => {}); // said by the first that needs it
    this.unsent = new Unsent(
      this.#desk.then((desk) => desk.scope("answers", user.id, consultation)),
      {
        note: (count) => this.#note("answers", count),
        written: () => this.#mark(),
        acknowledged: () => this.#save(),
        trouble: (kept) => app.store.set({ unkept: !kept }),
      },
    );
  }

  /** What earlier pages and other tabs left unsent joins ours. */
  async adopt() {
    try {
      const desk = await this.#desk;
      await desk.sweep(Date.now());
      const mine = (await desk.all()).find(
        (one) => one.kind === "answers" && one.user === this.user.id && one.consultation === this.consultation,
      );
      const { operations, expired } = await this.unsent.read(Date.now());
      this.app.ledger.adopt(operations);
      const lost = expired + (mine?.expired ?? 0);
      if (lost) this.app.store.set({ expired: lost });
      if (mine?.expired) await desk.note({ ...mine, expired: 0, count: operations.length });
    } catch {
      // Nothing is kept here; the next answer says so.
    }
    this.#ready = true;
    this.#mark();
  }

  /** The same, for a page that is being opened: what takes longer joins later. @returns {Promise<unknown>} */
  adoptSoon() {
    let isLate = false;
    return Promise.race([
      this.adopt().then(() => (isLate ? this.app.ledger.flush() : undefined)),
      after(PATIENCE_MS).then(() => void (isLate = true)),
    ]);
  }

  #ready = false;

  /** For those who wait for it: how many answers the server does not have, and whether all is written here. */
  #mark() {
    if (!this.#ready) return;
    const { dataset } = document.documentElement;
    dataset.unsent = String(this.app.ledger.unsent);
    dataset.unwritten = String(this.unsent.pending);
  }

  /** The log, the consultation or the pictures have changed. */
  changed() {
    this.#mark();
    if (!this.#copies || this.#closed) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#save().catch(() => {}), SAVE_MS);
  }

  /** From now on a copy is kept; it is up to date with what the server told. */
  async begin() {
    const { consultation } = this.app.store.get();
    try {
      const desk = await this.#desk;
      await desk.setCurrent(this.user.id);
      if (CLOSED.has(consultation?.state)) {
        this.#closed = true;
        await desk.drop({ kind: "copy", user: this.user.id, consultation: this.consultation });
        return;
      }
      this.#copies = true;
      await this.#save();
      await this.saveThumbs();
      document.documentElement.dataset.kept = String(await putByDesk());
    } catch {
      document.documentElement.dataset.kept = "false"; // a tablet that keeps nothing needs the network
    }
  }

  /** Small pictures that have come. */
  async saveThumbs() {
    if (!this.#copies) return;
    const { photos } = this.app.store.get();
    const ready = Object.values(photos).filter(({ state }) => state === "ready");
    await saveThumbs(
      await this.#copy(),
      ready.map(({ id }) => id),
      async (id) => {
        const answer = await fetch(this.app.photos.onServer(id, "thumb"));
        if (!answer.ok) throw new Error(`${answer.status}`);
        return answer.arrayBuffer();
      },
    );
  }

  /** The copy, where there is one. */
  async open() {
    try {
      const store = await this.#copy();
      const whole = await readWhole(store);
      if (!whole) return null;
      this.#copies = true;
      return { ...whole, thumbs: await readThumbs(store) };
    } catch {
      return null;
    }
  }

  #copy() {
    return this.#desk.then((desk) => desk.scope("copy", this.user.id, this.consultation));
  }

  #save() {
    if (!this.#copies || this.#closed) return Promise.resolve();
    clearTimeout(this.#timer);
    const mine = this.#saving.catch(() => {}).then(() => this.#saveNow());
    this.#saving = mine;
    return mine;
  }

  async #saveNow() {
    const { consultation, checklist, photos, assessment, assessedAt } = this.app.store.get();
    if (CLOSED.has(consultation?.state)) {
      this.#closed = true;
      await (await this.#desk).drop({ kind: "copy", user: this.user.id, consultation: this.consultation });
      return;
    }
    const { known } = this.app.ledger;
    const parts = { user: this.user, consultation, checklist, photos, log: known };
    const fresh = Object.entries(parts).filter(([name, value]) => this.#saved[name] !== value);
    if (!fresh.length) return;
    const written = { ...parts, photos: withoutPreviews(photos), log: { known, assessment, assessedAt } };
    const values = fresh.map(([name]) => [name, written[/** @type {keyof typeof written} */ (name)]]);
    await savePart(await this.#copy(), Object.fromEntries(values));
    Object.assign(this.#saved, Object.fromEntries(fresh));
    await this.#note("copy", 0);
    if (fresh.some(([name]) => name === "photos")) void this.saveThumbs().catch(() => {});
  }

  /** @param {Kind} kind @param {number} count */
  async #note(kind, count) {
    const about = { kind, user: this.user.id, consultation: this.consultation };
    const desk = await this.#desk;
    await desk.note({ ...about, count, until: Date.now() + LASTS_MS });
  }
}

/** What her shutter saw stays on no device. @param {Record<string, import("../state.js").Photo>} photos */
function withoutPreviews(photos) {
  return Object.fromEntries(Object.entries(photos).map(([id, photo]) => [id, { ...photo, preview: undefined }]));
}
