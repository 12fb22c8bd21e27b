/** The selected consultation: its protocol beside its data. */

import { html, nothing } from "lit-html";
import { keyed } from "lit-html/directives/keyed.js";
import { ref } from "lit-html/directives/ref.js";

import { connectionResult } from "../shared/connection-result.js";
import { addressLine, stateLook, telLink } from "../shared/consultation-words.js";
import { dayInFigures, timeOfDay } from "../shared/dates.js";
import { t, tn } from "../shared/i18n.js";
import { icon } from "../shared/icons.js";
import { callChart } from "./call-chart.js";
import { invitationPanel } from "../shared/invitation-panel.js";
import { levelSign } from "../shared/level-sign.js";
import { papersPanel } from "../shared/papers/panel.js";
import { calledBy, fullName } from "../shared/people.js";
import { facts } from "../shared/prepare/facts.js";

/** @typedef {import("./state.js").State} State */
/** @typedef {import("./state.js").Detail} Detail */
/** @typedef {import("./state.js").Protocol} Protocol */

/** @typedef {{prepare: () => void, papers: import("../shared/papers/desk.js").PapersDesk}} Known */

const OPEN = new Set(["requested", "scheduled", "in_call", "paused"]);
const EDITABLE = new Set([...OPEN, "in_review"]);
const MINUTE_MS = 60_000;

/** @param {State} state @param {{invite: () => void, copyLink: () => void, close: () => void, prepare: () => void, papers: import("../shared/papers/desk.js").PapersDesk}} actions */
export function preview(state, actions) {
  const { detail } = state;
  if (!detail) {
    return html`<aside class="view" aria-label=${t("office.archive.preview")}>
      <p class="empty">${t(state.selected ? "common.loading" : "office.archive.choose")}</p>
    </aside>`;
  }
  const ready = state.protocol?.state === "ready" ? state.protocol : null;
  return html`<aside class="view shown" aria-label=${t("office.archive.preview")}>
    ${head(detail, actions)}
    <div class="inside">
      ${state.refusal ? html`<p class="banner warn" role="alert">${icon("warning")}<span>${state.refusal}</span></p>` : nothing}
      ${sheet(detail, state.protocol)} ${data(detail, state.protocol)} ${known(state, detail, actions)} ${callChart(state.callLog)}
      ${OPEN.has(detail.state)
        ? html`<div class="card link-card">
            <h3>${t("office.invitation.title")}</h3>
            ${invitationPanel(
              state.invitation,
              { busy: state.inviting, copied: state.copied, name: calledBy(detail.customer) },
              actions,
            )}
          </div>`
        : nothing}
    </div>
    ${ready?.url ? foot(detail, ready.url) : nothing}
  </aside>`;
}

/** What is known beforehand. @param {State} state @param {Detail} detail @param {Known} actions */
function known(state, detail, actions) {
  return html`<section class="house" aria-labelledby="house-title">
    <h3 id="house-title">${t("papers.prepare.heading")}</h3>
    ${facts(state.log, state.checklist, detail.templates)}
    ${EDITABLE.has(detail.state) && state.checklist
      ? html`<div class="known-acts">
          <button type="button" class="button" @click=${actions.prepare}>${icon("pencil")}${t("papers.prepare.open")}</button>
        </div>`
      : nothing}
    ${papersPanel(state.papers, actions.papers, { editable: EDITABLE.has(detail.state) })}
  </section>`;
}

/** @param {Detail} detail @param {{close: () => void}} actions */
function head(detail, actions) {
  const look = stateLook(detail.state);
  return html`<header>
    <div class="title">
      <h2 class="num">${detail.number}</h2>
      <button type="button" class="button quiet square close" aria-label=${t("common.close")} @click=${actions.close}>
        ${icon("cross")}
      </button>
    </div>
    <p>
      ${detail.overall && detail.started_at ? levelSign(detail.overall.level, detail.overall.unclear) : nothing}
      <span class="standing ${look.mood}">${icon(look.icon, "small")}${look.word}</span>
      ${detail.started_at && detail.open_points
        ? html`<span class="soft">${tn("office.open_points", detail.open_points)}</span>`
        : nothing}
    </p>
  </header>`;
}

/** @param {Detail} detail @param {Protocol|null} protocol */
function sheet(detail, protocol) {
  switch (protocol?.state) {
    case "ready":
      // A new version is a new document: the frame must not keep the old one.
      return keyed(
        `${detail.id}/${protocol.version}`,
        html`<iframe
          class="sheet"
          src="${protocol.url}#view=FitH&toolbar=0&navpanes=0"
          title=${t("office.archive.protocol_of", { number: detail.number })}
        ></iframe>`,
      );
    case "queued":
    case "rendering":
      return html`<div class="sheet wait" role="status">
        <span class="spinner" aria-hidden="true"></span>
        <p>${t("office.archive.rendering")}</p>
        <div class="progress" ${ref(setPart(protocol.progress ?? 0))}><i></i></div>
      </div>`;
    case "failed":
      return html`<p class="banner warn">${icon("warning")}<span>${t("office.archive.failed")}</span></p>`;
    default:
      return html`<div class="sheet wait none">${icon("document")}<p>${t("office.archive.no_protocol")}</p></div>`;
  }
}

/** @param {number} part @returns {(element: Element|undefined) => void} */
function setPart(part) {
  return (element) => /** @type {HTMLElement|undefined} */ (element)?.style.setProperty("--part", String(part));
}

/** @param {Detail} detail @param {Protocol|null} protocol */
function data(detail, protocol) {
  const { customer, address } = detail;
  const stills = detail.consents.filter((one) => one.purpose === "stills").at(-1);
  const consent = stills ? (stills.given ? "given" : "refused") : "open";
  const town = [address.postcode, address.city].filter(Boolean).join(" ");
  return html`<dl class="data">
    ${entry("customer", html`${fullName(customer)}`)}
    ${entry("address", html`${addressLine(address)}<br />${town}`)}
    ${customer.phone ? entry("phone", html`<a href=${telLink(customer.phone)}>${customer.phone}</a>`) : nothing}
    ${entry("consultant", html`${detail.consultant?.name ?? t("office.data.nobody")}`)}
    ${entry("call", html`${talk(detail)}`)}
    ${detail.connection_test || OPEN.has(detail.state)
      ? html`<div>
          <dt>${t("connection.result.title")}</dt>
          <dd>${detail.connection_test ? connectionResult(detail.connection_test) : t("connection.result.none")}</dd>
        </div>`
      : nothing}
    ${entry("photos", html`${detail.photos}, ${t(`office.data.consent_${consent}`)}`)}
    ${protocol?.state === "ready" && protocol.pages
      ? entry("protocol", html`${tn("office.data.pages", protocol.pages)}`)
      : nothing}
  </dl>`;
}

/** @param {string} name @param {import("lit-html").TemplateResult} value */
function entry(name, value) {
  return html`<div>
    <dt>${t(`office.data.${name}`)}</dt>
    <dd>${value}</dd>
  </div>`;
}

/** When they talked and for how long. @param {Detail} detail */
function talk({ scheduled_at, started_at, ended_at }) {
  const begin = started_at ?? scheduled_at;
  if (!begin) return t("office.data.no_date");
  const at = new Date(begin);
  const moment = t("office.data.moment", { day: dayInFigures(at), time: timeOfDay(at) });
  if (!started_at || !ended_at) return moment;
  const minutes = Math.max(1, Math.round((new Date(ended_at).getTime() - at.getTime()) / MINUTE_MS));
  return t("office.data.lasted", { moment, minutes });
}

/** @param {Detail} detail @param {string} url */
function foot(detail, url) {
  return html`<footer>
    <a class="button primary" href=${url} target="_blank" rel="noopener">${icon("document")}${t("office.open_protocol")}</a>
    <a class="button" href=${url} download="${detail.number}.pdf">${icon("download")}${t("office.archive.download")}</a>
  </footer>`;
}
