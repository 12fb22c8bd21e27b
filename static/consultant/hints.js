/** Hints that appear large on her phone; the phone says when one stands on a lit screen. */

import { pick, t } from "../shared/i18n.js";
import { newId } from "../shared/operations.js";
import { hintWord } from "./tools.js";

export class Hints {
  /** @param {import("./app.js").App} app */
  constructor(app) {
    this.app = app;
    app.signals.on("hint-seen", (payload) => this.#seen(payload?.hint_id));
  }

  /** @param {import("./tools.js").Hint} hint */
  send(hint) {
    const id = newId();
    this.app.say("hint", { hint, hint_id: id });
    this.app.setCall({ hint: { hint, id, seen: false } });
  }

  /** A sentence of the checklist, in each language it has; the phone shows its own. @param {import("./state.js").Text} texts */
  sentence(texts) {
    const id = newId();
    this.app.say("hint", { hint: "own", hint_id: id, texts });
    this.app.setCall({ hint: { hint: "own", text: pick(texts), id, seen: false } });
  }

  /** @param {unknown} id */
  #seen(id) {
    const { hint } = this.app.store.get().call;
    if (!hint || hint.id !== id) return;
    this.app.toast(t("consultant.toast.hint-seen", { hint: hint.text ?? hintWord(hint.hint) }));
    this.app.setCall({ hint: null });
  }
}
