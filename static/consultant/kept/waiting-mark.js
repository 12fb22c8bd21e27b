/** What the server does not have yet, in the top bar; and what cannot be kept, in words. */

import { html, nothing } from "lit-html";
import { icon } from "../../shared/icons.js";
import { t, tn } from "../../shared/i18n.js";

/** @typedef {import("../state.js").State} State */

/** Says nothing about the picture, which goes on. @param {State} state */
export function waitingMark(state) {
  return html`<span class="top-waiting-place" role="status">${state.unreachable ? mark(state) : nothing}</span>`;
}

/** @param {State} state */
function mark({ unsent, onsite: { waiting: pictures } }) {
  const words = [unsent ? tn("consultant.top.waiting", unsent) : "", pictures ? tn("visit.photo.waiting", pictures) : ""].filter(Boolean);
  return html`<span class="top-waiting">
    ${icon("wifi-off", "small")}<span class="long">${words.join(", ") || t("visit.kept.offline")}</span
    >${words.length ? html`<span class="short" aria-hidden="true">${unsent + pictures}</span>` : nothing}
  </span>`;
}

/** @param {State} state @param {{toldOfExpired: () => void}} act */
export function keptBanner(state, act) {
  return html`${state.unkept && state.unsent
    ? html`<div class="banner warn" role="alert">${icon("warning")}<p>${t("visit.kept.unkept")}</p></div>`
    : nothing}
  ${state.finishes
    ? html`<div class="banner" role="status">${icon("clock")}<p>${t("visit.finish.waits")}</p></div>`
    : nothing}
  ${state.expired
    ? html`<div class="banner warn" role="alert">
        ${icon("warning")}
        <p>${tn("visit.kept.expired", state.expired)}</p>
        <button type="button" class="button" @click=${act.toldOfExpired}>${t("visit.kept.understood")}</button>
      </div>`
    : nothing}`;
}
