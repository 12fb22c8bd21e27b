/** Two people answered differently without having seen each other's answer: both stand here, a tap decides. */

import { html } from "lit-html";
import { icon } from "../shared/icons.js";
import { t } from "../shared/i18n.js";
import { clock } from "./words.js";

/** @typedef {import("./item.js").ItemView} ItemView */
/** @typedef {import("./item.js").ItemActs} ItemActs */

/** @param {ItemView} view @param {ItemActs} act */
export function twoValues(view, act) {
  const { field, item, target } = view;
  if (!field) return "";
  const versions = [field, ...(field.other ?? [])];
  return html`<div class="two-values" role="group" aria-label=${t("consultant.two.title")}>
    <p>${icon("warning", "small")}<b>${t("consultant.two.title")}</b></p>
    <div class="two-choices">
      ${versions.map(
        (version) => html`<button type="button" ?disabled=${view.locked} @click=${() => act.answer(target, item.id, version.value)}>
          <b class="num">${view.word(version.value) || t("consultant.two.none")}</b>
          <span>${version.by?.name ?? ""}</span><span class="num">${clock(version.at)}</span>
        </button>`,
      )}
    </div>
  </div>`;
}
