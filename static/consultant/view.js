/** The whole cockpit from its state. */

import { html, nothing } from "lit-html";
import { icon } from "../shared/icons.js";
import { t } from "../shared/i18n.js";
import { shareBanner } from "./closing-mode.js";
import { checklistView } from "./checklist-view.js";
import { keptBanner } from "./kept/waiting-mark.js";
import { onsiteStage, onsiteTasks } from "./onsite/onsite-view.js";
import { invitePanel } from "./invite-panel.js";
import { isOver, photoBlocked, photoPlace, subjectName } from "./item-view.js";
import { panelView, viewerView } from "./panel-view.js";
import { liveLayer } from "./live-view.js";
import { pictureListOffer } from "./picture-list-panel.js";
import { modeView } from "./modes.js";
import { qualityOffer, shutterFlash } from "./quality-view.js";
import { riskBar } from "./risk-bar.js";
import { rooms } from "./room-stepper.js";
import { isUpright, stage } from "./stage.js";
import { toastList } from "./toast.js";
import { telephoneBanner } from "./telephone-view.js";
import { hints, stoppKey, tools } from "./tools.js";
import { thirdBanner } from "./third-view.js";
import { topBar } from "./top-bar.js";
import { upgradeBanner } from "./upgraded.js";
import { calledBy } from "../shared/people.js";
import { clock } from "./words.js";

/** @typedef {import("./state.js").State} State */
/** @typedef {import("./state.js").Checklist} Checklist */
/** @typedef {import("./progress.js").Picture} Picture */
/** @typedef {State & {checklist: Checklist}} Loaded */
/** @typedef {ReturnType<typeof import("./acts.js").allActs>} Acts */

/**
 * One template, also while the checklist is on its way: the picture may be there before it and stays in its place.
 * @param {State} state @param {Picture|null} seen @param {Acts} act
 */
export function cockpit(state, seen, act) {
  const loaded = state.checklist && seen ? { ...state, checklist: state.checklist, seen } : null;
  const mode = loaded && modeView(loaded, loaded.seen, act);
  return html`<div class="cockpit ${mode ? `working ${state.mode.kind}` : ""}">
    ${loaded ? topBar(state, loaded.seen.open.length, mode, act) : nothing}
    <section class="see" aria-label=${t("consultant.stage.label")}>
      ${loaded && !mode ? rooms(loaded, loaded.seen, act) : nothing}
      ${theStage(state, loaded, act)}
      ${loaded && !mode ? theTools(loaded, loaded.seen, act) : nothing}
    </section>
    ${mode ? html`<section class="work" aria-label=${mode.title}>${mode.work}</section>` : nothing}
    <main class="ask" aria-label=${mode ? mode.title : t("consultant.checklist.label")}>
      ${trouble(state)} ${keptBanner(state, act)}
      ${loaded && mode
        ? html`<div class="ask-body"><div class="work-side">${mode.side}</div>${panelView(loaded, loaded.seen, act)}</div>`
        : loaded
        ? html`${watching(state, act)} ${upgradeBanner(state)} ${telephoneBanner(state, act.line.app.telephone)} ${thirdBanner(state, act)} ${shareBanner(loaded, act)} ${onsiteTasks(loaded, loaded.seen, act)} ${risks(loaded, act)}
            <div class="ask-body">${checklistView(loaded, loaded.seen, act)} ${panelView(loaded, loaded.seen, act)}</div>`
        : html`<div class="loading"><span class="spinner"></span></div>`}
    </main>
  </div>`;
}

/** @param {State} state @param {Loaded|null} loaded @param {Acts} act */
function theStage(state, loaded, act) {
  const small = state.mode.kind !== "live";
  const flanked = loaded && !small && isUpright(state.call) && state.call.stream;
  return stage({
    call: state.call,
    invite: loaded ? (state.onsite.on ? onsiteStage(loaded, act) : invitePanel(loaded, act)) : nothing,
    viewer: loaded ? viewerView(loaded, act) : nothing,
    toasts: html`${loaded && !small ? qualityOffer(state, act.evidence) : nothing}${shutterFlash(state.evidence.shutter)}${toastList(state.toasts, act.takeBack)}`,
    flank: html`${small ? stoppKey(state.call, state.guide, act) : nothing} ${flanked ? html`<div class="flank">${hints(state.call, state.guide, act)}</div>` : nothing}
      ${loaded && state.panel?.kind !== "list" ? pictureListOffer(state.call, state.line, act) : nothing}`,
    customer: calledBy(state.consultation?.customer),
    guide: state.guide,
    line: state.line,
    live: liveLayer(state, act.live, act.liveHand, [act.overviewPin.element, act.sensors.element]),
    act,
  });
}

/** @param {Loaded} state @param {Picture} seen @param {Acts} act */
function theTools(state, seen, act) {
  const place = photoPlace(state, seen);
  return html`${tools({
    call: state.call,
    guide: state.guide,
    live: state.live,
    photoOf: place ? subjectName(state, place.target, place.item) : "",
    photoBlocked: photoBlocked(state) || (place ? "" : t("consultant.photo.blocked-nothing")),
    act,
  })}
  ${isUpright(state.call) && state.call.stream ? nothing : hints(state.call, state.guide, act)}`;
}

/** @param {Loaded} state @param {Acts} act */
function risks(state, act) {
  const stale = state.unreachable && state.assessedAt;
  return riskBar({
    paths: state.checklist.paths,
    assessment: state.assessment,
    view: state.view,
    open: state.panel?.kind === "reasons" ? state.panel.path : null,
    asOf: stale ? t("consultant.risk.as-of", { time: clock(state.assessedAt) }) : "",
    show: (path) => act.openPanel({ kind: "reasons", path }),
  });
}

/** @param {State} state */
function trouble(state) {
  if (!state.trouble) return nothing;
  return html`<div class="banner warn trouble" role="alert">
    ${icon("warning")}
    <p>${state.trouble.text}</p>
    ${state.trouble.signedOut
      ? html`<a class="button" href=${`/sign-in?next=${encodeURIComponent(location.pathname)}`}>${t("consultant.trouble.sign-in")}</a>`
      : html`<a class="button" href="">${t("consultant.trouble.again")}</a>`}
  </div>`;
}

/** Somebody else leads the call. @param {State} state @param {Acts} act */
function watching(state, act) {
  if (state.call.role !== "watcher" || isOver(state)) return nothing;
  return html`<div class="banner watching" role="status">
    ${icon("eye")}
    <p>
      ${state.call.holder ? t("consultant.watch.by", { name: state.call.holder }) : t("consultant.watch.by-someone")}
    </p>
    ${state.user.role === "office"
      ? nothing
      : html`<button type="button" class="button" @click=${act.takeOver}>${t("consultant.watch.take-over")}</button>`}
  </div>`;
}
