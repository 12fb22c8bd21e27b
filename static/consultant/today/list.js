/** The consultations of a day, one card each. */

import { html, nothing } from "lit-html";

import { addressLine, stateLook, whenOf } from "../../shared/consultation-words.js";
import { timeOfDay } from "../../shared/dates.js";
import { t, tn } from "../../shared/i18n.js";
import { icon } from "../../shared/icons.js";
import { levelIcon } from "../../shared/level-sign.js";
import { calledBy } from "../../shared/people.js";
import { roadRow } from "./road-view.js";

/** @typedef {import("./state.js").State} State */
/** @typedef {import("../../shared/consultation-words.js").Summary} Summary */

const PAST = new Set(["released", "superseded", "withdrawn", "cancelled"]);

/** @param {State} state @param {{select: (id: string) => void, reload: () => void, openForm: () => void, road: {prepare: () => Promise<void>}}} actions */
export function list(state, actions) {
  return html`<nav class="day" aria-label=${t("office.today.list")}>${roadRow(state, actions.road)}${content(state, actions)}</nav>`;
}

/** @param {State} state @param {{select: (id: string) => void, reload: () => void, openForm: () => void}} actions */
function content({ consultations, trouble, selected, waiting }, actions) {
  if (consultations === null) {
    return trouble === "none"
      ? html`<p class="empty"><span class="spinner" aria-hidden="true"></span>${t("common.loading")}</p>`
      : html`<div class="banner warn">
          ${icon("wifi-off")}<span>${t("common.unreachable")}</span>
          <button type="button" class="button" @click=${actions.reload}>${t("common.again")}</button>
        </div>`;
  }
  if (consultations.length === 0) {
    return html`<div class="empty">
      <p>${t("office.today.none")}</p>
      <button type="button" class="button" @click=${actions.openForm}>${icon("plus")}${t("office.today.now")}</button>
    </div>`;
  }
  return consultations.map((one) => card(one, one.id === selected, waiting[one.id], actions));
}

/** @param {Summary} one @param {boolean} chosen @param {Date|undefined} waiting @param {{select: (id: string) => void}} actions */
function card(one, chosen, waiting, actions) {
  const moment = whenOf(one);
  return html`<button
    type="button"
    class="event ${chosen ? "chosen" : ""} ${PAST.has(one.state) ? "past" : ""}"
    aria-current=${chosen ? "true" : nothing}
    @click=${() => actions.select(one.id)}
  >
    <time class="num">${moment ? timeOfDay(moment) : "–"}</time>
    <b>${calledBy(one.customer)}</b>
    ${tag(one, waiting)}
    <span class="where">${addressLine(one.address)}</span>
    ${standing(one)}
  </button>`;
}

const AWAITED = new Set(["requested", "scheduled"]);
const MINUTE_MS = 60_000;

/** How it stands; before the call, how long she waits already. @param {Summary} one @param {Date|undefined} waiting */
function tag(one, waiting) {
  const look = stateLook(one.state);
  if (waiting && AWAITED.has(one.state)) {
    const minutes = Math.floor((Date.now() - waiting.getTime()) / MINUTE_MS);
    return html`<span class="tag num">${icon("clock", "small")}${minutes ? t("papers.today.waits", { minutes }) : t("papers.today.waits_now")}</span>`;
  }
  if (one.onsite_open && one.state === "in_review") {
    return html`<span class="tag">${icon("house", "small")}${t("papers.today.visit")}</span>`;
  }
  return html`<span class="tag ${look.mood}">${icon(look.icon, "small")}${look.word}</span>`;
}

/** What the customer's own test said. @param {Summary} one */
function tested(one) {
  const verdict = one.connection_verdict;
  if (!verdict) return html`<span class="standing warn">${icon("help", "small")}${t("papers.today.no_test")}</span>`;
  return html`<span class="standing ${verdict === "good" ? "" : "warn"}">
    ${icon(verdict === "good" ? "signal" : "warning", "small")}${t("papers.today.test", { verdict: t(`connection.result.verdict.${verdict}`) })}
  </span>`;
}

/** The one thing worth knowing about it. @param {Summary} one */
function standing(one) {
  if (one.onsite_open && one.started_at && one.state !== "in_call") {
    return html`<span class="standing warn">${icon("warning", "small")}${tn("papers.today.onsite", one.onsite_open)}</span>`;
  }
  if (AWAITED.has(one.state)) return tested(one);
  const { protocol, overall, open_points: points } = one;
  if (protocol?.state === "ready" && one.state !== "in_call") {
    const key = one.state === "released" ? "office.today.protocol_released" : "office.today.protocol_ready";
    return html`<span class="standing">${icon("document", "small")}${t(key)}</span>`;
  }
  if (protocol && (protocol.state === "queued" || protocol.state === "rendering")) {
    return html`<span class="standing">${icon("clock", "small")}${t("office.today.protocol_rendering")}</span>`;
  }
  if (protocol?.state === "failed") {
    return html`<span class="standing warn">${icon("warning", "small")}${t("office.today.protocol_failed")}</span>`;
  }
  if (overall && overall.level !== "not_assessed" && one.started_at) {
    return html`<span class="standing">
      ${levelIcon(overall.level, overall.unclear)}${t(`common.level.${overall.level}`)}${points
        ? html`<span class="soft">${tn("office.open_points", points)}</span>`
        : nothing}
    </span>`;
  }
  return nothing;
}
