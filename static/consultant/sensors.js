/**
 * Which way her camera looks, as her phone tells it: heading, tilt, roll. Others read `state.sensors`; what is older than
 * a few seconds is nobody's any more.
 */

import { render } from "lit-html";
import { senseView } from "./sensors-view.js";

/**
 * @typedef {object} Sensed
 * @property {number|null} heading degrees from north, clockwise, 0 to 359; null: no compass
 * @property {number|null} tilt degrees of the camera's axis above the horizon, -90 to 90
 * @property {number|null} roll degrees by which the picture is turned clockwise
 * @property {boolean} uncertain the compass says that it may be wrong
 * @property {number} at ms since the epoch, when it was heard
 */

/** `ask`: her browser wants a tap of hers first; `asked`: the question stands on her phone. @typedef {"none"|"ask"|"asked"|"on"|"refused"} Compass */

const OLD_MS = 5000;
const STATES = new Set(["none", "ask", "asked", "on", "refused"]);

export class Sensors {
  /** On the picture; painted apart from the page, several times a second. */
  element = document.createElement("div");
  /** Called when something was sensed, or is no longer. @type {Set<() => void>} */
  changed = new Set();
  #timer = 0;

  /** @param {import("./app.js").App} app */
  constructor(app) {
    this.app = app;
    this.element.className = "sense";
    this.changed.add(() => this.#paint());
    app.signals.on("sensors", (payload) => this.#sensed(payload));
    app.signals.on("sensors-state", (payload) => {
      if (STATES.has(payload?.state)) app.store.set({ compass: payload.state });
      if (payload?.state !== "on") this.#forget();
    });
    app.store.subscribe(() => {
      const { call, compass } = app.store.get();
      this.#paint();
      if (call.customerThere || call.stream || compass === "none") return;
      app.store.set({ compass: "none" });
      this.#forget();
    });
  }

  /** The question comes up on her phone. */
  ask = () => this.app.say("sensors-ask", {});

  /** @param {any} payload */
  #sensed(payload) {
    const heading = within(payload?.heading, 0, 360);
    const sensed = {
      heading: heading === null ? null : heading % 360,
      tilt: within(payload?.tilt, -90, 90),
      roll: within(payload?.roll, -180, 180),
      uncertain: payload?.uncertain === true,
      at: Date.now(),
    };
    if (sensed.heading === null && sensed.tilt === null) return;
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#forget(), OLD_MS);
    this.#note(sensed);
  }

  #forget() {
    clearTimeout(this.#timer);
    if (this.app.store.get().sensors) this.#note(null);
  }

  /** The page is not painted anew for it: who shows it asks `changed`. @param {Sensed|null} sensors */
  #note(sensors) {
    this.app.store.note({ sensors });
    for (const changed of this.changed) changed();
  }

  #paint() {
    const { sensors, compass, call, mode } = this.app.store.get();
    const live = call.stream !== null && mode.kind === "live";
    render(live ? senseView(sensors, call.role === "consultant" ? compass : "none", this.ask) : null, this.element);
  }
}

/** @param {unknown} value @param {number} least @param {number} most @returns {number|null} */
function within(value, least, most) {
  return typeof value === "number" && value >= least && value <= most ? Math.round(value) : null;
}
