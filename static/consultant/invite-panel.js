/** While nobody is there: how the customer gets in – link, QR code, telephone; in the demo the virtual customer. */

import { html, nothing } from "lit-html";
import { icon } from "../shared/icons.js";
import { t } from "../shared/i18n.js";
import { isOver } from "./item-view.js";
import { onsiteKey } from "./onsite/onsite-view.js";
import { calledBy } from "../shared/people.js";

/** @typedef {import("./state.js").State} State */

/**
 * @param {State} state
 * @param {{invite: () => void, copyLink: () => void, startVirtual: () => void, onsite: import("./onsite/onsite.js").Onsite}} act
 */
export function invitePanel(state, act) {
  const { consultation, invitation, call, demo, virtual } = state;
  if (!consultation) return nothing;
  if (isOver(state)) return html`<div class="stage-over">${stillStage(t("consultant.invite.over"), "over")}${onsiteKey(state, act.onsite)}</div>`;
  if (call.role === "watcher") return stillStage(t("consultant.invite.watching"));
  if (call.customerThere) return stillStage(t("consultant.invite.comes", { customer: calledBy(consultation.customer) }));
  const { phone } = consultation.customer;
  return html`<section class="invitation" aria-label=${t("consultant.invite.label")}>
    <div class="invitation-card card">
      <h2>${t("consultant.invite.title", { customer: calledBy(consultation.customer) })}</h2>
      <p class="soft">${t("consultant.invite.lead")}</p>
      ${demo
        ? html`<button type="button" class="button big primary" ?disabled=${virtual === "busy"} @click=${act.startVirtual}>
            ${virtual === "busy" ? html`<span class="spinner"></span>` : icon("play")}
            ${virtual === "busy" ? t("consultant.invite.virtual-starts") : t("consultant.invite.virtual")}
          </button>`
        : nothing}
      ${invitation ? link(invitation, act) : offer(demo, act)}
      ${phone
        ? html`<a class="button call wide" href=${`tel:${phone.replace(/[^+\d]/g, "")}`}>
            ${icon("phone")}${t("consultant.invite.call", { phone })}
          </a>`
        : nothing}
      ${onsiteKey(state, act.onsite)}
    </div>
  </section>`;
}

/** @param {string} sentence @param {""|"over"} [kind] over: no picture will come any more */
function stillStage(sentence, kind = "") {
  return html`<p class="stage-still ${kind}" role="status">${sentence}</p>`;
}

/** @param {boolean} demo @param {{invite: () => void}} act */
function offer(demo, act) {
  return html`<button type="button" class="button call wide ${demo ? "" : "primary"}" @click=${act.invite}>
    ${icon("qr")}${t("consultant.invite.show")}
  </button>`;
}

/** @param {NonNullable<State["invitation"]>} invitation @param {{copyLink: () => void}} act */
function link(invitation, act) {
  return html`<div class="invitation-link">
    <div class="invitation-qr" role="img" aria-label=${t("consultant.invite.qr")}>${invitation.code}</div>
    <div>
      <label class="field"
        ><span>${t("consultant.invite.link")}</span>
        <input readonly .value=${invitation.url} @focus=${(/** @type {Event} */ event) =>
          /** @type {HTMLInputElement} */ (event.target).select()}
      /></label>
      <button type="button" class="button wide" @click=${act.copyLink}>${icon("copy")}${t("consultant.invite.copy")}</button>
    </div>
  </div>`;
}
