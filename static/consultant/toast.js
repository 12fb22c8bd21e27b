/** Short words about what just happened, with the way back where there is one. Read out, gone after a while. */

import { html, nothing } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { icon } from "../shared/icons.js";
import { t } from "../shared/i18n.js";

/** @typedef {import("./state.js").Toast} Toast */

/** @param {Toast[]} toasts @param {(toast: Toast) => void} takeBack */
export function toastList(toasts, takeBack) {
  return html`<div class="toasts" role="status" aria-live="polite">
    ${repeat(
      toasts,
      (toast) => toast.id,
      (toast) => html`<p class="toast glass">
        <span>${toast.text}</span>
        ${toast.undo
          ? html`<button type="button" class="toast-undo" @click=${() => takeBack(toast)}>
              ${icon("undo", "small")}${t("consultant.toast.undo")}
            </button>`
          : nothing}
      </p>`,
    )}
  </div>`;
}
