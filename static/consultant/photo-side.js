/** What is known of one picture, and what can be done with it: beside the gallery and beside the editor. */

import { html, nothing } from "lit-html";
import { icon } from "../shared/icons.js";
import { t } from "../shared/i18n.js";
import { headingWord, tiltWord } from "./compass-words.js";
import { shapesOf } from "./drawing.js";
import { roomName, targetOf, value } from "./entities.js";
import { isLocked, photoBlocked, subjectName } from "./item-view.js";
import { picture } from "./photo-picture.js";
import { poorAdvice, poorWord } from "./quality-view.js";
import { OUTSIDE } from "./visits.js";
import { clock } from "./words.js";

/** @typedef {import("./view.js").Loaded} Loaded */
/** @typedef {import("./view.js").Acts} Acts */
/** @typedef {import("./gallery-rows.js").Shot} Shot */

/** @param {Loaded} state @param {Shot} shot @param {Acts} act @param {boolean} [editing] the picture itself is large already */
export function photoSide(state, shot, act, editing = false) {
  const { photo } = shot;
  const own = `photo:${photo.id}`;
  const locked = isLocked(state);
  const name = t("consultant.photo.number", { n: photo.number ?? "" });
  return html`<div class="photo-side">
    ${editing || photo.state !== "ready"
      ? nothing
      : html`<button type="button" class="photo-large" aria-label=${t("evidence.draw.open", { name })} @click=${() => act.evidence.open(photo.id)}>
          ${picture({ src: act.screen(photo), alt: "", photo, shapes: shapesOf(value(state.view, own, "drawing")) })}
          <span class="photo-large-key glass">${icon("pencil", "small")}${t("evidence.draw.key")}</span>
        </button>`}
    ${shot.poor
      ? html`<p class="banner warn poor-banner">${icon("warning")}<span><b>${name}: ${poorWord(shot.poor)}</b> ${poorAdvice(shot.poor)}</span></p>`
      : nothing}
    <div class="photo-fields">
      <button type="button" class="belongs" ?disabled=${locked} @click=${() => act.evidence.startMoving(photo.id)}>
        <span class="soft">${t("evidence.belongs")}</span>
        <b>${shot.loose ? t("evidence.loose") : subjectName(state, targetOf(state.view, photo.entity), photo.item)}</b>
        <span>${shot.what}</span>${icon("chevron-down")}
      </button>
      <label class="field"
        ><span>${t("consultant.photo.caption")}</span>
        <input
          maxlength="200"
          dir="auto"
          autocomplete="off"
          ?disabled=${locked}
          .value=${value(state.view, own, "caption") ?? ""}
          @change=${(/** @type {Event} */ event) => act.caption(photo.id, /** @type {HTMLInputElement} */ (event.target).value)}
      /></label>
      ${checks(state, shot)}
      <dl class="photo-facts">${facts(state, shot)}</dl>
    </div>
    ${locked ? nothing : keys(state, shot, act, editing)}
  </div>`;
}

/** @param {Loaded} state @param {Shot} shot */
function checks(state, { photo, poor, redacted }) {
  const kept = value(state.view, `photo:${photo.id}`, "kept") === true;
  return html`<ul class="photo-checks">
    ${photo.quality && !poor
      ? html`<li>${icon("check")}${kept ? t("evidence.check.kept") : t("evidence.check.good")}</li>`
      : nothing}
    ${redacted ? html`<li>${icon("eye-off")}${t("evidence.check.redacted", { n: redacted })}</li>` : nothing}
  </ul>`;
}

/** @param {Loaded} state @param {Shot} shot */
function facts({ view }, { photo, heading }) {
  const own = `photo:${photo.id}`;
  const tilt = value(view, own, "tilt_deg");
  const room = value(view, own, "room");
  const channel = value(view, own, "channel");
  const rows = [
    [t("evidence.fact.number"), photo.number === null ? "" : String(photo.number)],
    [t("evidence.fact.room"), room === OUTSIDE ? t("consultant.rooms.outside") : roomName(view, room)],
    [t("evidence.fact.heading"), heading === null ? "" : headingWord(heading)],
    [t("evidence.fact.tilt"), tilt === null ? "" : tiltWord(tilt)],
    [t("evidence.fact.time"), clock(photo.takenAt)],
    [t("evidence.fact.channel"), channel === "on_site" ? t("evidence.channel.on-site") : channel === "offline" ? t("evidence.channel.offline") : ""],
  ];
  return rows.filter(([, words]) => words).map(([label, words]) => html`<dt>${label}</dt><dd>${words}</dd>`);
}

/** @param {Loaded} state @param {Shot} shot @param {Acts} act @param {boolean} editing */
function keys(state, { photo, poor, loose }, act, editing) {
  const blocked = loose ? t("evidence.blocked-loose") : photoBlocked(state);
  return html`<div class="photo-keys">
    <button type="button" class="button call ${poor ? "primary" : ""} wide" title=${blocked || nothing} ?disabled=${blocked !== ""} @click=${() => act.evidence.retake(photo.id)}>
      ${icon("camera")}${editing ? t("evidence.again") : t("evidence.retake")}
    </button>
    <button type="button" class="button call" @click=${() => act.evidence.startMoving(photo.id)}>${icon("turn")}${t("evidence.move")}</button>
    ${poor
      ? html`<button type="button" class="button call" @click=${() => act.evidence.keep(photo.id)}>${icon("check")}${t("evidence.keep")}</button>`
      : nothing}
    <button type="button" class="button call" @click=${() => act.evidence.remove(photo.id)}>${icon("trash")}${t("evidence.remove")}</button>
    ${editing
      ? html`<button type="button" class="button call primary wide" @click=${act.evidence.close}>${icon("check")}${t("evidence.draw.finished")}</button>`
      : nothing}
  </div>`;
}
