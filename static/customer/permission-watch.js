/**
 * While help is on the screen: notices that the camera has been allowed, and goes on without another tap. By the
 * browser's own news where it tells any; else by a look when she is back from its settings.
 */

import { permission } from "./refusal.js";

/** @typedef {import("./state.js").State} State */
/** @typedef {import("./state.js").Help} Help */

/** What to watch while this help is shown. @type {Partial<Record<Help, ("camera"|"microphone")[]>>} */
const WATCHED = {
  refused: ["camera"],
  unanswered: ["camera"],
  system: ["camera", "microphone"],
  busy: ["camera"],
  "microphone-refused": ["microphone"],
};

export class PermissionWatch {
  /** @type {AbortController|null} */
  #watching = null;
  /** @type {Help|null} */
  #help = null;

  /** @param {import("../shared/store.js").Store<State>} store @param {() => void} mended */
  constructor(store, mended) {
    this._mended = mended;
    store.subscribe(({ screen, help }) => this._follow(screen === "help" ? help : null));
  }

  /** @param {Help|null} help */
  _follow(help) {
    if (help === this.#help) return;
    this.#help = help;
    this.#watching?.abort();
    this.#watching = null;
    const names = help && WATCHED[help];
    if (names) void this._watch(names);
  }

  /** @param {("camera"|"microphone")[]} names */
  async _watch(names) {
    const { signal } = (this.#watching = new AbortController());
    const statuses = (await Promise.all(names.map(permission))).filter((one) => one !== null);
    if (signal.aborted) return;
    const denied = () => statuses.some(({ state }) => state === "denied");
    for (const status of statuses) {
      status.addEventListener("change", () => !denied() && this._mended(), { signal });
    }
    const back = () => !document.hidden && !denied() && this._mended();
    document.addEventListener("visibilitychange", back, { signal });
  }
}
