/**
 * The customer's line as her phone tells it: the step of the ladder, held by hand or not, and the stills that come where
 * no video goes through. What does not arrive here is not claimed: a picture that stands, a voice that is not heard.
 */

import { SENDS, STEPS } from "../shared/ladder.js";
import { Arriving } from "./arriving.js";

const LOOK_MS = 1000;

/** @typedef {import("../shared/ladder.js").Step} Step */

/**
 * @typedef {object} LineState
 * @property {Step} step
 * @property {boolean} held by hand
 * @property {boolean} sharp detail before motion
 * @property {{url: string, width: number, height: number, at: number}|null} still the last one; `at` in ms
 * @property {number} age of the still, s
 * @property {number} stands how long no new picture has come where there should be video, s; 0: it moves
 * @property {boolean} silent her voice should be heard and is not
 * @property {boolean} choosing the steps lie open
 */

/** @type {LineState} */
export const GOOD_LINE = { step: "p720", held: false, sharp: false, still: null, age: 0, stands: 0, silent: false, choosing: false };

export class Line {
  #ticking = 0;
  #toldAt = 0;
  #arriving = new Arriving();

  /** @param {import("./app.js").App} app */
  constructor(app) {
    this.app = app;
    app.signals.on("ladder", (payload) => this.#told(payload));
    app.store.subscribe(() => this.#watch());
    setInterval(() => void this.#look(), LOOK_MS);
  }

  /** Her stills come this way. @param {import("../shared/picture-channel.js").PictureChannel} pictures */
  hear(pictures) {
    pictures.on("picture", (picture) => this.#show(picture));
    pictures.on("told", (payload) => this.#told(payload));
  }

  choose = () => this.#set({ choosing: !this.#line.choosing });

  /** @param {Step|null} step null: from what is measured */
  hold = (step) => {
    this.app.say("ladder-hold", { step });
    this.#set({ choosing: false, held: step !== null });
  };

  sharpen = () => {
    const sharp = !this.#line.sharp;
    this.app.say("sharp", { on: sharp });
    this.#set({ sharp });
  };

  get #line() {
    return this.app.store.get().line;
  }

  /** @param {Partial<LineState>} patch */
  #set(patch) {
    this.app.store.set(({ line }) => ({ line: { ...line, ...patch } }));
  }

  /** What the phone says, by two ways, therefore read with care: what comes late is old. @param {any} payload */
  #told({ step, held, sharp, at }) {
    if (!STEPS.includes(step) || at < this.#toldAt) return;
    if (Number.isFinite(at)) this.#toldAt = at;
    const before = this.#line.step;
    this.#set({ step, held: held === true, sharp: sharp === true });
    if (SENDS[/** @type {Step} */ (step)].video) this.#forget();
    // Where her voice does not get through, ours would only take the room of her stills.
    if (before !== step) this.app.call?.limit(this.app.telephone.sends(step));
  }

  /** @param {import("../shared/picture-channel.js").Picture} picture */
  #show({ blob, width, height }) {
    if (SENDS[this.#line.step].video) return; // it was on its way when the video came back
    this.#forget();
    this.#set({ still: { url: URL.createObjectURL(blob), width, height, at: performance.now() }, age: 0 });
    this.app.setCall({ picture: { width, height } });
    this.#ticking ||= window.setInterval(() => this.#tick(), 1000);
  }

  #tick() {
    const { still } = this.#line;
    if (still) this.#set({ age: Math.round((performance.now() - still.at) / 1000) });
  }

  /** Words for the line come from what arrives, too. */
  async #look() {
    const { call } = this.app.store.get();
    const report = call.stream && !document.hidden ? await this.app.call?.stats().catch(() => null) : null;
    if (!report) {
      this.#arriving = new Arriving();
      return this.#arrives({ stands: 0, silent: false });
    }
    const { video, audio } = SENDS[this.#line.step];
    const { stands, silent } = this.#arriving.look(report, performance.now());
    this.#arrives({ stands: video ? stands : 0, silent: silent && audio !== null && call.telephone !== true });
  }

  /** @param {{stands: number, silent: boolean}} arriving */
  #arrives({ stands, silent }) {
    const line = this.#line;
    if (line.stands !== stands || line.silent !== silent) this.#set({ stands, silent });
  }

  #forget() {
    const { still } = this.#line;
    clearInterval(this.#ticking);
    this.#ticking = 0;
    if (!still) return;
    URL.revokeObjectURL(still.url);
    this.#set({ still: null, age: 0 });
  }

  /** Another call begins on the top step. */
  #watch() {
    const { call, line } = this.app.store.get();
    if (call.customerThere || call.stream || line === GOOD_LINE) return;
    this.#forget();
    this.#toldAt = 0;
    this.app.store.set({ line: GOOD_LINE });
  }
}
