/** The link does not lead on, the seat is taken, another device took over: one sentence, what to do, a number. */

import { html } from "lit-html";

import { t } from "../../shared/i18n.js";
import { icon } from "../../shared/icons.js";
import { bigSign, callButton, sheet } from "./frame.js";
import { consultantShort } from "./names.js";

/** @typedef {import("../state.js").State} State */

export function loading() {
  return sheet(
    html`<p class="wait-allow" role="status"><span class="spinner" aria-hidden="true"></span>${t("customer.loading")}</p>`,
  );
}

/** @param {State} state @param {{enterAgain: () => void}} actions */
export function problem(state, actions) {
  const kind = state.problem ?? "wrong";
  const sign = kind === "unreachable" ? "wifi-off" : "link";
  const text = message(sign, t(`customer.problem.${kind}.title`), t(`customer.problem.${kind}.text`));
  if (kind === "unreachable") return sheet(text, button("refresh", t("customer.try_again"), actions.enterAgain));
  return sheet(text, callButton(), { phone: false });
}

/** Two devices with the same link. @param {State} state @param {{takeOver: () => void}} actions */
export function elsewhere(state, actions) {
  return sheet(
    message("phone", t("customer.elsewhere.title"), t("customer.elsewhere.text")),
    button("arrow-right", t("customer.welcome.start_here"), actions.takeOver),
    { languages: false },
  );
}

/** @param {State} state @param {{takeOver: () => void}} actions */
export function takenOver(state, actions) {
  const text = t("customer.taken_over.text", { consultant: consultantShort(state.visit) });
  return sheet(
    message("phone", t("customer.taken_over.title"), text),
    button("arrow-right", t("customer.taken_over.back"), actions.takeOver),
    { languages: false },
  );
}

/** @param {string} name of the sign @param {string} title @param {string} text */
function message(name, title, text) {
  return html`${bigSign(name, "warn")}
    <h1>${title}</h1>
    <p class="lead" role="alert">${text}</p>`;
}

/** @param {string} name @param {string} text @param {() => void} act */
function button(name, text, act) {
  return html`<button type="button" class="button primary big" @click=${act}>${icon(name)}${text}</button>`;
}
