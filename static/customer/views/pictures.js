/** The question about stills once more, as she knows it, over the call; and what becomes of those already taken. */

import { html, nothing } from "lit-html";
import { ref } from "lit-html/directives/ref.js";

import { pick, t, tn } from "../../shared/i18n.js";
import { icon } from "../../shared/icons.js";
import { question } from "./welcome.js";

/** @typedef {import("../state.js").State} State */

/**
 * @typedef {object} PictureActions
 * @property {() => void} openPictures
 * @property {() => void} closePictures
 * @property {(given: boolean) => void} answerConsent
 * @property {(keep: boolean) => void} decidePictures
 * @property {{takeBack: () => void}} position
 */

/** Says her answer, and opens it. @param {State} state @param {PictureActions} actions */
export function picturesKey(state, actions) {
  return html`<button type="button" class="pictures-key glass" aria-haspopup="dialog" @click=${actions.openPictures}>
    ${icon(state.consent ? "image" : "cross", "small")}${t(`customer.pictures.${state.consent ? "allowed" : "refused"}`)}
  </button>`;
}

/** @param {State} state @param {PictureActions} actions */
export function pictures(state, actions) {
  if (!state.picturesOpen || !state.visit) return nothing;
  const inCall = state.screen === "call" || state.screen === "waiting";
  return html`<dialog class="pictures" aria-labelledby="consent-question" ${ref(show)} @cancel=${actions.closePictures}>
    <div class="pictures-body">${question(state, state.visit, actions)} ${taken(state, actions)} ${place(state, actions)}</div>
    <footer>
      <button type="button" class="button primary big" @click=${actions.closePictures}>
        ${icon(inCall ? "phone" : "undo")}${t(inCall ? "customer.pictures.back_to_call" : "customer.pictures.back")}
      </button>
    </footer>
  </dialog>`;
}

/** Only where there is something to decide; nothing is chosen for her. @param {State} state @param {PictureActions} actions */
function taken(state, actions) {
  const { fate, fateSaving } = state;
  if (state.consent !== false || fate === null) return nothing;
  if (fate === "deleted") return done(t("customer.pictures.deleted"));
  if (state.taken === 0) return nothing;
  return html`<section class="ask taken" aria-labelledby="taken-count">
    <h2 id="taken-count">${tn("customer.pictures.count", state.taken)}</h2>
    <p>${pick(state.visit?.consent.taken_text)}</p>
    <div class="yes-no" role="group" aria-labelledby="taken-count">
      ${[false, true].map(
        (keep) =>
          html`<button
            type="button"
            class="chip box call"
            aria-pressed=${String(keep && fate === "kept")}
            ?disabled=${fateSaving !== null}
            @click=${() => actions.decidePictures(keep)}
          >
            ${keep && fate === "kept" ? icon("check") : nothing}${t(`customer.pictures.${keep ? "keep" : "delete"}`)}
          </button>`,
      )}
    </div>
    <p class="result" role="status">${result(state)}</p>
  </section>`;
}

/** Where this phone was, if she has shown it: to be taken back. @param {State} state @param {PictureActions} actions */
function place({ positionGiven }, actions) {
  if (positionGiven === null) return nothing;
  if (!positionGiven) return done(t("position.taken_back"));
  return html`<section class="ask place" aria-labelledby="place-title">
    <h2 id="place-title">${t("position.shown")}</h2>
    <button type="button" class="button" @click=${() => actions.position.takeBack()}>${icon("cross")}${t("position.take_back")}</button>
  </section>`;
}

/** @param {State} state */
function result(state) {
  if (state.fateSaving) return t("customer.pictures.saving");
  if (state.fateFailed) return html`<span class="wrong">${icon("warning")}${t("customer.welcome.answer_not_saved")}</span>`;
  return state.fate === "kept" ? t("customer.pictures.kept") : nothing;
}

/** @param {string} words */
function done(words) {
  return html`<p class="banner" role="status">${icon("check")}<span>${words}</span></p>`;
}

/** On top of everything, with the focus; where the browser is too old for that, simply there. @param {Element|undefined} element */
function show(element) {
  const dialog = /** @type {HTMLDialogElement|undefined} */ (element);
  queueMicrotask(() => {
    if (!dialog?.isConnected || dialog.open) return; // it is in the page only after this painting
    if (dialog.showModal) dialog.showModal();
    else dialog.setAttribute("open", "");
  });
}
