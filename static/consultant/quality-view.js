/** A picture that is hardly of use, said the moment it is there: taken again with one tap, or kept with another. */

import { html, nothing } from "lit-html";
import { keyed } from "lit-html/directives/keyed.js";
import { icon } from "../shared/icons.js";
import { t } from "../shared/i18n.js";
import { photosOf, value } from "./entities.js";
import { isLocked, photoBlocked } from "./item-view.js";
import { poorness } from "./gallery-rows.js";

/** @param {import("./state.js").State} state @param {import("./evidence.js").Evidence} act */
export function qualityOffer(state, act) {
  if (isLocked(state)) return nothing;
  const photo = newest(state);
  const poor = photo ? poorness(photo) : "";
  if (!photo || !poor || value(state.view, `photo:${photo.id}`, "kept") === true) return nothing;
  const blocked = photoBlocked(state);
  return html`<section class="poor-offer glass" role="status" aria-label=${t("evidence.poor.label")}>
    <p>${icon("warning")}<span><b>${t("consultant.photo.number", { n: photo.number ?? "" })}: ${poorWord(poor)}</b> ${poorAdvice(poor)}</span></p>
    <div class="poor-keys">
      <button type="button" class="button call primary" title=${blocked || nothing} ?disabled=${blocked !== ""} @click=${() => act.retake(photo.id)}>
        ${icon("camera")}${t("evidence.again")}
      </button>
      <button type="button" class="button call" @click=${() => act.keep(photo.id)}>${icon("check")}${t("evidence.keep")}</button>
    </div>
  </section>`;
}

/** A blink over the stage for each tap on the camera. @param {number} count */
export function shutterFlash(count) {
  return count ? keyed(count, html`<span class="shutter-flash" aria-hidden="true"></span>`) : nothing;
}

/** The last picture this tablet asked for, while it is in the log. @param {import("./state.js").State} state */
function newest(state) {
  const bound = new Set(photosOf(state.view).map(({ id }) => id));
  /** @type {import("./state.js").Photo|null} */
  let latest = null;
  for (const photo of Object.values(state.photos)) {
    if (photo.askedAt > (latest?.askedAt ?? 0)) latest = photo;
  }
  return latest && bound.has(latest.id) ? latest : null;
}

/** @param {string} poor */
export function poorWord(poor) {
  switch (poor) {
    case "dark":
      return t("evidence.poor.dark");
    case "bright":
      return t("evidence.poor.bright");
    default:
      return t("evidence.poor.unsharp");
  }
}

/** @param {string} poor */
export function poorAdvice(poor) {
  switch (poor) {
    case "dark":
      return t("evidence.poor.dark-advice");
    case "bright":
      return t("evidence.poor.bright-advice");
    default:
      return t("evidence.poor.unsharp-advice");
  }
}
