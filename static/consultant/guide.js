/** Guiding her from here: the camera in the hand, STOPP, and writing. */

import { t } from "../shared/i18n.js";
import { CameraHand } from "./camera-hand.js";
import { Chat } from "./chat.js";
import { Stopp } from "./stopp.js";

export class Guide {
  #near = false;
  #toldMute = false;

  /** @param {import("./app.js").App} app */
  constructor(app) {
    const set = (/** @type {Partial<import("./guide-state.js").GuideState>} */ patch) =>
      app.store.set(({ guide }) => ({ guide: { ...guide, ...patch } }));
    this.app = app;
    this.camera = new CameraHand(app, set);
    this.stopp = new Stopp(app, set);
    this.chat = new Chat(app, set);
    app.store.subscribe(() => this.#meet(set));
    app.signals.on("hint-heard", (payload) => this.#mute(payload?.heard));
  }

  /** Once is enough to know that words have to be said by mouth. @param {unknown} heard */
  #mute(heard) {
    if (heard !== "tone" || this.#toldMute) return;
    this.#toldMute = true;
    this.app.toast(t("guide.hint.tone"));
  }

  /**
   * We have come to each other, anew or again: each asks for what the other has to tell.
   * @param {(patch: Partial<import("./guide-state.js").GuideState>) => void} set
   */
  #meet(set) {
    const { role, customerThere, socket } = this.app.store.get().call;
    const near = role === "consultant" && customerThere && socket === "open";
    if (near === this.#near) return;
    this.#near = near;
    if (near) this.app.say("hello", {});
    else if (!customerThere) set({ camera: null, tray: null, focus: null });
  }
}
