/** At the foot of the checklist, where the thumb is: the next sensible question and the way back. */

import { html } from "lit-html";
import { icon } from "../shared/icons.js";
import { t } from "../shared/i18n.js";

/**
 * @param {object} options
 * @param {{name: string, question: string}|null} options.next
 * @param {number} options.undoable
 * @param {{next: () => void, undo: () => void, openPanel: (panel: import("./state.js").Panel) => void}} options.act
 */
export function foot({ next, undoable, act }) {
  return html`<footer class="foot">
    <p>
      <span class="soft">${next ? next.name : t("consultant.foot.done")}</span>
      <b>${next ? next.question : t("consultant.foot.to-finish")}</b>
    </p>
    <button
      type="button"
      class="button square call"
      aria-label=${t("consultant.foot.undo")}
      aria-keyshortcuts="Control+Z"
      ?disabled=${undoable === 0}
      @click=${act.undo}
    >
      ${icon("undo")}
    </button>
    ${next
      ? html`<button type="button" class="button call primary" aria-keyshortcuts="Control+Enter" @click=${act.next}>
          ${t("consultant.foot.next")}${icon("arrow-right")}
        </button>`
      : html`<button type="button" class="button call primary" @click=${() => act.openPanel({ kind: "finish" })}>
          ${t("consultant.top.finish")}${icon("arrow-right")}
        </button>`}
  </footer>`;
}
