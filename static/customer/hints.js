/** What the consultant asks her to do with the phone: shown large for a while, spoken, felt, and said to be seen. */

import { pick } from "../shared/i18n.js";
import { hintWords, knowsHint } from "./views/in-call.js";

const SHOWN_MS = 25_000;
const SENTENCE_SHOWN_MS = 60_000; // longer to read and to do
const LONGEST_SENTENCE = 300;

export class Hints {
  /** @param {import("./hub.js").Hub} hub @param {import("../shared/speech.js").Speech} speech */
  constructor(hub, speech) {
    this._hub = hub;
    this._speech = speech;
    this._timer = 0;
    /** What is shown and was not said to be seen, because the screen was off. @type {unknown} */
    this._unseen = null;
    hub.signals.on("hint", (payload) => void this._show(String(payload?.hint), payload?.hint_id, sentenceOf(payload)));
    hub.moments.on("parted", () => hub.store.set({ hint: null }));
    document.addEventListener("visibilitychange", () => this._look());
  }

  /** @param {string} hint @param {unknown} id @param {string} sentence of an own hint */
  async _show(hint, id, sentence) {
    const { store } = this._hub;
    if (!knowsHint(hint) || store.get().stopp) return; // nothing covers STOPP
    if (hint === "own" && !sentence) return;
    store.set({ hint, sentence, note: null });
    store.flush();
    clearTimeout(this._timer);
    this._timer = window.setTimeout(() => {
      this._unseen = null;
      store.set({ hint: null });
    }, hint === "own" ? SENTENCE_SHOWN_MS : SHOWN_MS);
    navigator.vibrate?.(150);
    this._unseen = id;
    this._look();
    if (!store.get().soundOn) return;
    const heard = await this._speech.say(hintWords({ hint, sentence }), "hint");
    if (heard !== "silent") this._hub.say("hint-heard", { hint_id: id, heard });
  }

  /** "Seen" is only said of what stands on a screen that is on. */
  _look() {
    if (document.hidden || this._unseen === null || !this._hub.store.get().hint) return;
    this._hub.say("hint-seen", { hint_id: this._unseen });
    this._unseen = null;
  }
}

/** What an own hint says, in the language of this page. @param {any} payload @returns {string} */
function sentenceOf(payload) {
  const { texts } = payload ?? {};
  if (typeof texts !== "object" || texts === null) return "";
  const text = pick(texts);
  return typeof text === "string" ? text.trim().slice(0, LONGEST_SENTENCE) : "";
}
