/** Pictures at their item: a dashed frame until there is one, then thumbnails; what is on its way says where it is. */

import { html, nothing } from "lit-html";
import { icon } from "../shared/icons.js";
import { t } from "../shared/i18n.js";

/** @typedef {import("./state.js").Photo} Photo */

/**
 * @typedef {object} PhotoActs
 * @property {() => void} take
 * @property {(photo: Photo) => void} show
 * @property {(photo: Photo) => void} again
 */

/**
 * @param {object} options
 * @param {Photo[]} options.photos
 * @param {boolean} options.isAnswer the item is answered by pictures: show a frame while there is none
 * @param {string} options.question
 * @param {string} options.blocked why no picture can be taken now; empty when it can
 * @param {(photo: Photo) => string} options.thumb address of the small picture
 * @param {PhotoActs} options.act
 */
export function photoFrame({ photos, isAnswer, question, blocked, thumb, act }) {
  if (!photos.length && !isAnswer) return nothing;
  return html`<div class="photos">
    ${photos.length
      ? html`${photos.map((photo) => thumbnail(photo, thumb, question, act))}${isAnswer ? another(blocked, act) : nothing}`
      : html`<button type="button" class="photo-missing" ?disabled=${blocked !== ""} @click=${act.take}>
          ${icon("camera")}<span>${blocked || t("consultant.photo.take")}</span>
        </button>`}
  </div>`;
}

/** @param {string} blocked @param {PhotoActs} act */
function another(blocked, act) {
  return html`<button
    type="button"
    class="thumb add"
    aria-label=${t("consultant.photo.another")}
    title=${blocked}
    ?disabled=${blocked !== ""}
    @click=${act.take}
  >
    ${icon("camera")}
  </button>`;
}

/** @param {Photo} photo @param {(photo: Photo) => string} thumb @param {string} question @param {PhotoActs} act */
function thumbnail(photo, thumb, question, act) {
  const name = photo.number === null ? "" : t("consultant.photo.number", { n: photo.number });
  if (photo.state === "ready" || (photo.local && photo.state !== "failed")) {
    return html`<button type="button" class="thumb" data-photo=${photo.id} @click=${() => act.show(photo)}>
      <img src=${thumb(photo)} alt=${`${name || t("visit.photo.here")}: ${question}`} decoding="async" />
      <em aria-hidden="true">${name || t("visit.photo.here")}</em>
    </button>`;
  }
  if (photo.state === "failed") {
    return html`<button type="button" class="thumb failed" data-photo=${photo.id} @click=${() => act.again(photo)}>
      ${icon("warning", "small")}<span>${t("consultant.photo.again")}</span>
    </button>`;
  }
  return html`<div class="thumb waiting ${photo.preview ? "seen" : ""}" data-photo=${photo.id} role="status">
    ${photo.preview ? html`<img src=${photo.preview} alt=${t("consultant.photo.preview", { question })} />` : nothing}
    <span class="spinner"></span><span>${stateWord(photo)}</span>
  </div>`;
}

/** @param {Photo} photo @returns {string} */
function stateWord(photo) {
  switch (photo.state) {
    case "uploading":
      return t("consultant.photo.uploading", { percent: Math.round(photo.progress * 100) });
    case "redacting":
      return t("evidence.redact.working");
    case "received":
      return t("consultant.photo.received");
    default:
      return t("consultant.photo.taking");
  }
}
