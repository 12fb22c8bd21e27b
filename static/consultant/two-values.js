/**
 * Two people answered differently without having seen each other's answer. Both stand here, at the question, and
 * nowhere else; a tap decides, for a height together with its method.
 */

import { html } from "lit-html";
import { icon } from "../shared/icons.js";
import { t } from "../shared/i18n.js";
import { fieldsOf, wholeWord } from "./history-view.js";
import { wholes } from "./versions.js";
import { clock } from "./words.js";

/** @typedef {import("./item.js").ItemView} ItemView */
/** @typedef {import("./item.js").ItemActs} ItemActs */

/** @param {ItemView} view @param {ItemActs} act */
export function twoValues(view, act) {
  return html`<div class="two-values" role="group" aria-label=${t("consultant.two.title")}>
    <p>${icon("warning", "small")}<b>${t("consultant.two.title")}</b></p>
    <div class="two-choices">
      ${wholes(fieldsOf(view)).map((whole) => {
        const { value, method } = wholeWord(view, whole.values);
        return html`<button type="button" ?disabled=${view.locked} @click=${() => act.decide(view.target, whole.values)}>
          <b class="num">${value || t("consultant.two.none")}</b>
          <span class="num">${[method, clock(whole.at)].filter(Boolean).join(" · ")}</span>
          <span>${whole.by?.name ?? ""}</span>
        </button>`;
      })}
    </div>
  </div>`;
}
