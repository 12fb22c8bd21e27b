/** Her word on pictures during and after the call: to withdraw it, and what becomes of those already taken. */

import { language } from "../shared/i18n.js";
import { countPictures, saveConsent } from "./session.js";

/** @typedef {import("./state.js").State} State */

export class Pictures {
  /** @param {import("../shared/store.js").Store<State>} store */
  constructor(store) {
    this._store = store;
  }

  open() {
    this._store.set({ picturesOpen: true });
    void this.count();
  }

  close() {
    this._store.set({ picturesOpen: false });
  }

  /** After her answer, hers or one that was recorded for her. @param {boolean} given @param {boolean} before */
  answered(given, before) {
    if (given) this._store.set({ fate: null, fateFailed: false });
    else if (before) this._store.set({ fate: "open", fateFailed: false });
  }

  /** @param {boolean} keep else delete them, for ever */
  async decide(keep) {
    const { visit, fateSaving } = this._store.get();
    if (!visit || fateSaving) return;
    const fate = keep ? "kept" : "deleted";
    this._store.set({ fateSaving: fate, fateFailed: false });
    try {
      await saveConsent(visit, "stills_taken", keep, language);
      this._store.set({ fate, fateSaving: null });
    } catch {
      this._store.set({ fateSaving: null, fateFailed: true });
    }
  }

  async count() {
    const { visit } = this._store.get();
    if (!visit) return;
    try {
      this._store.set({ taken: await countPictures(visit) });
    } catch {
      // The number of before stays.
    }
  }
}
