/** Risk beyond the assessment: asks what would change a level while its reasons are open, and sets levels by hand. */

import { get } from "../shared/api.js";
import { t } from "../shared/i18n.js";
import { ResultShare } from "./result-share.js";
import { REASON, overrideOf } from "./risk-state.js";
import { CLOSING, arrive } from "./visits.js";

/** @typedef {import("./risk-state.js").RiskState} RiskState */
/** @typedef {import("./state.js").Level} Level */

export class Risk {
  /** `path seq` that was asked for last. */
  #asked = "";
  /** The seq whose result was asked for last. */
  #resultOf = -1;
  #mode = "live";

  /** @param {import("./app.js").App} app */
  constructor(app) {
    this.app = app;
    this.share = new ResultShare(app, (sharing) => this.#set({ sharing }));
    app.store.subscribe(({ panel, view, unsent, mode }) => {
      if (mode.kind === "closing" && this.#mode !== "closing") arrive(app, CLOSING);
      this.#mode = mode.kind;
      if (unsent) return;
      if (panel?.kind === "reasons") void this.#ask(panel.path, view.seq);
      if (panel?.kind === "section" || mode.kind === "closing") void this.#result(view.seq);
    });
  }

  /** @param {Partial<RiskState>} patch */
  #set(patch) {
    this.app.store.set(({ risk }) => ({ risk: { ...risk, ...patch } }));
  }

  /** @param {string} path @param {number} seq */
  async #ask(path, seq) {
    const asked = `${path} ${seq}`;
    if (asked === this.#asked) return;
    this.#asked = asked;
    if (this.app.store.get().risk.whatIf?.path !== path) this.#set({ whatIf: null, failed: false });
    try {
      const whatIf = await get(`/consultations/${this.app.store.get().id}/what-if?path=${encodeURIComponent(path)}`);
      if (this.#asked === asked) this.#set({ whatIf, failed: false });
    } catch {
      if (this.#asked === asked) this.#set({ whatIf: null, failed: true }); // an aid: the level stands without it
    }
  }

  /** @param {number} seq */
  async #result(seq) {
    if (seq === this.#resultOf) return;
    this.#resultOf = seq;
    try {
      this.#set({ result: await get(`/consultations/${this.app.store.get().id}/result`), resultFailed: false });
    } catch {
      this.#set({ resultFailed: true }); // what is there stays
    }
  }

  // An override

  /** @param {string} path */
  write(path) {
    const found = overrideOf(this.app.store.get().view, path);
    this.#set({ draft: { path, level: found?.level ?? null, reason: found?.reason ?? "" } });
    this.app.focusOn(".override-form .chip");
  }

  /** @param {Level} level */
  chooseLevel(level) {
    this.#edit({ level });
  }

  /** @param {string} reason */
  typeReason(reason) {
    this.#edit({ reason });
  }

  /** @param {Partial<import("./risk-state.js").Draft>} patch */
  #edit(patch) {
    const { draft } = this.app.store.get().risk;
    if (draft) this.#set({ draft: { ...draft, ...patch } });
  }

  leave() {
    this.#set({ draft: null });
    this.app.focusOn(".override-open");
  }

  save() {
    const { draft } = this.app.store.get().risk;
    const reason = draft?.reason.trim() ?? "";
    if (!draft?.level || reason.length < REASON.least || reason.length > REASON.most) return;
    this.app.ledger.record([{ target: `path:${draft.path}`, field: "override", value: { level: draft.level, reason } }]);
    this.leave();
    this.app.toast(t("risk.override.saved"), () => this.#back());
  }

  /** The computed level counts again. @param {string} path */
  remove(path) {
    this.app.ledger.record([{ target: `path:${path}`, field: "override", value: null }]);
    this.leave();
    this.app.toast(t("risk.override.removed"), () => this.#back());
  }

  #back() {
    this.app.ledger.undo();
  }
}
