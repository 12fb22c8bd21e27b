/** STOPP over the whole screen: why, what to do, and the emergency number. */

import { html, nothing } from "lit-html";
import { ref } from "lit-html/directives/ref.js";

import { stoppSentences, stoppTitle } from "../../shared/dangers.js";
import { t } from "../../shared/i18n.js";
import { icon } from "../../shared/icons.js";
import { consultantShort } from "./names.js";

/** @typedef {import("../state.js").State} State */
/** @typedef {{safe: () => void, leaveStopp: () => void}} StoppActions */

/** @param {State} state @param {StoppActions} actions */
export function stopp(state, actions) {
  const { stopp: running } = state;
  if (!running) return nothing;
  return html`<dialog class="stopp" aria-labelledby="stopp-word stopp-title" ${ref(show)} @cancel=${stay} @close=${again}>
    <div class="stopp-what" role="alert">
      <p class="stopp-sign" id="stopp-word">${octagon()}<b>${t("guide.stopp.word")}</b></p>
      <h2 id="stopp-title">${stoppTitle(running)}</h2>
      <ol>
        ${stoppSentences(running.danger).map(
          (sentence, index) => html`<li><span aria-hidden="true">${index + 1}</span>${sentence}</li>`,
        )}
      </ol>
    </div>
    <div class="stopp-foot">${running.safe ? safe(state, actions) : danger(state, actions)} ${emergency()}</div>
  </dialog>`;
}

/** @param {State} state @param {StoppActions} actions */
function danger(state, actions) {
  return html`${state.consultantHere
      ? html`<p>${icon("speaker", "small")}${t("guide.stopp.speaks", { consultant: consultantShort(state.visit) })}</p>`
      : nothing}
    <button type="button" class="stopp-safe" @click=${actions.safe}>${icon("check")}${t("guide.stopp.safe")}</button>`;
}

/** @param {State} state @param {StoppActions} actions */
function safe(state, actions) {
  const consultant = consultantShort(state.visit);
  return html`<p role="status">
      ${icon("check", "small")}${t(state.consultantHere ? "guide.stopp.waits" : "guide.stopp.alone", { consultant })}
    </p>
    ${state.consultantHere
      ? nothing
      : html`<button type="button" class="stopp-safe" @click=${actions.leaveStopp}>
          ${icon("undo")}${t("guide.stopp.leave")}
        </button>`}`;
}

function emergency() {
  return html`<a class="stopp-call" href="tel:112">${icon("phone")}${t("guide.stopp.emergency")}</a>`;
}

function octagon() {
  return html`<svg viewBox="0 0 100 100" aria-hidden="true">
    <path d="M29 0h42l29 29v42l-29 29H29L0 71V29z" />
  </svg>`;
}

/** @param {Event} event no key and no gesture takes it away */
function stay(event) {
  event.preventDefault();
}

/** Some browsers close a dialog all the same. @param {Event} event */
function again(event) {
  show(/** @type {Element} */ (event.target));
}

/** Above everything, other dialogs too; where the browser is too old for that, simply there. @param {Element|undefined} element */
function show(element) {
  const dialog = /** @type {HTMLDialogElement|undefined} */ (element);
  queueMicrotask(() => {
    if (!dialog?.isConnected || dialog.open) return;
    if (dialog.showModal) dialog.showModal();
    else dialog.setAttribute("open", "");
  });
}
