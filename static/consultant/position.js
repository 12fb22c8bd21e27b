/** Asks the customer's phone where it is, as a proof that the right house is seen; she answers, once for each question. */

import { t } from "../shared/i18n.js";
import { newId } from "../shared/operations.js";

/** @typedef {"idle"|"asked"|"locating"|"no"|"failed"} Asking what is known of the last question */
/** @typedef {{asking: Asking, id: string}} PositionState */

/** @type {PositionState} */
export const NOT_ASKED = { asking: "idle", id: "" };

/** What a phone may say. @type {Record<string, Asking>} */
const TOLD = { asked: "asked", locating: "locating", no: "no", failed: "failed", given: "idle" };

export class PositionAsker {
  /** @param {import("./app.js").App} app */
  constructor(app) {
    this.app = app;
    app.signals.on("position-told", (told) => this.#told(told));
    app.events.on("position", () => {
      this.#set({ asking: "idle" });
      void app.reload().catch((error) => app.complain(error));
    });
    app.events.on("consent", (told) => told?.purpose === "position" && !told.given && this.#refused());
  }

  ask = () => {
    const id = newId();
    this.#set({ asking: "asked", id });
    this.app.say("position-ask", { id });
  };

  #refused() {
    const { consultation } = this.app.store.get();
    if (consultation?.position) this.app.toast(t("papers.position.taken_back"));
    this.#set({ asking: "no" });
  }

  /** @param {any} told */
  #told(told) {
    if (told?.id !== this.app.store.get().position.id || !Object.hasOwn(TOLD, told.state)) return;
    this.#set({ asking: TOLD[told.state] });
  }

  /** @param {Partial<PositionState>} patch */
  #set(patch) {
    this.app.store.set(({ position }) => ({ position: { ...position, ...patch } }));
  }
}
