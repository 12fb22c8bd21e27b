/** What the cockpit says about the telephone: that it would help, whom to call, and that they are on it. */

import { html, nothing } from "lit-html";
import { telLink } from "../shared/consultation-words.js";
import { icon } from "../shared/icons.js";
import { t } from "../shared/i18n.js";
import { calledBy } from "../shared/people.js";
import { isOver } from "./item-view.js";

/** @typedef {import("./state.js").State} State */
/** @typedef {import("./telephone.js").Telephone} Telephone */

/** @param {State} state @param {Telephone} act */
export function telephoneBanner(state, act) {
  const { call, line, consultation } = state;
  if (call.role !== "consultant" || !consultation || isOver(state)) return nothing;
  const on = call.telephone === true;
  const silent = line.step === "text" && call.stream !== null;
  if (!on && !silent && !call.hearsNothing) return nothing;
  const customer = calledBy(consultation.customer);
  const { phone } = consultation.customer;
  return html`<div class="banner telephone ${on ? "" : "warn"}" role="status">
    ${icon("phone")}
    <p>
      <b>${t(on ? "telephone.cockpit.on" : call.hearsNothing ? "telephone.cockpit.asked" : "telephone.cockpit.silent", { customer })}</b>
      <span>${t(on ? "telephone.cockpit.on_why" : phone ? "telephone.cockpit.other" : "telephone.cockpit.no_number")}</span>
    </p>
    <div class="telephone-acts">
      ${phone && !on
        ? html`<a class="button" href=${telLink(phone)}>${icon("phone", "small")}${t("telephone.cockpit.call", { phone })}</a>`
        : nothing}
      <button type="button" class="button ${on ? "" : "primary"}" aria-pressed=${String(on)} @click=${act.toggle}>
        ${icon(on ? "check" : "speaker-off", "small")}${t("telephone.cockpit.toggle")}
      </button>
    </div>
  </div>`;
}

/** Among the steps of the ladder, for whoever takes up the telephone without being asked. @param {boolean|null} on @param {Telephone} act */
export function telephoneStep(on, act) {
  return html`<button type="button" class="line-step line-telephone" aria-pressed=${String(on === true)} @click=${act.toggle}>
    ${on ? icon("check", "small") : icon("phone", "small")}<span>${t("telephone.cockpit.toggle")}</span>
  </button>`;
}
