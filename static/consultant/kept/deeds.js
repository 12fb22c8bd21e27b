/**
 * What a consultant decided where there was no network and what is no answer: that the visit began, what the customer
 * said to pictures, that it is over. Kept encrypted, told the server in its order; the end last, when it has all else.
 */

import { ApiError, post } from "../../shared/api.js";
import { LASTS_MS, openDesk } from "../../shared/kept-desk.js";

/** @typedef {{kind: "start"|"consent"|"finish", body: object}} Deed */
/** @typedef {Deed & {id: number, at: string}} Kept */

const LIST = "list";
const PATHS = { start: "start", consent: "consent", finish: "finish" };

export class Deeds {
  /** @type {Kept[]} */
  #list = [];
  /** @type {Promise<import("../../shared/sealed-store.js").ListedStore|null>} */
  #store;
  #running = false;
  #last = 0;

  /** @param {import("../app.js").App} app @param {string} user id @param {string} consultation id */
  constructor(app, user, consultation) {
    this.app = app;
    this.user = user;
    this.consultation = consultation;
    this.#store = openDesk().then(
      (desk) => desk.scope("deeds", user, consultation),
      () => null,
    );
  }

  /** Something that pictures rest on is not told yet. */
  get pending() {
    return this.#list.some(({ kind }) => kind !== "finish");
  }

  get finishes() {
    return this.#list.some(({ kind }) => kind === "finish");
  }

  /** What an earlier page left. */
  async restore() {
    const store = await this.#store;
    const found = await store?.get(LIST).catch(() => null);
    const list = found ? /** @type {Kept[]} */ (JSON.parse(new TextDecoder().decode(found))) : [];
    const young = list.filter(({ at }) => Date.parse(at) + LASTS_MS > Date.now());
    this.#list = [...young, ...this.#list];
    this.app.store.set({ finishes: this.finishes });
  }

  /** @param {Deed} deed */
  async add(deed) {
    if (this.#list.some(({ kind }) => kind === deed.kind && kind !== "consent")) return;
    this.#last = Math.max(this.#last + 1, Date.now());
    this.#list.push({ ...deed, id: this.#last, at: new Date().toISOString() });
    this.app.store.set({ finishes: this.finishes });
    await this.#save();
    await this.run();
  }

  /** Tell what can be told now. */
  async run() {
    if (this.#running) return;
    this.#running = true;
    let told = false;
    try {
      for (let deed = this.#next(); deed; deed = this.#next()) {
        if (!(await this.#tell(deed))) return;
        const { id } = deed;
        this.#list = this.#list.filter((one) => one.id !== id);
        told = true;
        await this.#save();
      }
    } finally {
      this.#running = false;
      this.app.store.set({ finishes: this.finishes });
      if (told) void this.#after();
    }
  }

  #next() {
    const [first] = this.#list;
    if (first?.kind !== "finish") return first;
    return this.app.ledger.unsent || this.app.onsite.waiting ? undefined : first;
  }

  async #after() {
    await this.app.catchUp();
    void this.app.onsite.send();
  }

  /** @param {Kept} deed @returns {Promise<boolean>} whether it needs no second try */
  async #tell({ kind, body, at }) {
    try {
      await post(`/consultations/${this.consultation}/${PATHS[kind]}`, kind === "consent" ? { ...body, at } : body);
      return true;
    } catch (error) {
      if (!(error instanceof ApiError) || error.isPassing) return false;
      if (!error.isSignedOut && error.code === "consultation_state") return true; // it went on without us
      this.app.complain(error);
      return !error.isSignedOut;
    }
  }

  async #save() {
    const store = await this.#store;
    const bytes = /** @type {ArrayBuffer} */ (new TextEncoder().encode(JSON.stringify(this.#list)).buffer);
    await store?.put({ [LIST]: bytes }).catch(() => {});
    const about = { kind: /** @type {const} */ ("deeds"), user: this.user, consultation: this.consultation };
    const desk = await openDesk().catch(() => null);
    await desk?.note({ ...about, count: this.#list.length, until: Date.now() + LASTS_MS }).catch(() => {});
  }
}
