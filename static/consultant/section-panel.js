/** The house cut open beside the picture; it grows with the answers, and she can see it, too. */

import { html } from "lit-html";
import { t } from "../shared/i18n.js";
import { sectionView } from "../shared/section-view.js";
import { panel } from "./panel.js";
import { shareKeys } from "./closing-mode.js";

/** @typedef {import("./view.js").Loaded} Loaded */
/** @typedef {import("./view.js").Acts} Acts */

/** @param {Loaded} state @param {Acts} act */
export function sectionPanel(state, act) {
  const { result, resultFailed } = state.risk;
  return panel({
    title: t("closing.section.title"),
    kind: "section",
    close: act.close,
    body: result
      ? sectionView(result.section, "narrow")
      : html`<p class="soft" role="status">${t(resultFailed ? "risk.result.failed" : "risk.result.wait")}</p>`,
    foot: shareKeys(state, act, "section"),
  });
}
