/** Consent by word of mouth: the text to read aloud and the answer; a withdrawal; what becomes of the pictures. */

import { html } from "lit-html";
import { icon } from "../shared/icons.js";
import { t, tn } from "../shared/i18n.js";
import { panel } from "./panel.js";

/** @typedef {{close: () => void, recordConsent: (given: boolean, purpose?: "stills"|"stills_taken") => void}} ConsentActs */

/**
 * @param {object} options
 * @param {boolean} options.given consent stands
 * @param {number} options.undecided pictures of before a withdrawal that nobody has decided about
 * @param {string} options.text to be read out where consent is asked, in the customer's language
 * @param {string} options.taken to be read out where the pictures are asked about
 * @param {string} options.language of the texts
 * @param {boolean} options.busy
 * @param {ConsentActs} options.act
 */
export function consentPanel({ given, undecided, text, taken, language, busy, act }) {
  if (given) return withdrawal(busy, act);
  if (undecided) return decision({ undecided, taken, language, busy, act });
  return panel({
    title: t("consultant.consent.title"),
    kind: "consent",
    close: act.close,
    body: aloud(text, language),
    foot: html`<div class="entity-buttons">
      <button type="button" class="button call" ?disabled=${busy} @click=${() => act.recordConsent(false)}>
        ${t("consultant.consent.says-no")}
      </button>
      <button type="button" class="button call primary" ?disabled=${busy} @click=${() => act.recordConsent(true)}>
        ${icon("check")}${t("consultant.consent.says-yes")}
      </button>
    </div>`,
  });
}

/** @param {boolean} busy @param {ConsentActs} act */
function withdrawal(busy, act) {
  return panel({
    title: t("consultant.consent.withdraw-title"),
    kind: "consent",
    close: act.close,
    body: html`<p>${t("consultant.consent.withdraw-text")}</p>`,
    foot: html`<div class="entity-buttons">
      <button type="button" class="button call" ?disabled=${busy} @click=${() => act.recordConsent(false)}>
        ${icon("cross")}${t("consultant.consent.withdraw")}
      </button>
    </div>`,
  });
}

/** Neither answer is the likelier one. @param {{undecided: number, taken: string, language: string, busy: boolean, act: ConsentActs}} options */
function decision({ undecided, taken, language, busy, act }) {
  return panel({
    title: tn("consultant.photo.count", undecided),
    kind: "consent",
    close: act.close,
    body: aloud(taken, language),
    foot: html`<div class="entity-buttons">
      <button type="button" class="button call" ?disabled=${busy} @click=${() => act.recordConsent(false, "stills_taken")}>
        ${t("consultant.consent.delete")}
      </button>
      <button type="button" class="button call" ?disabled=${busy} @click=${() => act.recordConsent(true, "stills_taken")}>
        ${t("consultant.consent.keep")}
      </button>
    </div>`,
  });
}

/** @param {string} text @param {string} language */
function aloud(text, language) {
  return html`<p>${t("consultant.consent.aloud")}</p>
    <blockquote class="consent-text" lang=${language}>${text}</blockquote>`;
}
