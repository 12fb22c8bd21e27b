/** A visit on the page: the tablet's own picture on the stage, and its open tasks before everything else. */

import { html, nothing } from "lit-html";
import { ref } from "lit-html/directives/ref.js";
import { icon } from "../../shared/icons.js";
import { t } from "../../shared/i18n.js";
import { calledBy } from "../../shared/people.js";
import { isLocked } from "../item-view.js";
import { tasksOf } from "../visit-tasks.js";

/** @typedef {import("../view.js").Loaded} Loaded */
/** @typedef {import("../progress.js").Picture} Picture */
/** @typedef {import("../state.js").State} State */
/** @typedef {import("./onsite.js").Onsite} Onsite */

/** The way into it, where nobody is in the picture. @param {State} state @param {Onsite} onsite */
export function onsiteKey(state, onsite) {
  if (isLocked(state) || state.user.role === "office" || state.call.role === "watcher" && !isReview(state)) return nothing;
  return html`<div class="onsite-offer">
    <button type="button" class="button call wide onsite-begin" @click=${() => void onsite.begin()}>
      ${icon("visit")}${t("visit.onsite.begin")}
    </button>
    <p class="soft">${t("visit.onsite.begin_why")}</p>
  </div>`;
}

/** @param {State} state */
const isReview = (state) => state.consultation?.state === "in_review";

/** @param {State} state @param {{onsite: Onsite}} act */
export function onsiteStage(state, { onsite: act }) {
  const { camera, shutter, ended } = state.onsite;
  const { camera: own } = act;
  return html`<section class="onsite" aria-label=${t("visit.onsite.label")}>
    ${camera === "on"
      ? html`<video
          class="onsite-video ${shutter ? "shutter" : ""}"
          playsinline
          autoplay
          .muted=${true}
          aria-label=${t("visit.onsite.picture")}
          ${ref((video) => own.show(video))}
        ></video>`
      : start(state, act)}
    ${ended ? html`<p class="banner warn onsite-ended" role="alert">${icon("warning")}<span>${t("visit.photo.ended")}</span></p>` : nothing}
    ${camera === "on"
      ? html`<div class="onsite-keys">
          <span class="glass onsite-mark">${icon("visit", "small")}${t("visit.onsite.label")}</span>
          <button type="button" class="button" @click=${() => own.stop()}>${t("visit.onsite.camera_off")}</button>
        </div>`
      : nothing}
  </section>`;
}

/** @param {State} state @param {Onsite} act */
function start({ consultation, onsite: { camera } }, act) {
  const starts = camera === "starting";
  return html`<div class="onsite-card card">
    <h2>${icon("visit")}${t("visit.onsite.title", { customer: calledBy(consultation.customer) })}</h2>
    <p class="soft">${t("visit.onsite.lead")}</p>
    ${camera === "refused" || camera === "none"
      ? html`<p class="banner warn" role="alert">${icon("warning")}<span>${t(`visit.onsite.${camera}`)}</span></p>`
      : nothing}
    <button type="button" class="button big primary onsite-start" ?disabled=${starts} @click=${() => void act.camera.start()}>
      ${starts ? html`<span class="spinner"></span>` : icon("camera")}${t(starts ? "visit.onsite.camera_starts" : "visit.onsite.camera")}
    </button>
    <button type="button" class="button call wide onsite-end" @click=${() => act.end()}>${t("visit.onsite.end")}</button>
  </div>`;
}

/** What the visit is for comes first. @param {Loaded} state @param {Picture} seen @param {{jump: (target: string, item: string) => void}} act */
export function onsiteTasks(state, seen, act) {
  if (!state.onsite.on) return nothing;
  const tasks = tasksOf(state, seen);
  const [next] = tasks;
  if (!next) return nothing;
  return html`<section class="onsite-tasks" aria-label=${t("visit.onsite.tasks", { n: tasks.length })}>
    ${icon("visit")}
    <p><b>${t("visit.onsite.tasks", { n: tasks.length })}</b><span>${next.name}: ${next.question}</span><span class="soft">${next.reason}</span></p>
    <button
      type="button"
      class="button call"
      aria-label=${t("visit.onsite.next_name", { name: next.name, question: next.question })}
      @click=${() => act.jump(next.target, next.item)}
    >
      ${t("visit.onsite.next")}${icon("chevron-right", "small")}
    </button>
  </section>`;
}
