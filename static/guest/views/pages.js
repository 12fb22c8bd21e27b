/** A guest's page before and after the call. */

import { html, nothing } from "lit-html";

import { telLink } from "../../shared/consultation-words.js";
import { guestName } from "../../shared/guests.js";
import { language, pageData, t } from "../../shared/i18n.js";
import { icon, logoMark } from "../../shared/icons.js";
import { both, withBoth } from "../names.js";

/** @typedef {import("../state.js").State} State */
/** @typedef {import("../controller.js").Controller} Controller */
/** @typedef {import("lit-html").TemplateResult | typeof nothing} Part */

/** @param {Part} content @param {Part} [foot] @param {{languages?: boolean}} [options] */
function sheet(content, foot = nothing, { languages = true } = {}) {
  const other = language === "de" ? "en" : "de";
  return html`<div class="sheet">
    <header>
      <span class="brand">${logoMark()}${pageData.utility?.name ?? ""}</span>
      ${languages
        ? html`<a class="language" href="?lang=${other}${location.hash}" lang=${other} hreflang=${other}>${t("guest.page.other_language")}</a>`
        : nothing}
    </header>
    <div class="body">${content}</div>
    <footer>${foot}</footer>
  </div>`;
}

/** @param {string} sign @param {"calm"|"warn"|"done"} mood @param {string} title @param {string} text */
function message(sign, mood, title, text) {
  return html`<span class="big-sign ${mood}">${icon(sign)}</span>
    <h1 tabindex="-1">${title}</h1>
    <p class="lead">${text}</p>`;
}

export function loading() {
  return sheet(
    html`<p class="guest-wait" role="status"><span class="spinner" aria-hidden="true"></span>${t("guest.page.loading")}</p>`,
  );
}

/** @param {State} state @param {Controller} actions */
export function welcome(state, actions) {
  const names = both(state.visit);
  const guest = state.visit?.guest ?? { name: "", kind: "" };
  return sheet(
    html`${message(state.refused ? "mic-off" : "person", state.refused ? "warn" : "calm", t("guest.welcome.title"), t("guest.welcome.lead", withBoth(state.visit)))}
      <p class="banner">${icon("eye")}<span>${t("guest.welcome.shown", { who: guestName(guest), ...names })}</span></p>
      ${state.refused ? refused(state, actions) : html`<ol class="steps">
        ${[t("guest.welcome.step_voice"), t("guest.welcome.step_see"), t("guest.welcome.step_keep")].map(
          (text, index) => html`<li><b aria-hidden="true">${index + 1}</b><span>${text}</span></li>`,
        )}
      </ol>`}`,
    state.opening
      ? html`<p class="guest-wait" role="status"><span class="spinner" aria-hidden="true"></span>${t("guest.welcome.allow")}</p>`
      : html`<button type="button" class="button primary big" @click=${actions.start}>
            ${icon("mic")}${t(state.refused ? "guest.welcome.again" : "guest.welcome.start")}
          </button>
          <button type="button" class="button wide second" @click=${actions.listen}>${icon("speaker")}${t("guest.welcome.listen")}</button>`,
    { languages: !state.opening },
  );
}

/** @param {State} state @param {Controller} actions */
function refused({ copied }, actions) {
  return html`<div class="guest-help" role="alert">
    <h2>${t("guest.refused.title")}</h2>
    <ol class="steps">
      ${[t("guest.refused.step_lock"), t("guest.refused.step_app")].map(
        (text, index) => html`<li><b aria-hidden="true">${index + 1}</b><span>${text}</span></li>`,
      )}
    </ol>
    <button type="button" class="button wide call" @click=${actions.copyLink}>
      ${icon(copied ? "check" : "copy")}${t(copied ? "guest.refused.copied" : "guest.refused.copy")}
    </button>
  </div>`;
}

/** @param {State} state @param {Controller} actions */
export function problem({ problem: kind }, actions) {
  const text = message(kind === "unreachable" ? "wifi-off" : "link", "warn", t(`guest.problem.${kind}.title`), t(`guest.problem.${kind}.text`));
  if (kind === "unreachable") {
    return sheet(
      text,
      html`<button type="button" class="button primary big" @click=${actions.enter}>${icon("refresh")}${t("guest.page.again")}</button>`,
    );
  }
  return sheet(text, phone());
}

/** @param {State} state @param {Controller} actions */
export function takenOver(state, actions) {
  return sheet(
    message("phone", "warn", t("guest.taken_over.title"), t("guest.taken_over.text")),
    html`<button type="button" class="button primary big" @click=${actions.rejoin}>${icon("arrow-right")}${t("guest.taken_over.back")}</button>`,
    { languages: false },
  );
}

/** @param {State} state @param {Controller} actions */
export function ended({ endedBy }, actions) {
  const self = endedBy === "self";
  return sheet(
    message("check", "done", t("guest.ended.title"), t(self ? "guest.ended.self" : "guest.ended.others")),
    self
      ? html`<button type="button" class="button wide second" @click=${actions.start}>${icon("mic")}${t("guest.ended.rejoin")}</button>`
      : nothing,
    { languages: false },
  );
}

function phone() {
  const number = pageData.utility?.phone;
  if (!number) return nothing;
  return html`<a class="button primary big" href=${telLink(number)}>${icon("phone")}${t("guest.page.call", { phone: number })}</a>`;
}
