/** Above the day: keep it for the road, and what waits on this device. */

import { html, nothing } from "lit-html";
import { language, pageData, t, tn } from "../../shared/i18n.js";
import { icon } from "../../shared/icons.js";

/** @typedef {import("./state.js").State} State */

const days = new Intl.DateTimeFormat(language === "de" ? "de-DE" : "en-GB", { day: "numeric", month: "long" });

/** @param {State} state @param {{prepare: () => Promise<void>}} road */
export function roadRow({ road: state, consultations }, road) {
  return html`${state.offline
      ? html`<p class="banner warn" role="status">${icon("wifi-off")}<span>${t("visit.road.offline")}</span></p>`
      : prepareKey(state, consultations ?? [], road)}
    ${state.failed ? html`<p class="banner warn" role="alert">${icon("warning")}<span>${t("visit.road.failed")}</span></p>` : nothing}
    ${state.open.map(
      (id) => html`<p class="banner" role="status">
        ${icon("clock")}<span>${t("visit.road.open")}</span>
        <a class="button" href=${`/consultant/consultations/${id}`}>${t("visit.road.open_it")}</a>
      </p>`,
    )}
    ${state.others
      ? html`<p class="banner" role="status">
          ${icon("lock")}<span>${tn("visit.road.others", state.others.count, { day: days.format(new Date(state.others.until)) })}</span>
        </p>`
      : nothing}`;
}

/** @param {State["road"]} state @param {{id: string, state: string}[]} consultations @param {{prepare: () => Promise<void>}} road */
function prepareKey({ ready, preparing }, consultations, road) {
  const open = consultations.filter(({ state }) => !["released", "superseded", "withdrawn", "cancelled"].includes(state));
  if (!open.length || pageData.frame) return nothing;
  const here = open.filter(({ id }) => ready.includes(id)).length;
  return html`<div class="road">
    <button type="button" class="button wide" ?disabled=${preparing > 0} @click=${() => void road.prepare()}>
      ${preparing ? html`<span class="spinner" aria-hidden="true"></span>` : icon(here === open.length ? "check" : "visit")}
      ${preparing ? tn("visit.road.preparing", preparing) : t("visit.road.prepare")}
    </button>
    <p class="soft" role="status">${here ? t("visit.road.ready", { n: here, all: open.length }) : t("visit.road.why")}</p>
  </div>`;
}

/** The visit instead of the call. @param {State} state @param {{id: string, state: string}} one */
export function onsiteLink({ road }, one) {
  if (["released", "superseded", "withdrawn", "cancelled"].includes(one.state) || pageData.user?.role === "office") return nothing;
  return html`<a class="button" href=${`/consultant/consultations/${one.id}#onsite`}>${icon("visit")}${t("visit.onsite.begin")}</a>
    ${road.offline ? html`<a class="button" href=${`/consultant/consultations/${one.id}`}>${t("visit.road.open_it")}</a>` : nothing}`;
}
