/** From the end of the conversation to the released protocol. */

import { get, post } from "../shared/api.js";
import { t } from "../shared/i18n.js";

/** @typedef {import("./app.js").App} App */

const ASK_MS = 1500; // while the protocol is being made and the socket does not tell

export class Closing {
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  #timer;

  /** @param {App} app */
  constructor(app) {
    this.app = app;
    app.events.on("protocol", (told) => told && this.#told(told));
  }

  get #path() {
    return `/consultations/${this.app.store.get().id}`;
  }

  /** Ends the call and has the protocol made. */
  async finish() {
    const { app } = this;
    app.settle();
    if (app.onsite.isOn) return app.deeds.add({ kind: "finish", body: {} }); // once the server has all else
    app.store.set({ closing: "finishing" });
    try {
      await post(`${this.#path}/finish`);
      await app.reload();
      app.call?.leave();
      app.call?.join();
      app.store.set({ protocol: { state: "queued", progress: 0, version: null, pages: null, url: null } });
      await this.refresh();
    } catch (error) {
      app.complain(error);
    } finally {
      app.store.set({ closing: "idle" });
    }
  }

  async release() {
    const { app } = this;
    app.store.set({ closing: "releasing" });
    try {
      await post(`${this.#path}/release`);
      await app.reload();
      void this.refresh();
      app.toast(t("consultant.toast.released"));
    } catch (error) {
      app.complain(error);
    } finally {
      app.store.set({ closing: "idle" });
    }
  }

  /** How far the protocol is; asks again until it is there. */
  async refresh() {
    clearTimeout(this.#timer);
    const { store } = this.app;
    const { consultation } = store.get();
    if (!["in_review", "released"].includes(consultation?.state)) return;
    try {
      const [protocol, effort] = await Promise.all([get(`${this.#path}/protocol`), get(`${this.#path}/effort`)]);
      store.set({ protocol, effort });
      if (protocol.state === "ready" || protocol.state === "failed") return;
    } catch (error) {
      if (!(/** @type {any} */ (error).isPassing)) {
        this.app.complain(error);
        return;
      }
    }
    this.#timer = setTimeout(() => void this.refresh(), ASK_MS);
  }

  /** The server tells by the socket. @param {{state: string, progress?: number}} told */
  #told({ state, progress = 0 }) {
    const { store } = this.app;
    if (state === "ready" || state === "failed") void this.refresh();
    else store.set(({ protocol }) => ({ protocol: protocol && { ...protocol, state, progress } }));
  }
}
