/** Her word on pictures, given here or recorded by the consultant, and what follows from it. */

import { t } from "../shared/i18n.js";
import { ConsentAnswer } from "./consent-answer.js";
import { Pictures } from "./pictures.js";

/** @typedef {import("./state.js").Visit} Visit */

export class Consents {
  /** @param {import("./hub.js").Hub} hub @param {() => void} stopSending what is still on its way */
  constructor(hub, stopSending) {
    this._hub = hub;
    this._store = hub.store;
    this._stopSending = stopSending;
    this._answer = new ConsentAnswer(hub.store);
    this._pictures = new Pictures(hub.store);
    hub.events.on("consent", (told) => this._recorded(told));
  }

  /** What the server has. @param {Visit["consent"]} consent */
  known({ given, taken }) {
    this._answer.known(given);
    this._store.set({ consent: given, consentState: given === null ? "open" : "saved", fate: taken });
  }

  /** @param {boolean} given */
  answer = async (given) => {
    const before = this._store.get().consent === true;
    this._store.set({ consent: given, consentMissing: false });
    this._follow(given, before);
    if (await this._answer.save()) void this._pictures.count();
  };

  /** @returns {Promise<boolean>} whether the server has her answer */
  save() {
    return this._answer.save();
  }

  open = () => this._pictures.open();

  close = () => {
    this._pictures.close();
    this._store.flush();
    /** @type {HTMLElement|null} */ (document.querySelector("[aria-haspopup=dialog]"))?.focus();
  };

  /** @param {boolean} keep */
  decide = (keep) => this._pictures.decide(keep);

  /** @param {boolean} given @param {boolean} before */
  _follow(given, before) {
    if (!given) this._stopSending();
    this._pictures.answered(given, before);
  }

  /**
   * Her own answer comes back as well as what the consultant recorded for her.
   * @param {{purpose: string, given: boolean, how: string}} told
   */
  _recorded({ purpose, given, how }) {
    if (purpose === "stills_taken") {
      this._store.set({ fate: given ? "kept" : "deleted" });
      void this._pictures.count();
    }
    if (purpose !== "stills" || how === "click") return;
    const before = this._store.get().consent === true;
    this._answer.known(given);
    this._store.set({ consent: given, consentState: "saved" });
    this._follow(given, before);
    void this._pictures.count();
    this._hub.notice(t(`customer.pictures.told_${given ? "allowed" : "refused"}`));
  }
}
