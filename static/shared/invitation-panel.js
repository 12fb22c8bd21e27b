/** The customer's link: made on a tap, shown once with its QR code, copied by another tap. */

import { html, nothing } from "lit-html";

import { dayInFigures } from "./dates.js";
import { t } from "./i18n.js";
import { icon } from "./icons.js";

/**
 * @typedef {object} Invitation
 * @property {string} url with the secret; the server does not know it any more
 * @property {string} expires_at
 * @property {SVGElement|null} code
 */

/**
 * The answer of `POST /consultations/{id}/invitations`, its drawing parsed.
 * @param {{url: string, expires_at: string, qr_svg: string}} answer @returns {Invitation}
 */
export function readInvitation({ url, expires_at, qr_svg }) {
  return { url, expires_at, code: parseSvg(qr_svg) };
}

/** @param {string} text @returns {SVGElement|null} */
function parseSvg(text) {
  const root = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
  if (!(root instanceof SVGElement)) return null;
  const drawing = document.importNode(root, true);
  if (!drawing.hasAttribute("viewBox")) {
    drawing.setAttribute("viewBox", `0 0 ${drawing.getAttribute("width")} ${drawing.getAttribute("height")}`);
  }
  drawing.removeAttribute("width");
  drawing.removeAttribute("height");
  return drawing;
}

/**
 * @param {Invitation|null} invitation
 * @param {{busy: boolean, copied: boolean, name: string}} state
 * @param {{invite: () => void, copyLink: () => void}} actions
 */
export function invitationPanel(invitation, { busy, copied, name }, actions) {
  if (!invitation) {
    return html`<div class="invite">
      <p class="soft">${t("office.invitation.about", { name })}</p>
      <button type="button" class="button" ?disabled=${busy} @click=${actions.invite}>
        ${icon("qr")}${t("office.invitation.make")}
      </button>
    </div>`;
  }
  return html`<div class="invite made">
    ${invitation.code ? html`<figure class="qr" aria-label=${t("office.invitation.code")}>${invitation.code}</figure>` : nothing}
    <div>
      <p class="strong">${t("office.invitation.scan", { name })}</p>
      <input class="link" readonly .value=${invitation.url} aria-label=${t("office.invitation.link")} @focus=${selectAll} />
      <p>
        <button type="button" class="button" @click=${actions.copyLink}>
          ${icon(copied ? "check" : "copy")}${t(copied ? "office.invitation.copied" : "office.invitation.copy")}
        </button>
      </p>
      <p class="soft" role="status">
        ${t("office.invitation.valid", { day: dayInFigures(new Date(invitation.expires_at)) })}
      </p>
    </div>
  </div>`;
}

/** @param {FocusEvent} event */
function selectAll(event) {
  /** @type {HTMLInputElement} */ (event.target).select();
}
