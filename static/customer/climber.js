/**
 * Keeps the call on the step of the ladder that the line carries: measures, limits what is sent, and where no video goes
 * through sends a sharp still every few seconds instead. The consultant may hold a step, and ask for detail ("sharp").
 *
 * Hears `ladder-hold {step}` and `sharp {on}`, tells `ladder {step, held, sharp}`.
 */

import { Ladder, SENDS, STEPS } from "../shared/ladder.js";
import { lineStill } from "./line-still.js";
import { Measured } from "./measured.js";

/** @typedef {import("../shared/ladder.js").Step} Step */

const LOOK_MS = 1000;
const STILL_EVERY_MS = 4000; // at the soonest
const STILL_TAKES_MS = 7000; // what a still may take on its way; its size is chosen so
const STILL_BYTES = { first: 45_000, least: 14_000, most: 220_000 };

export class Climber {
  #ladder = new Ladder();
  #measured = new Measured();
  #sharp = false;
  #bytes = STILL_BYTES.first;
  #stillAt = -Infinity;
  #sending = false;
  /** What is on the line now, for whoever writes a log of the call. @type {import("../shared/ladder.js").Look|null} */
  last = null;

  /** @param {import("./hub.js").Hub} hub @param {() => HTMLVideoElement|null} video that shows the camera */
  constructor(hub, video) {
    this._hub = hub;
    this._video = video;
    hub.signals.on("ladder-hold", ({ step }) => this.#hold(step));
    hub.signals.on("sharp", ({ on }) => this.#sharpen(on === true));
    hub.signals.on("hello", () => this.#tell());
    hub.moments.on("met", () => this.#tell());
    hub.moments.on("camera", () => void this.#apply()); // another size to scale down from
    hub.moments.on("telephone", () => void this.#apply());
    hub.moments.on("parted", () => this.#forget());
    setInterval(() => void this.#look(), LOOK_MS);
  }

  get step() {
    return this.#ladder.step;
  }

  async #look() {
    const { call } = this._hub;
    if (!call?.connected || document.hidden) return;
    const report = await call.stats().catch(() => null);
    if (!report) return;
    const before = this.step;
    this.last = this.#measured.look(report, performance.now());
    if (this.#ladder.look(this.last) !== before) this.#changed();
    if (!SENDS[this.step].video) void this.#still(call);
  }

  /** @param {unknown} step what the consultant's page says, therefore read with care */
  #hold(step) {
    if (step !== null && !STEPS.includes(/** @type {Step} */ (step))) return;
    this.#ladder.hold(/** @type {Step|null} */ (step));
    this.#changed();
  }

  /** @param {boolean} on */
  #sharpen(on) {
    this.#sharp = on;
    this.#changed();
  }

  #changed() {
    this._hub.store.set({ step: this.step });
    void this.#apply();
    this.#tell();
  }

  #apply() {
    const sends = SENDS[this.step];
    const { telephone } = this._hub.store.get();
    return this._hub.call?.limit(telephone === "on" ? { ...sends, audio: null } : sends, this.#sharp);
  }

  #tell() {
    this._hub.say("ladder", { step: this.step, held: this.#ladder.held !== null, sharp: this.#sharp });
  }

  #forget() {
    this.#ladder = new Ladder();
    this.#measured = new Measured();
    this.#sharp = false;
    this.last = null;
    this._hub.store.set({ step: this.step });
  }

  /** @param {import("./call.js").Call} call */
  async #still(call) {
    const now = performance.now();
    if (this.#sending || !call.pictures.isOpen || now - this.#stillAt < STILL_EVERY_MS) return;
    this.#sending = true;
    this.#stillAt = now;
    try {
      const still = await lineStill(this._video(), this.#bytes);
      const took = still && (await call.pictures.send(still));
      if (still && took) this.#travelled(still.blob.size, took);
    } finally {
      this.#sending = false;
    }
  }

  /** @param {number} bytes @param {number} took ms */
  #travelled(bytes, took) {
    this.#measured.stillKbits = (bytes * 8) / took;
    const { least, most } = STILL_BYTES;
    this.#bytes = Math.min(most, Math.max(least, (bytes / took) * STILL_TAKES_MS));
  }
}
