/** The list: what is to be taken, one after another; what waits for the network, what is on its way, what has arrived. */

import { html, nothing } from "lit-html";
import { ref } from "lit-html/directives/ref.js";
import { repeat } from "lit-html/directives/repeat.js";

import { t, tn } from "../../shared/i18n.js";
import { icon, signalBars } from "../../shared/icons.js";
import { bigSign, sheet } from "./frame.js";
import { offlineCamera, offlinePreview } from "./offline-camera.js";

/** @typedef {import("../state.js").State} State */
/** @typedef {import("../offline.js").ListState} ListState */
/** @typedef {import("../../shared/picture-queue.js").Entry} Entry */
/** @typedef {import("../offline.js").OfflineList} Actions */

const SHORT = 32; // characters that fit on the button

/** @param {State} state @param {ListState} list @param {Actions} actions */
export function offlineView(state, list, actions) {
  if (list.ended) return deleted(list.ended, actions);
  const next = actions.next;
  if (list.view === "camera" && next) return offlineCamera(state, list, next, actions);
  if (list.view === "preview" && next) return offlinePreview(list, next, actions);
  const waiting = list.entries.filter(({ state: at }) => at === "taken" || at === "sending").length;
  const phase = next ? "take" : waiting ? (list.away ? "waiting" : "sending") : "done";
  return sheet(
    html`${notice(list, phase, waiting)}
      <h1>${title(list, phase)}</h1>
      ${lead(list, phase, state)}
      <ol class="shots">
        ${repeat(
          list.entries,
          ({ photo_id: id }) => id,
          (entry) => shot(entry, list, entry === next, actions),
        )}
      </ol>
      ${waiting
        ? html`<p class="kept">${icon("lock")}<span>${t("offline.kept")}</span></p>`
        : nothing}`,
    foot(list, phase, next, state, actions),
    { languages: false },
  );
}

/** @typedef {"take"|"waiting"|"sending"|"done"} Phase */

/** @param {ListState} list @param {Phase} phase */
function title({ entries, consultant }, phase) {
  if (phase === "take") return tn("offline.title.take", entries.length, { consultant });
  const n = entries.filter(({ state }) => state !== "skipped").length;
  if (phase === "done") return n ? tn("offline.title.done", n) : t("offline.title.none");
  return tn(`offline.title.${phase}`, n);
}

/** @param {ListState} list @param {Phase} phase @param {State} state */
function lead({ entries, consultant, again }, phase, state) {
  const made = entries.filter(({ state: at }) => at !== "open" && at !== "refused").length;
  if (phase === "take") {
    return html`<p class="lead">
      ${again ? html`${t("offline.again")} ` : nothing}${t("offline.progress", { n: made, all: entries.length })}
    </p>`;
  }
  if (phase === "done") return html`<p class="lead">${t(state.consultantHere ? "offline.lead.done_call" : "offline.lead.done", { consultant })}</p>`;
  return html`<p class="lead">${again && phase === "waiting" ? html`${t("offline.again")} ` : nothing}${t(`offline.lead.${phase}`)}</p>`;
}

/** What is the matter, most pressing first. @param {ListState} list @param {Phase} phase @param {number} waiting */
function notice(list, phase, waiting) {
  if (list.full) return banner("warn", icon("warning"), t(waiting ? "offline.notice.full" : "offline.notice.full_empty"));
  if (list.noCamera) return banner("warn", icon("camera"), t("offline.notice.no_camera"));
  if (list.doing === "signed-out" && waiting) return banner("warn", icon("link"), t("offline.notice.signed_out"));
  if (list.doing === "server-full" && waiting) return banner("warn", icon("warning"), t("offline.notice.server_full"));
  if (list.away) return banner("warn", icon("wifi-off"), t(phase === "take" ? "offline.notice.away" : "offline.notice.still_away"));
  if (waiting) return banner("", signalBars(4), t("offline.notice.sending"));
  return nothing;
}

/** @param {string} mood @param {import("lit-html").TemplateResult} sign @param {string} text */
function banner(mood, sign, text) {
  return html`<p class="banner ${mood}" role="status">${sign}<span>${text}</span></p>`;
}

/** @param {Entry} entry @param {ListState} list @param {boolean} now @param {Actions} actions */
function shot(entry, list, now, actions) {
  const preview = list.previews[entry.photo_id];
  const inside = html`<span class="shot-picture">${preview ? html`<img src=${preview} alt="" />` : icon("camera")}</span>
    <span class="shot-words"><b>${entry.label}</b>${state(entry, list)}</span>
    ${entry.state === "sending" ? html`<span class="progress" role="progressbar" aria-label=${t("offline.state.sending")} aria-valuemin="0" aria-valuemax="100" aria-valuenow=${Math.round(list.progress * 100)} ${ref(setPart(list.progress))}><i></i></span>` : nothing}`;
  const kind = now || entry.state === "sending" ? "now" : preview ? "" : "todo";
  const free = entry.state === "open" || entry.state === "refused" || entry.state === "skipped";
  if (!free || now || list.entries.every(({ state: at }) => at === "done" || at === "skipped")) {
    return html`<li class="shot ${kind}" data-state=${entry.state} aria-current=${now ? "step" : nothing}>${inside}</li>`;
  }
  return html`<li data-state=${entry.state}>
    <button type="button" class="shot ${kind}" @click=${() => actions.choose(entry.photo_id)}>${inside}</button>
  </li>`;
}

/** @param {Entry} entry @param {ListState} list */
function state({ state: at, hint }, { away, consultant }) {
  switch (at) {
    case "open":
      return html`<span class="how">${hint}</span>`;
    case "taken":
      return html`<span class="at wait">${icon("clock", "small")}${t(away ? "offline.state.waiting" : "offline.state.soon")}</span>`;
    case "sending":
      return html`<span class="at">${icon("arrow-up", "small")}${t(away ? "offline.state.waiting" : "offline.state.sending")}</span>`;
    case "done":
      return html`<span class="at">${icon("check", "small")}${t("offline.state.done", { consultant })}</span>`;
    case "skipped":
      return html`<span class="at">${icon("minus", "small")}${t("offline.state.skipped")}</span>`;
    default:
      return html`<span class="at wait">${icon("warning", "small")}${t("offline.state.refused")}</span>`;
  }
}

/** @param {number} part @returns {(element: Element|undefined) => void} */
function setPart(part) {
  return (element) => /** @type {HTMLElement|undefined} */ (element)?.style.setProperty("--part", String(part));
}

/** @param {ListState} list @param {Phase} phase @param {Entry|null} next @param {State} state @param {Actions} actions */
function foot(list, phase, next, state, actions) {
  const reach = !list.away && (state.visit || state.consultantHere);
  const back = html`<button type="button" class="button wide second" @click=${actions.leave}>
    ${icon("video")}${t(state.consultantHere ? "offline.to_call" : "offline.to_start")}
  </button>`;
  if (phase === "take" && next) {
    return html`<p class="may-close">${t(list.reopens ? "offline.may_close" : "offline.stay_open")}</p>
      <button type="button" class="button primary big wide" @click=${actions.openCamera}>${icon("camera")}<span>${next.label.length > SHORT ? t("offline.take_next") : t("offline.take", { label: next.label })}</span></button>
      ${reach ? back : nothing}`;
  }
  if (phase === "waiting") {
    return html`<button type="button" class="button primary big wide" ?disabled=${list.checking} @click=${actions.check}>
      ${icon("refresh")}${t(list.checking ? "offline.checking" : "offline.check")}
    </button>`;
  }
  return reach ? back : nothing;
}

/** @param {string} why @param {Actions} actions */
function deleted(why, actions) {
  const kind = why === "consent_missing" ? "consent" : "over";
  return sheet(
    html`${bigSign("trash", "calm")}
      <h1>${t(`offline.ended.${kind}.title`)}</h1>
      <p class="lead" role="alert">${t(`offline.ended.${kind}.text`)}</p>`,
    html`<button type="button" class="button wide second" @click=${actions.leave}>${icon("chevron-left")}${t("offline.go_on")}</button>`,
    { languages: false },
  );
}
