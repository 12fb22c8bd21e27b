/** Hints that appear large on her phone; the phone says when one stands on a lit screen. */

import { t } from "../shared/i18n.js";
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

  /** @param {unknown} id */
  #seen(id) {
    const { hint } = this.app.store.get().call;
    if (!hint || hint.id !== id) return;
    this.app.toast(t("consultant.toast.hint-seen", { hint: hintWord(hint.hint) }));
    this.app.setCall({ hint: null });
  }
}
