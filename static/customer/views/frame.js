/** What every page outside the picture has: head, foot with the one big button, the phone number. */

import { html, nothing } from "lit-html";

import { language, pageData, t } from "../../shared/i18n.js";
import { icon, logoMark } from "../../shared/icons.js";

/** @typedef {import("../state.js").State} State */
/** @typedef {import("lit-html").TemplateResult | typeof nothing} Part */

/** @returns {{name: string, phone: string}} known before any session, from the page itself */
function utility() {
  return pageData.utility ?? { name: "", phone: "" };
}

/** @param {string} phone */
const digits = (phone) => phone.replace(/[^\d+]/g, "");

/** "Lieber anrufen: 0421 …": a person is always in reach. */
export function callLink(classes = "call-link") {
  const { phone } = utility();
  if (!phone) return nothing;
  return html`<a class=${classes} href="tel:${digits(phone)}">${icon("phone")}${t("customer.call_instead", { phone })}</a>`;
}

/** The same as the one big button, where calling is what helps. */
export function callButton(classes = "button primary big") {
  const { phone } = utility();
  if (!phone) return nothing;
  return html`<a class=${classes} href="tel:${digits(phone)}">${icon("phone")}${t("customer.call_us", { phone })}</a>`;
}

/**
 * @param {Part} content @param {Part} [foot] the one big button, and what stands under it
 * @param {{languages?: boolean, phone?: boolean}} [options] no switch once the camera runs: it would end the call
 */
export function sheet(content, foot = nothing, { languages = true, phone = true } = {}) {
  const other = language === "de" ? "en" : "de";
  return html`<div class="sheet">
    <header>
      <span class="brand">${logoMark()}${utility().name}</span>
      ${languages
        ? html`<a class="language" href="?lang=${other}${location.hash}" lang=${other} hreflang=${other}
            >${t("customer.other_language")}</a
          >`
        : nothing}
    </header>
    <div class="body">${content}</div>
    <footer>${foot}${phone ? callLink() : nothing}</footer>
  </div>`;
}

/**
 * @param {string} name of the icon @param {"calm"|"warn"|"done"} mood
 */
export function bigSign(name, mood) {
  return html`<span class="big-sign ${mood}">${icon(name)}</span>`;
}
