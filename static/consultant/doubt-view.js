/** A doubt about an answer as a gentle banner, with the next step where there is one. */

import { html, nothing } from "lit-html";
import { icon } from "../shared/icons.js";
import { t } from "../shared/i18n.js";

/** @typedef {import("./item.js").ItemView} ItemView */

/** @param {ItemView} view @param {{addMissing: (view: ItemView, word: string) => void}} act */
export function doubtView(view, act) {
  return view.doubts.map(
    ({ text, add }) => html`<div class="banner warn doubt" role="status">
      ${icon("warning", "small")}
      <p>${text}</p>
      ${add && !view.locked
        ? html`<button type="button" class="button" @click=${() => act.addMissing(view, add.word)}>
            ${icon("plus", "small")}${t("list.doubt.add", { device: add.word })}
          </button>`
        : nothing}
    </div>`,
  );
}
