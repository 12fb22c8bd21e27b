/**
 * STOPP: danger. It lies over everything until the consultant lifts it, is spoken or heard as an alarm, and is felt.
 *
 * Hears `stopp {stopp_id, danger, text}` and `stopp-lift {stopp_id}`, tells `stopp-state {stopp_id, danger, text, seen,
 * heard, safe}`. A consultant whose page is new learns from the phone that a STOPP is running.
 */

import { t } from "../shared/i18n.js";
import { LONGEST } from "../shared/conversation.js";
import { isDanger, stoppSentences, stoppTitle } from "../shared/dangers.js";

/** @typedef {import("../shared/dangers.js").Danger} Danger */
/** @typedef {import("../shared/speech.js").Heard} Heard */
/** @typedef {{id: string, danger: Danger, text: string, safe: boolean}} Running */

const SHAKE = [500, 150, 500, 150, 500];
const AGAIN_MS = 12_000; // until she says that she is safe

export class Stopp {
  /** @param {import("./hub.js").Hub} hub @param {import("../shared/speech.js").Speech} speech */
  constructor(hub, speech) {
    this._hub = hub;
    this._speech = speech;
    /** @type {Heard} */
    this._heard = "silent";
    this._timer = 0;
    hub.signals.on("stopp", (payload) => this._show(payload));
    hub.signals.on("stopp-lift", (payload) => this._lift(payload?.stopp_id));
    hub.signals.on("hello", () => this._tell());
    hub.moments.on("parted", () => this._end());
    document.addEventListener("visibilitychange", () => document.hidden || this._tell());
  }

  /** Her button. */
  safe = () => {
    const { stopp } = this._hub.store.get();
    if (!stopp) return;
    this._quiet();
    this._hub.store.set({ stopp: { ...stopp, safe: true } });
    this._hub.notice(t("guide.stopp.told"));
    this._tell();
  };

  /** Only for who is safe and has lost the consultant: nobody else could lift it. */
  leave = () => {
    const { stopp, consultantHere } = this._hub.store.get();
    if (stopp?.safe && !consultantHere) this._end();
  };

  /** @param {any} payload */
  _show(payload) {
    const { stopp_id: id, danger, text } = payload ?? {};
    if (typeof id !== "string" || !isDanger(danger)) return;
    const { store } = this._hub;
    const before = store.get().stopp;
    const words = danger === "own" && typeof text === "string" ? text.trim().slice(0, LONGEST) : "";
    /** @type {Running} */
    const stopp = { id, danger, text: words, safe: false };
    if (before?.id === id && before.danger === danger && before.text === words) return this._tell(); // said twice
    store.set({ stopp, picturesOpen: false, hint: null, note: null });
    store.flush();
    void this._sound(stopp);
  }

  /** @param {Running} stopp */
  async _sound(stopp) {
    this._quiet();
    this._tell();
    this._timer = window.setInterval(() => void this._alarm(stopp), AGAIN_MS);
    await this._alarm(stopp);
    if (this._hub.store.get().stopp === stopp) this._tell();
  }

  /** Also where she has turned the sound off: this is danger. @param {Running} stopp */
  async _alarm(stopp) {
    navigator.vibrate?.(SHAKE);
    const words = [t("guide.stopp.word"), stoppTitle(stopp), ...stoppSentences(stopp.danger)].join(" ");
    const heard = await this._speech.say(words, "alarm");
    if (heard !== "silent") this._heard = heard;
  }

  /** @param {unknown} id */
  _lift(id) {
    const { store } = this._hub;
    if (store.get().stopp?.id !== id) return;
    this._end();
    this._hub.notice(t("guide.stopp.lifted"));
    navigator.vibrate?.(120);
  }

  _tell() {
    const { stopp } = this._hub.store.get();
    if (!stopp) return;
    const { id, danger, text, safe } = stopp;
    this._hub.say("stopp-state", { stopp_id: id, danger, text, safe, seen: !document.hidden, heard: this._heard });
  }

  _quiet() {
    clearInterval(this._timer);
    this._speech.stop();
    navigator.vibrate?.(0);
  }

  _end() {
    this._heard = "silent";
    if (!this._hub.store.get().stopp) return;
    this._quiet();
    this._hub.store.set({ stopp: null });
  }
}
