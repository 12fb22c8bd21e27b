/**
 * Compass and tilt of this phone, told to the consultant's page while they talk. Where the browser wants a tap of hers
 * first, the consultant has the question put; a no is final, and a phone without sensors says nothing at all.
 *
 * Hears `sensors-ask`, tells `sensors-state {state}` and `sensors {heading, tilt, roll, uncertain}`.
 */

import { html } from "lit-html";
import { t } from "../shared/i18n.js";
import { icon } from "../shared/icons.js";
import { attitude } from "./attitude.js";
import { measured } from "./sensors.js";
import { consultantShort } from "./views/names.js";

/** @typedef {import("./attitude.js").Attitude} Attitude */

const EVERY_MS = 200; // over the channel; five a second
const SOCKET_EVERY_MS = 500;
const AGAIN_MS = 2000; // what has not changed is said again: what was said may have been lost
const SILENT_MS = 4000; // a machine without sensors says nothing

export class SensorsWatch {
  /** @type {"none"|"ask"|"asked"|"on"|"refused"} */
  #state = "none";
  /** @type {Attitude|null} */
  #latest = null;
  #told = { text: "", at: -Infinity };
  #listening = false;
  #timers = { tell: 0, silent: 0 };

  /** @param {import("./hub.js").Hub} hub @param {import("../shared/live-channel.js").LiveChannel} channel */
  constructor(hub, channel) {
    this._hub = hub;
    this._channel = channel;
    hub.signals.on("hello", () => this.#tellState());
    hub.signals.on("sensors-ask", () => this.#asked());
    hub.moments.on("met", () => void this.#begin());
    hub.moments.on("parted", () => this.#stop());
    void this.#begin();
  }

  /** @param {import("./state.js").State} state */
  card({ compass, visit }) {
    if (!compass) return null;
    return html`<div class="compass-card glass" role="group" aria-labelledby="compass-question">
      <p id="compass-question">${t("live.compass.question", { consultant: consultantShort(visit) })}</p>
      <div>
        <button type="button" class="button primary" @click=${this.#allow}>${icon("check")}${t("live.compass.yes")}</button>
        <button type="button" class="button" @click=${this.#refuse}>${t("live.compass.no")}</button>
      </div>
    </div>`;
  }

  async #begin() {
    if (this.#state === "refused") return;
    const { DeviceOrientationEvent: Sensor } = /** @type {any} */ (globalThis);
    if (!Sensor) return;
    if (typeof Sensor.requestPermission !== "function") return this.#listen();
    try {
      // Given before, it is given again without a question; else a browser wants a tap, and says so by an error.
      if ((await Sensor.requestPermission()) === "granted") this.#listen();
      else this.#become("ask");
    } catch {
      this.#become("ask");
    }
  }

  /** The consultant would like to know. */
  #asked() {
    if (this.#state !== "ask") return this.#tellState();
    this._hub.store.set({ compass: true });
    this.#become("asked");
  }

  /** On her tap: browsers ask only there. */
  #allow = async () => {
    this._hub.store.set({ compass: false });
    try {
      const answer = await /** @type {any} */ (globalThis).DeviceOrientationEvent.requestPermission();
      if (answer === "granted") this.#listen();
      else this.#become("refused");
    } catch {
      this.#become("refused");
    }
  };

  #refuse = () => {
    this._hub.store.set({ compass: false });
    this.#become("refused");
  };

  #listen() {
    if (this.#listening) return;
    this.#listening = true;
    addEventListener("deviceorientationabsolute", this.#turned);
    addEventListener("deviceorientation", this.#turned);
    this.#timers.silent = window.setTimeout(() => this.#become("none"), SILENT_MS);
  }

  #absolute = false;

  /** @param {Event} event */
  #turned = (event) => {
    const turned = /** @type {import("./attitude.js").Turned} */ (/** @type {unknown} */ (event));
    if (event.type === "deviceorientationabsolute") this.#absolute = true;
    else if (this.#absolute) return; // the same without north
    const found = attitude(turned, screen.orientation?.angle ?? /** @type {any} */ (globalThis).orientation ?? 0);
    if (!found) return;
    clearTimeout(this.#timers.silent);
    this.#latest = found;
    measured(found);
    if (this.#state !== "on") this.#become("on");
    this.#timers.tell ||= window.setTimeout(() => this.#tell(), this._channel.isOpen ? EVERY_MS : SOCKET_EVERY_MS);
  };

  #tell() {
    this.#timers.tell = 0;
    if (!this.#latest) return;
    const { heading, tilt, roll, uncertain } = this.#latest;
    const whole = (/** @type {number|null} */ value) => value === null ? null : Math.round(value);
    const said = { heading: heading === null ? null : Math.round(heading) % 360, tilt: whole(tilt), roll: whole(roll), uncertain };
    const text = JSON.stringify(said);
    const now = performance.now();
    if (text === this.#told.text && now - this.#told.at < AGAIN_MS) return;
    this.#told = { text, at: now };
    if (!this._channel.move("sensors", said) && this._hub.call?.joined) this._hub.say("sensors", said);
  }

  /** @param {"none"|"ask"|"asked"|"on"|"refused"} state */
  #become(state) {
    this.#state = state;
    this.#tellState();
  }

  #tellState() {
    this._hub.say("sensors-state", { state: this.#state });
  }

  #stop() {
    removeEventListener("deviceorientationabsolute", this.#turned);
    removeEventListener("deviceorientation", this.#turned);
    clearTimeout(this.#timers.tell);
    clearTimeout(this.#timers.silent);
    this.#timers = { tell: 0, silent: 0 };
    this.#listening = false;
    this.#latest = null;
    measured(null);
    if (this.#state !== "refused") this.#state = "none";
    this._hub.store.set({ compass: false });
  }
}
