/** Waits for the question where this phone is; everything else about it comes when it is asked. */

import { get } from "../shared/api.js";
import { language } from "../shared/i18n.js";
import { saveConsent } from "./session.js";

export class PositionDoor {
  /** @type {Promise<void>|null} */
  #coming = null;
  /** @type {import("./position.js").Position|null} */
  #position = null;
  /** @type {typeof import("./views/position.js")|null} */
  #views = null;

  /** @param {import("./hub.js").Hub} hub */
  constructor(hub) {
    this._hub = hub;
    hub.signals.on("position-ask", (asked) => void this.#asked(asked?.id));
    hub.events.on("consent", (told) => told?.purpose === "position" && !told.given && hub.store.get().positionGiven && hub.store.set({ positionGiven: false }));
  }

  /** Over the page while it is asked. @param {import("./state.js").State} state */
  view(state) {
    return state.position && this.#views && this.#position ? this.#views.position(state, state.position, this.#position) : null;
  }

  /** On the page about pictures: was one given, or taken back. */
  look = async () => {
    try {
      const { position } = await get("/customer/position");
      if (position) this._hub.store.set({ positionGiven: true });
    } catch {
      // What was known of it stays.
    }
  };

  takeBack = async () => {
    const { visit } = this._hub.store.get();
    if (!visit) return;
    try {
      const { text_version } = await get("/customer/position");
      await saveConsent(visit, "position", false, language, text_version);
      this._hub.store.set({ positionGiven: false });
    } catch {
      this._hub.store.set({ positionGiven: true });
    }
  };

  /** @param {unknown} id */
  async #asked(id) {
    if (typeof id !== "string" || id.length > 60) return;
    this.#coming ??= this.#bring();
    try {
      await this.#coming;
      await this.#position?.ask(id);
    } catch {
      this.#coming = null;
      this._hub.say("position-told", { id, state: "failed" });
    }
  }

  async #bring() {
    const [{ Position }, views] = await Promise.all([import("./position.js"), import("./views/position.js")]);
    this.#position = new Position(this._hub);
    this.#views = views;
  }
}
