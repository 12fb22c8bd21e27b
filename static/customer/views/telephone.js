/** The number to call from another telephone, over the picture. */

import { html, nothing } from "lit-html";

import { t } from "../../shared/i18n.js";
import { icon } from "../../shared/icons.js";
import { consultantShort } from "./names.js";

/** @typedef {import("../state.js").State} State */
/** @typedef {{hearNothing: () => void, closeTelephone: () => void}} TelephoneActions */

/** @param {State} state @param {TelephoneActions} actions */
export function telephoneKey(state, actions) {
  const { telephone, soundOn, soundBlocked, consultantHere } = state;
  if (telephone !== "off" || isOffered(state) || !soundOn || soundBlocked || !consultantHere) return nothing;
  return html`<button type="button" class="chat-key glass" @click=${actions.hearNothing}>
    ${icon("speaker-off", "small")}${t("telephone.customer.deaf")}
  </button>`;
}

/** By itself, where her voice does not get through. @param {State} state */
function isOffered({ step, connection, telephoneHidden }) {
  return step === "text" && connection === "good" && !telephoneHidden;
}

/** No link: a call on this phone would take the camera. @param {State} state @param {TelephoneActions} actions */
export function telephoneCard(state, actions) {
  const { telephone, visit } = state;
  if (telephone === "on" || (telephone === "off" && !isOffered(state))) return nothing;
  const phone = visit?.utility.phone;
  const consultant = consultantShort(visit);
  return html`<section class="telephone glass" role="status">
    <h2>${icon("phone")}${t(phone ? "telephone.customer.title" : "telephone.customer.wait", { consultant })}</h2>
    ${phone ? html`<p class="telephone-number num">${phone}</p>` : nothing}
    <p>${t("telephone.customer.warning")}</p>
    <button type="button" class="button" @click=${actions.closeTelephone}>
      ${icon("check")}${t(telephone === "asked" ? "telephone.customer.hear_again" : "telephone.customer.close")}
    </button>
  </section>`;
}
