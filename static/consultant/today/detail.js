/** The selected consultation: who, what is known, the customer's link, and the button that begins the call. */

import { html, nothing } from "lit-html";

import { connectionCard } from "../../shared/connection-result.js";
import { addressLine, telLink } from "../../shared/consultation-words.js";
import { t } from "../../shared/i18n.js";
import { icon } from "../../shared/icons.js";
import { invitationPanel } from "../../shared/invitation-panel.js";
import { levelSign } from "../../shared/level-sign.js";
import { papersPanel } from "../../shared/papers/panel.js";
import { calledBy } from "../../shared/people.js";
import { facts } from "../../shared/prepare/facts.js";
import { onsiteLink } from "./road-view.js";

/** @typedef {import("./state.js").State} State */
/** @typedef {import("./state.js").Detail} Detail */

const OPEN = new Set(["requested", "scheduled", "in_call", "paused"]);
const EDITABLE = new Set([...OPEN, "in_review"]);

/**
 * @typedef {object} DetailActions
 * @property {() => void} begin
 * @property {() => void} invite
 * @property {() => void} copyLink
 * @property {() => void} prepare
 * @property {import("../../shared/papers/desk.js").PapersDesk} papers
 */

/** @param {State} state @param {DetailActions} actions */
export function detail(state, actions) {
  const { detail: one } = state;
  if (!one) {
    return html`<section class="detail"><p class="empty">${state.selected ? t("common.loading") : nothing}</p></section>`;
  }
  return html`<section class="detail" aria-labelledby="detail-name">
    ${head(one)}
    <div class="known">
      ${state.refusal ? html`<p class="banner warn" role="alert">${icon("warning")}<span>${state.refusal}</span></p>` : nothing}
      ${state.customerHere && OPEN.has(one.state)
        ? html`<p class="banner" role="status">
            ${icon("person")}<b>${t("office.today.waiting", { name: calledBy(one.customer) })}</b>
          </p>`
        : nothing}
      ${result(one)} ${OPEN.has(one.state) ? connectionCard(one.connection_test) : nothing} ${facts(state.log, state.checklist, one.templates)}
      ${EDITABLE.has(one.state) && state.checklist
        ? html`<div class="known-acts">
            <button type="button" class="button" @click=${actions.prepare}>${icon("pencil")}${t("papers.prepare.open")}</button>
          </div>`
        : nothing}
      ${papersPanel(state.papers, actions.papers, { editable: EDITABLE.has(one.state) })}
      ${OPEN.has(one.state) ? link(state, one, actions) : nothing}
    </div>
    ${foot(state, one, actions)}
  </section>`;
}

/** @param {Detail} one */
function head(one) {
  const { customer } = one;
  return html`<header>
    <div>
      <h2 id="detail-name">${calledBy(customer)}</h2>
      <p class="soft num">${customer.name} · ${addressLine(one.address)} · <span class="whole">${one.number}</span></p>
    </div>
    ${customer.phone
      ? html`<a class="button" href=${telLink(customer.phone)}>${icon("phone")}<span class="num">${customer.phone}</span></a>`
      : nothing}
  </header>`;
}

/** @param {Detail} one */
function result(one) {
  if (!one.started_at || !one.overall) return nothing;
  return html`<div class="card result">
    <span class="soft">${t("office.overall")}</span>
    <span>${levelSign(one.overall.level, one.overall.unclear)}</span>
    ${one.protocol?.state === "ready" && one.protocol.url
      ? html`<a class="button" href=${one.protocol.url} target="_blank" rel="noopener"
          >${icon("document")}${t("office.open_protocol")}</a
        >`
      : nothing}
  </div>`;
}

/** @param {State} state @param {Detail} one @param {DetailActions} actions */
function link(state, one, actions) {
  return html`<div class="card link-card">
    <h3 class=${state.invitation ? "" : "unseen"}>${t("office.invitation.title")}</h3>
    ${invitationPanel(
      state.invitation,
      { busy: state.inviting, copied: state.copied, name: calledBy(one.customer) },
      actions,
    )}
  </div>`;
}

/** @param {State} state @param {Detail} one @param {DetailActions} actions */
function foot(state, one, actions) {
  const key = one.state === "in_call" || one.state === "paused" ? "go_on" : OPEN.has(one.state) ? "begin" : "look";
  const hint = OPEN.has(one.state)
    ? t(state.customerHere ? "office.today.sees_soon" : "office.today.not_here", { name: calledBy(one.customer) })
    : "";
  return html`<footer>
    <p class="soft">${hint}</p>
    ${onsiteLink(state, one)}
    ${state.road.offline
      ? nothing
      : html`<button type="button" class="button ${key === "look" ? "" : "primary"}" ?disabled=${state.starting} @click=${actions.begin}>
          ${icon(key === "look" ? "list" : "play")}${t(`office.today.${key}`)}
        </button>`}
  </footer>`;
}
