/**
 * Who else of the utility has this consultation open, and where they are: told between the pages by the call's socket,
 * kept nowhere, never told to customer or guest. Gone when the page is.
 */

/** @typedef {import("../app.js").App} App */
/** @typedef {import("../../shared/call-socket.js").CallSocket} CallSocket */
/** @typedef {{section: string, target: string, item: string}} Place `item`: empty where none is being answered */
/** @typedef {Place & {instance: string, name: string, self: boolean}} Other `self`: ourselves, on another page */

const KIND = "presence";
const LEAST_MS = 1000; // between two tellings
const LONGEST = 80; // characters of an id

export class Presence {
  /** @type {CallSocket|null} */
  #socket = null;
  /** Where each page said it is, by its instance. @type {Map<string, Place>} */
  #places = new Map();
  /** @type {Set<string>} */
  #known = new Set();
  #told = "";
  #toldAt = 0;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  #timer;

  /** @param {App} app */
  constructor(app) {
    this.app = app;
    app.store.subscribe(() => this.#tellSoon());
  }

  /** Somebody came, went or changed. @param {CallSocket} socket */
  look(socket) {
    this.#socket = socket;
    const here = this.#pages();
    const come = here.some(({ instance }) => !this.#known.has(instance));
    this.#known = new Set(here.map(({ instance }) => instance));
    for (const instance of this.#places.keys()) if (!this.#known.has(instance)) this.#places.delete(instance);
    if (come) this.#told = ""; // who has come does not know yet
    this.#show();
    this.#tellSoon();
  }

  /** @param {string} kind @param {{from: string, payload: any, instance?: string}} said */
  hear(kind, { from, payload, instance }) {
    if (kind !== KIND) return;
    const page = from === "consultant" ? this.#pages().find(({ role }) => role === "consultant")?.instance : instance;
    if (!page || (from !== "consultant" && from !== "watcher")) return;
    const { section, target, item } = payload ?? {};
    if (![section, target, item].every((one) => typeof one === "string" && one.length <= LONGEST)) return;
    this.#places.set(page, { section, target, item });
    this.#show();
  }

  /** The others' pages of the house, not those that only look into the waiting room: they say nothing. */
  #pages() {
    const socket = this.#socket;
    if (!socket) return [];
    return socket.participants.filter(
      ({ role, state, instance }) => (role === "consultant" || role === "watcher") && state === "here" && instance !== socket.instance,
    );
  }

  #show() {
    const me = this.app.store.get().user.id;
    const others = this.#pages().flatMap(({ instance, name, id }) => {
      const place = this.#places.get(instance);
      return place ? [{ instance, name, self: id === me, ...place }] : [];
    });
    const before = this.app.store.get().others;
    if (JSON.stringify(before) !== JSON.stringify(others)) this.app.store.set({ others });
  }

  #tellSoon() {
    const socket = this.#socket;
    if (!socket || socket.state !== "joined" || !this.#known.size) return;
    if (this.#word() === this.#told || this.#timer !== undefined) return;
    const wait = Math.max(0, this.#toldAt + LEAST_MS - Date.now());
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#tell();
    }, wait);
  }

  #tell() {
    const socket = this.#socket;
    const word = this.#word();
    if (!socket || socket.state !== "joined" || word === this.#told || !this.#known.size) return;
    this.#told = word;
    this.#toldAt = Date.now();
    const leads = socket.participant?.role === "consultant";
    if (leads && !socket.participants.some(({ role }) => role === "watcher")) return;
    socket.signal(KIND, JSON.parse(word), leads ? "watcher" : undefined);
  }

  #word() {
    const { section, target, item } = this.app.store.get();
    return JSON.stringify({ section, target, item: item ?? "" });
  }
}
