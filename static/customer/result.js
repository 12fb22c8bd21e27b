/**
 * What the consultant shows of the result: the house cut open, or the closing view. She sees it as long as it is shown,
 * always as it stands; a reload and a new connection bring it back, since the consultant's page tells it again.
 *
 * Hears `result {what}`, tells `result-state {what, understood}`; the contents come from the server.
 */

import { get } from "../shared/api.js";

/** @typedef {"section"|"closing"} What */
/** @typedef {{what: What, data: import("../shared/result-view.js").Result|null, understood: boolean, failed: boolean}} Shown */

const SHEETS = ["../shared/section.css", "../shared/result.css", "./result.css"];
const AGAIN_MS = 4000; // after an attempt that failed
const SETTLE_MS = 400; // several answers in a row are fetched once

export class ResultShown {
  /** Comes with the first result. @type {typeof import("./views/result.js").resultView|null} */
  #view = null;
  #dressed = false;
  #timer = 0;

  /** @param {import("./hub.js").Hub} hub */
  constructor(hub) {
    this.hub = hub;
    hub.signals.on("result", (payload) => this.#show(payload?.what));
    hub.signals.on("hello", () => this.#tell());
    hub.events.on("operations", () => this.#soon(SETTLE_MS));
    hub.moments.on("parted", () => this.#hide());
  }

  get #shown() {
    return this.hub.store.get().result;
  }

  /** @param {import("./state.js").State} state @param {import("./views/result.js").ResultActions} actions */
  view(state, actions) {
    return state.result && this.#view ? this.#view(state, state.result, actions) : null;
  }

  understood = () => {
    const shown = this.#shown;
    if (!shown) return;
    this.hub.store.set({ result: { ...shown, understood: true } });
    this.#tell();
  };

  /** @param {unknown} what */
  #show(what) {
    if (what !== "section" && what !== "closing") return this.#hide();
    const before = this.#shown;
    if (before?.what !== what) {
      this.hub.store.set({ result: { what, data: before?.data ?? null, understood: false, failed: false }, chatOpen: false });
    }
    this.#tell();
    void this.#fetch();
  }

  #hide() {
    clearTimeout(this.#timer);
    if (!this.#shown) return;
    this.hub.store.set({ result: null });
    this.#tell();
  }

  #tell() {
    const shown = this.#shown;
    this.hub.say("result-state", { what: shown?.what ?? null, understood: shown?.understood ?? false });
  }

  /** @param {number} wait ms */
  #soon(wait) {
    if (!this.#shown) return;
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.#fetch(), wait);
  }

  async #fetch() {
    try {
      this.#dress();
      const [data, { resultView }] = await Promise.all([get("/customer/result"), import("./views/result.js")]);
      this.#view = resultView;
      const shown = this.#shown;
      if (shown) this.hub.store.set({ result: { ...shown, data, failed: false } });
    } catch {
      const shown = this.#shown;
      if (!shown) return;
      this.hub.store.set({ result: { ...shown, failed: true } }); // what is there stays
      this.#soon(AGAIN_MS);
    }
  }

  #dress() {
    if (this.#dressed) return;
    this.#dressed = true;
    for (const sheet of SHEETS) {
      const link = document.createElement("link");
      link.rel = "stylesheet";
      link.href = new URL(sheet, import.meta.url).href;
      document.head.append(link);
    }
  }
}
