/** All pictures by room, what is missing as dashed frames, the chosen one large at the side. */

import { html, nothing } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { icon } from "../shared/icons.js";
import { t } from "../shared/i18n.js";
import { headingShort } from "./compass-words.js";
import { roomName } from "./entities.js";
import { HOUSE, evidenceOf, filterCounts, galleryRows } from "./gallery-rows.js";
import { photoBlocked } from "./item-view.js";
import { moveDialog } from "./move-dialog.js";
import { photoSide } from "./photo-side.js";
import { poorWord } from "./quality-view.js";
import { OUTSIDE } from "./visits.js";
import { clock } from "./words.js";

/** @typedef {import("./view.js").Loaded} Loaded */
/** @typedef {import("./view.js").Acts} Acts */
/** @typedef {import("./progress.js").Picture} Picture */
/** @typedef {import("./gallery-rows.js").Shot} Shot */
/** @typedef {import("./gallery-rows.js").Missing} Missing */
/** @typedef {import("./evidence-state.js").Filter} Filter */

/** @type {Filter[]} */
const FILTERS = ["all", "missing", "unsharp", "loose"];

/** @param {Loaded} state @param {Picture} seen @param {Acts} act @returns {import("./modes.js").ModeView} */
export function galleryMode(state, seen, act) {
  const { evidence } = state;
  const counts = filterCounts(state, seen);
  const rows = galleryRows(state, seen, evidence.filter);
  const { shots } = evidenceOf(state, seen);
  const chosen = shots.find(({ photo }) => photo.id === evidence.selected) ?? null;
  return {
    title: t("evidence.gallery.title"),
    work: html`<div class="gallery-page">
      <div class="gallery-filters" role="group" aria-label=${t("evidence.filter.label")}>
        ${FILTERS.map(
          (filter) => html`<button
            type="button"
            class="chip"
            data-filter=${filter}
            aria-pressed=${String(filter === evidence.filter)}
            @click=${() => act.evidence.filter(filter)}
          >
            ${filter === evidence.filter ? icon("check", "small") : nothing}<span>${filterWord(filter)}</span>
            <span class="num">${counts[filter]}</span>
          </button>`,
        )}
      </div>
      <div class="gallery-rows" tabindex="0" role="region" aria-label=${t("evidence.gallery.title")}>
        ${rows.length
          ? repeat(
              rows,
              (row) => row.place,
              (row) => html`<section class="gallery-row" aria-label=${placeName(state, row.place)}>
                <h2>${placeName(state, row.place)} <span class="soft">${rowWords(row)}</span></h2>
                <ul class="shots">
                  ${repeat(row.shots, ({ photo }) => photo.id, (shot) => html`<li>${shotCard(shot, state, act)}</li>`)}
                  ${row.missing.map((one) => html`<li>${missingCard(one, state, act)}</li>`)}
                </ul>
              </section>`,
            )
          : html`<p class="gallery-none soft">${noneWord(evidence.filter)}</p>`}
      </div>
    </div>`,
    side: html`${chosen
        ? photoSide(state, chosen, act)
        : html`<p class="evidence-hint soft">${t("evidence.gallery.choose")}</p>`}
      ${moveDialog(state, seen, act)}`,
  };
}

/** @param {Shot} shot @param {Loaded} state @param {Acts} act */
function shotCard(shot, state, act) {
  const { photo } = shot;
  const number = photo.number === null ? "" : t("consultant.photo.number", { n: photo.number });
  const facts = [shot.heading === null ? "" : headingShort(shot.heading), clock(photo.takenAt)].filter(Boolean).join(" · ");
  return html`<button
    type="button"
    class="shot ${shot.poor ? "poor" : ""}"
    data-photo=${photo.id}
    aria-pressed=${String(state.evidence.selected === photo.id)}
    @click=${() => act.evidence.select(photo.id)}
  >
    <span class="shot-frame">
      ${photo.state === "ready"
        ? html`<img src=${act.thumb(photo)} alt="" loading="lazy" decoding="async" width="320" height="240" />`
        : html`<span class="shot-wait">${photo.state === "failed" ? icon("warning") : html`<span class="spinner"></span>`}
            <span>${stateWord(photo)}</span></span>`}
      ${photo.number === null ? nothing : html`<em class="num" aria-hidden="true">${photo.number}</em>`}
      ${shot.poor ? html`<span class="shot-poor">${icon("warning", "small")}${poorWord(shot.poor)}</span>` : nothing}
    </span>
    <b><span class="unseen">${number}: </span>${shot.name || t("evidence.loose")}</b>
    <span class="soft num">${facts}</span>
  </button>`;
}

/** @param {import("./state.js").Photo} photo */
function stateWord(photo) {
  if (photo.state === "failed") return t("evidence.failed");
  if (photo.state === "redacting") return t("evidence.redact.working");
  return photo.state === "uploading"
    ? t("consultant.photo.uploading", { percent: Math.round(photo.progress * 100) })
    : t("consultant.photo.received");
}

/** @param {Missing} one @param {Loaded} state @param {Acts} act */
function missingCard(one, state, act) {
  const blocked = photoBlocked(state);
  return html`<button
    type="button"
    class="shot missing"
    data-missing=${`${one.target}/${one.item}`}
    ?disabled=${blocked !== ""}
    title=${blocked || nothing}
    @click=${() => act.evidence.takeMissing(one.target, one.item)}
  >
    <span class="shot-frame">${icon("camera")}<span>${t("evidence.take")}</span></span>
    <b>${t("evidence.needed", { name: one.name })}</b>
    <span class="soft">${one.what}</span>
  </button>`;
}

/** @param {Loaded} state @param {string} place */
function placeName(state, place) {
  if (place === OUTSIDE) return t("consultant.rooms.outside");
  return place === HOUSE ? t("consultant.building") : roomName(state.view, place);
}

/** @param {import("./gallery-rows.js").Row} row */
function rowWords({ shots, missing }) {
  const poor = shots.filter((shot) => shot.poor).length;
  return [
    t("evidence.row.pictures", { n: shots.length }),
    poor ? t("evidence.row.poor", { n: poor }) : "",
    missing.length ? t("evidence.row.missing", { n: missing.length }) : "",
  ]
    .filter(Boolean)
    .join(", ");
}

/** @param {Filter} filter */
function filterWord(filter) {
  switch (filter) {
    case "missing":
      return t("evidence.filter.missing");
    case "unsharp":
      return t("evidence.filter.unsharp");
    case "loose":
      return t("evidence.filter.loose");
    default:
      return t("evidence.filter.all");
  }
}

/** @param {Filter} filter */
function noneWord(filter) {
  switch (filter) {
    case "missing":
      return t("evidence.none.missing");
    case "unsharp":
      return t("evidence.none.unsharp");
    case "loose":
      return t("evidence.none.loose");
    default:
      return t("evidence.none.all");
  }
}
