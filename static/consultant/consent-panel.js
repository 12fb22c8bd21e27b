/** Consent by word of mouth: the text to read aloud, and the customer's yes or no. */

import { html } from "lit-html";
import { icon } from "../shared/icons.js";
import { t } from "../shared/i18n.js";
import { panel } from "./panel.js";

/**
 * @param {object} options
 * @param {string} options.text in the customer's language
 * @param {string} options.language of the text
 * @param {boolean} options.busy
 * @param {{close: () => void, recordConsent: (given: boolean) => void}} options.act
 */
export function consentPanel({ text, language, busy, act }) {
  return panel({
    title: t("consultant.consent.title"),
    kind: "consent",
    close: act.close,
    body: html`<p>${t("consultant.consent.aloud")}</p>
      <blockquote class="consent-text" lang=${language}>${text}</blockquote>`,
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
