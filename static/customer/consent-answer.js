/** Brings her answer about stills to the server: each answer once, and the last one last. */

import { ApiError } from "../shared/api.js";
import { language } from "../shared/i18n.js";
import { saveConsent } from "./session.js";

/** @typedef {import("./state.js").State} State */

const AGAIN_MS = 3000;

export class ConsentAnswer {
  /** @param {import("../shared/store.js").Store<State>} store */
  constructor(store) {
    this._store = store;
    /** @type {boolean|null} */
    this._known = null;
    /** @type {Promise<boolean>} */
    this._saving = Promise.resolve(false);
  }

  /** What the server has. @param {boolean|null} given */
  known(given) {
    this._known = given;
  }

  /** @returns {Promise<boolean>} whether the server has her answer */
  save() {
    this._saving = this._saving.then(() => this._saveLatest());
    return this._saving;
  }

  async _saveLatest() {
    const { visit, consent } = this._store.get();
    if (!visit || consent === null) return false;
    if (this._known === consent) return true;
    this._store.set({ consentState: "saving" });
    try {
      await saveConsent(visit, "stills", consent, language);
      this._known = consent;
      this._store.set({ consentState: "saved" });
      return true;
    } catch (error) {
      this._store.set({ consentState: "failed" });
      // A withdrawal must arrive, however long the network is away.
      if (error instanceof ApiError && error.isPassing) setTimeout(() => void this.save(), AGAIN_MS);
      return false;
    }
  }
}
