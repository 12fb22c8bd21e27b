/** What the consultant asks her to do with the phone: shown large for a while, and said to be seen. */

import { knowsHint } from "./views/in-call.js";

const SHOWN_MS = 25_000;

export class Hints {
  /** @param {import("./hub.js").Hub} hub */
  constructor(hub) {
    this._hub = hub;
    this._timer = 0;
    hub.signals.on("hint", (payload) => this._show(String(payload?.hint), payload?.hint_id));
    hub.moments.on("parted", () => hub.store.set({ hint: null }));
  }

  /** @param {string} hint @param {unknown} id */
  _show(hint, id) {
    if (!knowsHint(hint)) return;
    const { store } = this._hub;
    store.set({ hint });
    store.flush();
    clearTimeout(this._timer);
    this._timer = window.setTimeout(() => store.set({ hint: null }), SHOWN_MS);
    navigator.vibrate?.(150);
    // "Seen" is only said of what stands on a screen that is on.
    if (!document.hidden) this._hub.say("hint-seen", { hint_id: id });
  }
}
