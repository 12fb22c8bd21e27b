/** What the consultant asks her to do with the phone: shown large for a while, spoken, felt, and said to be seen. */

import { t } from "../shared/i18n.js";
import { knowsHint } from "./views/in-call.js";

const SHOWN_MS = 25_000;

export class Hints {
  /** @param {import("./hub.js").Hub} hub @param {import("../shared/speech.js").Speech} speech */
  constructor(hub, speech) {
    this._hub = hub;
    this._speech = speech;
    this._timer = 0;
    /** What is shown and was not said to be seen, because the screen was off. @type {unknown} */
    this._unseen = null;
    hub.signals.on("hint", (payload) => void this._show(String(payload?.hint), payload?.hint_id));
    hub.moments.on("parted", () => hub.store.set({ hint: null }));
    document.addEventListener("visibilitychange", () => this._look());
  }

  /** @param {string} hint @param {unknown} id */
  async _show(hint, id) {
    const { store } = this._hub;
    if (!knowsHint(hint) || store.get().stopp) return; // nothing covers STOPP
    store.set({ hint, note: null });
    store.flush();
    clearTimeout(this._timer);
    this._timer = window.setTimeout(() => {
      this._unseen = null;
      store.set({ hint: null });
    }, SHOWN_MS);
    navigator.vibrate?.(150);
    this._unseen = id;
    this._look();
    if (!store.get().soundOn) return;
    const heard = await this._speech.say(t(`customer.hint.${hint}`), "hint");
    if (heard !== "silent") this._hub.say("hint-heard", { hint_id: id, heard });
  }

  /** "Seen" is only said of what stands on a screen that is on. */
  _look() {
    if (document.hidden || this._unseen === null || !this._hub.store.get().hint) return;
    this._hub.say("hint-seen", { hint_id: this._unseen });
    this._unseen = null;
  }
}
