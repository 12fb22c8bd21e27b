/**
 * What her phone shows of the result. Says `result {what}` ("section", "closing", null), hears `result-state {what,
 * understood}`. A page of ours that is new learns from the phone what is shown; a phone that is new is told.
 */

import { t } from "../shared/i18n.js";
import { calledBy } from "../shared/people.js";

/** @typedef {"section"|"closing"} What */
/** @typedef {{what: What, arrived: boolean, understood: boolean}} Sharing `arrived`: the phone says that it stands there */

export class ResultShare {
  #ended = false; // here; a phone that missed it is told again

  /** @param {import("./app.js").App} app @param {(sharing: Sharing|null) => void} set */
  constructor(app, set) {
    this.app = app;
    this.set = set;
    app.signals.on("result-state", (payload) => this.#told(payload));
    app.signals.on("hello", () => this.#sharing && this.#say());
  }

  get #sharing() {
    return this.app.store.get().risk.sharing;
  }

  /** @param {What} what */
  show(what) {
    this.#ended = false;
    this.set({ what, arrived: false, understood: false });
    this.#say();
  }

  end() {
    this.#ended = true;
    this.set(null);
    this.app.say("result", { what: null });
  }

  #say() {
    this.app.say("result", { what: this.#sharing?.what ?? null });
  }

  /** @param {any} payload */
  #told(payload) {
    const { what, understood } = payload ?? {};
    const sharing = this.#sharing;
    if (what === null || what === undefined) {
      if (sharing) this.set({ ...sharing, arrived: false });
      return;
    }
    if (what !== "section" && what !== "closing") return;
    if (!sharing) {
      if (this.#ended) this.app.say("result", { what: null });
      else this.set({ what, arrived: true, understood: understood === true });
      return;
    }
    if (sharing.what !== what) return; // of what was shown before
    if (understood === true && !sharing.understood) {
      this.app.toast(t("risk.share.understood", { customer: calledBy(this.app.store.get().consultation?.customer) }));
    }
    this.set({ ...sharing, arrived: true, understood: understood === true });
  }
}
