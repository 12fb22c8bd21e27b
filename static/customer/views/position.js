/** The question where she is, over the call: plain words, two answers, and what came of it. */

import { html, nothing } from "lit-html";
import { ref } from "lit-html/directives/ref.js";

import { t } from "../../shared/i18n.js";
import { icon } from "../../shared/icons.js";
import { consultantShort } from "./names.js";

/** @typedef {import("../position.js").Position} Position */

/** @param {import("../state.js").State} state @param {import("../position.js").PositionAsked} asked @param {Position} act */
export function position(state, asked, act) {
  const name = consultantShort(state.visit);
  const leave = (/** @type {Event} */ event) => {
    event.preventDefault();
    if (asked.step === "question") void act.no();
    else if (asked.step !== "locating") act.close();
  };
  return html`<dialog class="pictures position" aria-labelledby="position-question" ${ref(show)} @cancel=${leave}>
    <div class="pictures-body">
      <section class="ask">
        <h2 id="position-question">${t(asked.step === "question" ? "position.question" : `position.${asked.step}`, { name })}</h2>
        ${asked.step === "question" ? html`<p>${asked.text}</p>` : nothing}
        ${asked.step === "locating" ? html`<p class="result" role="status"><span class="spinner" aria-hidden="true"></span>${t("position.allow")}</p>` : nothing}
        ${asked.step === "failed" ? html`<p role="status">${t("position.failed_text", { name })}</p>` : nothing}
        ${asked.step === "question"
          ? html`<div class="yes-no" role="group" aria-labelledby="position-question">
              <button type="button" class="chip box call" @click=${act.yes}>${icon("check")}${t("position.yes")}</button>
              <button type="button" class="chip box call" @click=${act.no}>${icon("cross")}${t("position.no")}</button>
            </div>`
          : nothing}
      </section>
    </div>
    ${asked.step === "given" || asked.step === "failed"
      ? html`<footer>
          <button type="button" class="button primary big" @click=${act.close}>${icon("phone")}${t("customer.pictures.back_to_call")}</button>
        </footer>`
      : nothing}
  </dialog>`;
}

/** @param {Element|undefined} element */
function show(element) {
  const dialog = /** @type {HTMLDialogElement|undefined} */ (element);
  queueMicrotask(() => {
    if (!dialog?.isConnected || dialog.open) return;
    if (dialog.showModal) dialog.showModal();
    else dialog.setAttribute("open", "");
  });
}
