/**
 * Keeps the call on the step of the ladder that the line carries: measures, limits what is sent, and where no video goes
 * through sends a sharp still every few seconds instead. The consultant may hold a step, and ask for detail ("sharp").
 *
 * Hears `ladder-hold {step}` and `sharp {on}`, tells `ladder {step, held, sharp, at}` by two ways, since the socket starves
 * first; the later `at` counts. Steps back while a photo goes up.
 */

import { FADE, Ladder, SENDS, STEPS, besideUpload } from "../shared/ladder.js";
import { uploads } from "../shared/upload.js";
import { lineStill } from "./line-still.js";
import { Measured } from "./measured.js";

/** @typedef {import("../shared/ladder.js").Step} Step */

const LOOK_MS = 1000;
const LATE_MS = 600; // a look that comes so much later tells of a busy machine, not of the line
const STILL_EVERY_MS = 4000; // at the soonest
const STILL_PAUSE_MS = 1500; // for words in between
const STILL_TAKES_MS = 7000; // what a still may take on its way; its size is chosen so
const STILL_BYTES = { first: 24_000, least: 14_000, most: 220_000 };
const STILL_KBITS = { first: 40, least: 16, most: 4000 };
const STILL_FASTER = { near: 2, far: 1.25 }; // than the last one, when that went as fast as it was let
const NEAR_S = 0.4; // there and back: a line that is quick may well be wide, too
const LONG_UPLOAD_MS = 1500;

export class Climber {
  #ladder = new Ladder();
  #measured = new Measured();
  #sharp = false;
  #bytes = STILL_BYTES.first;
  #kbits = STILL_KBITS.first;
  /** When the next still may go, ms. */
  #stillFrom = -Infinity;
  #sending = false;
  #lookedAt = -Infinity;
  /** @type {import("../shared/picture-channel.js").PictureChannel|null} */
  #channel = null;
  #told = Date.now();
  #fades = 0;
  #uploadsLong = false;
  #uploadTimer = 0;
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
    uploads.on("count", (count) => this.#uploads(count));
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
    this.#listen(call.pictures);
    const before = this.step;
    const now = performance.now();
    const late = now - this.#lookedAt > LOOK_MS + LATE_MS;
    this.#lookedAt = now;
    this.last = { ...this.#measured.look(report, now), late, uploading: uploads.count > 0 };
    if (this.#ladder.look(this.last) !== before) {
      if (SENDS[before].video && !SENDS[this.step].video) this.#fade();
      this.#changed();
    }
    if (!SENDS[this.step].video && !this.#fades) void this.#still(call);
  }

  /** A fresh channel hears the step before any still. @param {import("../shared/picture-channel.js").PictureChannel} channel */
  #listen(channel) {
    if (this.#channel === channel) return;
    this.#channel = channel;
    channel.on("ready", () => this.#channel === channel && this.#tell());
    if (channel.isOpen) this.#tell();
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

  /** The picture ends by becoming very small. */
  #fade() {
    clearTimeout(this.#fades);
    this.#fades = window.setTimeout(() => {
      this.#fades = 0;
      void this.#apply();
    }, FADE.lasts);
  }

  #apply() {
    const sends = uploads.count ? besideUpload(SENDS[this.step], this.#uploadsLong) : { ...SENDS[this.step] };
    if (this.#fades) sends.video ??= FADE.video;
    const { telephone } = this._hub.store.get();
    return this._hub.call?.limit(telephone === "on" ? { ...sends, audio: null } : sends, this.#sharp);
  }

  #tell() {
    this.#told = Math.max(this.#told + 1, Date.now());
    const told = { step: this.step, held: this.#ladder.held !== null, sharp: this.#sharp, at: this.#told };
    this._hub.call?.pictures.tell(told);
    this._hub.say("ladder", told);
  }

  #forget() {
    this.#ladder = new Ladder();
    this.#measured = new Measured();
    this.#sharp = false;
    this.last = null;
    this._hub.store.set({ step: this.step });
  }

  /** @param {number} count of photos that go up */
  #uploads(count) {
    clearTimeout(this.#uploadTimer);
    const grows = () => {
      this.#uploadsLong = true;
      void this.#apply();
    };
    if (count === 0) this.#uploadsLong = false;
    else if (!this.#uploadsLong) this.#uploadTimer = window.setTimeout(grows, LONG_UPLOAD_MS);
    void this.#apply();
  }

  /** @param {import("./call.js").Call} call */
  async #still(call) {
    const now = performance.now();
    if (this.#sending || !call.pictures.isOpen || now < this.#stillFrom) return;
    this.#sending = true;
    this.#stillFrom = now + STILL_EVERY_MS;
    try {
      const still = await lineStill(this._video(), this.#bytes);
      const took = still && (await call.pictures.send(still, this.#kbits));
      if (still && took) this.#travelled(still.blob.size, took);
      else if (still) this.#kbits = Math.max(STILL_KBITS.least, this.#kbits / 2);
      this.#stillFrom = Math.max(this.#stillFrom, performance.now() + STILL_PAUSE_MS);
    } finally {
      this.#sending = false;
    }
  }

  /** @param {number} bytes @param {number} took ms */
  #travelled(bytes, took) {
    const back = Math.min(took / 2, (this.last?.roundTrip ?? 0) * 1000); // until its arrival was known here
    const kbits = (bytes * 8) / (took - back);
    this.#measured.stillKbits = kbits;
    const wasHeldBack = kbits > this.#kbits * 0.75;
    const isNear = (this.last?.roundTrip ?? Infinity) < NEAR_S;
    this.#kbits = within(STILL_KBITS, wasHeldBack ? this.#kbits * STILL_FASTER[isNear ? "near" : "far"] : kbits);
    this.#bytes = within(STILL_BYTES, (bytes / took) * STILL_TAKES_MS);
  }
}

/** @param {{least: number, most: number}} bounds @param {number} number */
function within({ least, most }, number) {
  return Math.min(most, Math.max(least, number));
}
