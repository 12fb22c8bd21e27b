/** STOPP from here: one tap sends it, the reason comes after; it runs until it is lifted here. */

import { LONGEST } from "../shared/conversation.js";
import { isDanger } from "../shared/dangers.js";
import { t } from "../shared/i18n.js";
import { newId } from "../shared/operations.js";

/** @typedef {import("./guide-state.js").GuideState} GuideState */
/** @typedef {import("./guide-state.js").Stopp} Running */
/** @typedef {import("../shared/dangers.js").Danger} Danger */

export class Stopp {
  /** Lifted here; a phone that missed it is told again. @type {Set<string>} */
  #lifted = new Set();

  /** @param {import("./app.js").App} app @param {(patch: Partial<GuideState>) => void} set */
  constructor(app, set) {
    this.app = app;
    this.set = set;
    app.signals.on("stopp-state", (payload) => this.#told(payload));
    app.signals.on("hello", () => this.#say());
  }

  /** The red button: sends it, or shows what is running. */
  press() {
    if (!this.#running) {
      this.set({ stopp: { id: newId(), danger: "general", text: "", seenAt: null, heard: "silent", safe: false } });
      this.#say();
    }
    this.app.openPanel({ kind: "stopp" });
  }

  /** @param {Danger} danger @param {string} [text] in own words */
  choose(danger, text = "") {
    const running = this.#running;
    if (!running) return;
    this.set({
      stopp: { ...running, danger, text: text.trim().slice(0, LONGEST), seenAt: null, heard: "silent", safe: false },
      ownDanger: danger === "own",
    });
    this.#say();
  }

  writeOwn() {
    this.set({ ownDanger: true });
    this.app.focusOn(".stopp-own textarea");
  }

  lift() {
    const running = this.#running;
    if (!running) return;
    this.#lifted.add(running.id);
    this.app.say("stopp-lift", { stopp_id: running.id });
    this.set({ stopp: null, ownDanger: false });
    if (this.app.store.get().panel?.kind === "stopp") this.app.closePanel();
    this.app.toast(t("guide.stopp.lifted_here"));
  }

  get #running() {
    return this.app.store.get().guide.stopp;
  }

  #say() {
    const running = this.#running;
    if (running) this.app.say("stopp", { stopp_id: running.id, danger: running.danger, text: running.text });
  }

  /** @param {any} payload */
  #told(payload) {
    const { stopp_id: id, danger, text, seen, heard, safe } = payload ?? {};
    if (typeof id !== "string" || !isDanger(danger)) return;
    if (this.#lifted.has(id)) {
      this.app.say("stopp-lift", { stopp_id: id });
      return;
    }
    const running = this.#running ?? this.#found(id, danger, text);
    if (running.id !== id || running.danger !== danger || running.text !== String(text ?? "")) return; // of an earlier reason
    if (safe === true && !running.safe) this.app.toast(t("guide.stopp.is_safe"));
    this.set({
      stopp: {
        ...running,
        seenAt: running.seenAt ?? (seen === true ? Date.now() : null),
        heard: heard === "voice" || heard === "tone" ? heard : running.heard,
        safe: safe === true,
      },
    });
  }

  /** This page is new, the danger is not. @param {string} id @param {Danger} danger @param {unknown} text @returns {Running} */
  #found(id, danger, text) {
    this.app.openPanel({ kind: "stopp" });
    return { id, danger, text: String(text ?? "").slice(0, LONGEST), seenAt: null, heard: "silent", safe: false };
  }
}
