/**
 * What the parts of this page have in common: the store, and who listens to what. A part listens when it is made and
 * needs no line in the controller beyond that:
 *
 *     hub.signals.on("hint", ({ hint }) => …);    // from the consultant's page
 *     hub.events.on("consent", (told) => …);      // from the server
 *     hub.moments.on("parted", () => …);          // from the controller
 *     hub.say("hint-seen", { hint_id });          // to the consultant's page
 */

import { Emitter } from "../shared/emitter.js";

/** @typedef {import("./state.js").State} State */

const NOTICE_SHOWN_MS = 6_000;

/**
 * `camera`: a camera has opened, its stream is in the store. `met`: the consultant has come. `others`: somebody came, went
 * or changed.
 * `telephone`: they talk by telephone now, or no longer. `parted`: the call is over for this page, by whomever.
 * @typedef {{camera: MediaStream, met: null, others: null, telephone: null, parted: null}} Moments
 */

export class Hub {
  /** By kind; what nobody listens to is dropped. @type {Emitter<Record<string, any>>} */
  signals = new Emitter();
  /** What a guest's page says. @type {Emitter<Record<string, any>>} */
  aside = new Emitter();
  /** @type {Emitter<Record<string, any>>} */
  events = new Emitter();
  /** @type {Emitter<Moments>} */
  moments = new Emitter();
  /** The call while there is one. @type {import("./call.js").Call|null} */
  call = null;

  #notice = 0;

  /** @param {import("../shared/store.js").Store<State>} store */
  constructor(store) {
    this.store = store;
  }

  /** A signal to the consultant; without a call it goes nowhere. @param {string} kind @param {object} payload */
  say(kind, payload) {
    this.call?.signal(kind, payload);
  }

  /** One sentence over the picture, for a while. @param {string} notice */
  notice(notice) {
    this.store.set({ notice });
    clearTimeout(this.#notice);
    this.#notice = window.setTimeout(() => this.store.set({ notice: null }), NOTICE_SHOWN_MS);
  }
}
