/** Greeting, three steps, the question about stills, and the button that starts the camera. */

import { html, nothing } from "lit-html";

import { dayInWords, isSameDay, timeAsSpoken } from "../../shared/dates.js";
import { pick, t } from "../../shared/i18n.js";
import { icon } from "../../shared/icons.js";
import { sheet } from "./frame.js";
import { consultantName, consultantShort, customerName } from "./names.js";

/** @typedef {import("../state.js").State} State */
/** @typedef {import("../state.js").Visit} Visit */

const EARLY_MS = 30 * 60 * 1000;

/**
 * @param {State} state
 * @param {{answerConsent: (given: boolean) => void, start: () => void, testConnection: () => void}} actions
 */
export function welcome(state, actions) {
  const visit = /** @type {Visit} */ (state.visit);
  return sheet(
    html`
      <div class="who">
        <span class="face">${icon("person")}</span>
        <h1>${t("customer.welcome.greeting", { name: customerName(visit) })}</h1>
        <p>${appointment(visit, new Date())}</p>
      </div>
      ${visit.seat.occupied ? note(t("customer.welcome.occupied")) : nothing}
      <ol class="steps">
        ${[
          t("customer.welcome.step_camera"),
          t("customer.welcome.step_look", { consultant: consultantShort(visit) }),
          t("customer.welcome.step_protocol"),
        ].map((text, index) => html`<li><b aria-hidden="true">${index + 1}</b><span>${text}</span></li>`)}
      </ol>
      ${question(state, visit, actions)} ${buttons(state, actions)[1]}
    `,
    startButton(state, actions),
    { languages: !state.opening },
  );
}

/** @param {Visit} visit @param {Date} now */
function appointment(visit, now) {
  const { consultant, scheduled_at } = visit.consultation;
  const who = consultantName(visit);
  if (!scheduled_at) return consultant ? t("customer.welcome.now", { consultant: who }) : t("customer.welcome.we_now");
  const at = new Date(scheduled_at);
  const time = timeAsSpoken(at);
  const key = `${consultant ? "consultant" : "we"}_${isSameDay(at, now) ? "today" : "on"}`;
  return t(`customer.welcome.${key}`, { consultant: who, time, day: dayInWords(at) });
}

/** @param {string} text */
function note(text) {
  return html`<p class="banner">${icon("phone")}<span>${text}</span></p>`;
}

/**
 * The question, what she most wants to know about it, and the whole text one tap away. Nothing is chosen for her.
 * @param {State} state @param {Visit} visit @param {{answerConsent: (given: boolean) => void}} actions
 */
export function question(state, visit, actions) {
  const missing = state.consentMissing && state.consent === null;
  return html`<section class="ask ${missing ? "missing" : ""}" aria-labelledby="consent-question">
    <h2 id="consent-question">${pick(visit.consent.title)}</h2>
    <p>${t("customer.welcome.consent_short")}</p>
    <details>
      <summary>${icon("chevron-down", "small")}${t("customer.welcome.consent_whole")}</summary>
      ${pick(visit.consent.text)
        .split(/\n{2,}/)
        .map((paragraph) => html`<p>${paragraph}</p>`)}
    </details>
    <div class="yes-no" role="group" aria-labelledby="consent-question">
      ${[true, false].map(
        (given) =>
          html`<button
            type="button"
            class="chip box call"
            aria-pressed=${String(state.consent === given)}
            ?disabled=${state.opening}
            @click=${() => actions.answerConsent(given)}
          >
            ${state.consent === given ? icon("check") : nothing}${t(given ? "customer.yes" : "customer.no")}
          </button>`,
      )}
    </div>
    <p class="result" role="status">${result(state, missing)}</p>
  </section>`;
}

/** @param {State} state @param {boolean} missing */
function result(state, missing) {
  if (missing) return html`<span class="wrong">${icon("arrow-up")}${t("customer.welcome.answer_first")}</span>`;
  if (state.consentState === "failed") {
    return html`<span class="wrong">${icon("warning")}${t("customer.welcome.answer_not_saved")}</span>`;
  }
  return state.picturesOpen && state.consent === false ? t("customer.pictures.question_refused") : nothing;
}

/** @param {State} state @param {{start: () => void, testConnection: () => void}} actions */
function startButton(state, actions) {
  if (state.opening) {
    return html`<p class="wait-allow" role="status">
      <span class="spinner" aria-hidden="true"></span>${t("customer.welcome.please_allow")}
    </p>`;
  }
  return buttons(state, actions)[0];
}

/**
 * The one big button, and the quieter one below the question: well before the appointment one comes for the test.
 * @param {State} state @param {{start: () => void, testConnection: () => void}} actions
 * @returns {(import("lit-html").TemplateResult | typeof nothing)[]}
 */
function buttons(state, actions) {
  const visit = /** @type {Visit} */ (state.visit);
  const start = html`${icon("camera")}${t(visit.seat.occupied ? "customer.welcome.start_here" : "customer.welcome.start")}`;
  const test = html`${icon("signal")}${t("connection.offer")}`;
  const early = isEarly(visit, Date.now());
  const big = html`<button type="button" class="button primary big" @click=${early ? actions.testConnection : actions.start}>
    ${early ? test : start}
  </button>`;
  const second = html`<button type="button" class="button wide second" @click=${early ? actions.start : actions.testConnection}>
    ${early ? start : test}
  </button>`;
  return [big, state.opening || visit.seat.occupied ? nothing : second];
}

/** There is time for the connection test, which is then what one comes for. @param {Visit} visit @param {number} now */
function isEarly({ seat, consultation }, now) {
  const { scheduled_at, state } = consultation;
  const waits = state === "scheduled" && !seat.occupied && scheduled_at !== null;
  return waits && new Date(scheduled_at).getTime() - now > EARLY_MS;
}
