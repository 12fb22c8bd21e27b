/** What opens above the tools: zoom, lens, size of the picture. In its own row, never over the picture. */

import { html, nothing } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { language, t } from "../shared/i18n.js";
import { icon } from "../shared/icons.js";

/** @typedef {import("./guide-state.js").PhoneCamera} PhoneCamera */
/** @typedef {import("./guide-state.js").GuideState} GuideState */
/** @typedef {import("./camera-hand.js").CameraHand} CameraHand */

/** @param {GuideState} guide @param {CameraHand} hand */
export function tray({ camera, tray: open }, hand) {
  if (!camera || !open) return nothing;
  if (open === "zoom") return camera.zoom ? zoomTray(camera.zoom, hand) : nothing;
  return open === "lens" ? lensTray(camera, hand) : sizeTray(camera, hand);
}

/** @param {NonNullable<PhoneCamera["zoom"]>} zoom @param {CameraHand} hand */
function zoomTray({ min, max, step, value }, hand) {
  return html`<div class="tray" role="group" aria-label=${t("guide.camera.zoom")}>
    <button
      type="button"
      class="button square call"
      aria-label=${t("guide.camera.zoom_out")}
      ?disabled=${value <= min}
      @click=${() => hand.zoomStep(-1)}
    >
      ${icon("minus")}
    </button>
    <input
      type="range"
      min=${min}
      max=${max}
      step=${step}
      .value=${live(String(value))}
      aria-label=${t("guide.camera.zoom")}
      aria-valuetext=${times(value, min)}
      @input=${(/** @type {Event} */ event) => hand.zoom(Number(/** @type {HTMLInputElement} */ (event.target).value))}
    />
    <button
      type="button"
      class="button square call"
      aria-label=${t("guide.camera.zoom_in")}
      ?disabled=${value >= max}
      @click=${() => hand.zoomStep(1)}
    >
      ${icon("plus")}
    </button>
    <output class="num">${times(value, min)}</output>
  </div>`;
}

/** @param {PhoneCamera} camera @param {CameraHand} hand */
function lensTray({ lenses, lens }, hand) {
  const others = lenses.filter(({ kind }) => kind === "other");
  return html`<div class="tray" role="group" aria-label=${t("guide.camera.lens")}>
    ${lenses.map(({ id, kind }) => {
      const word = t(`guide.camera.lens_kind.${kind}`, { n: others.findIndex((one) => one.id === id) + 1 });
      return chip(word, id === lens, () => hand.lens(id));
    })}
  </div>`;
}

/** @param {PhoneCamera} camera @param {CameraHand} hand */
function sizeTray({ sizes, size }, hand) {
  return html`<div class="tray" role="group" aria-label=${t("guide.camera.size")}>
    ${sizes.map((one) => chip(t(`guide.camera.size_word.${one}`), one === size, () => hand.size(one)))}
  </div>`;
}

/** @param {string} word @param {boolean} chosen @param {() => void} choose */
function chip(word, chosen, choose) {
  return html`<button type="button" class="chip call" aria-pressed=${String(chosen)} @click=${choose}>
    ${chosen ? icon("check") : nothing}${word}
  </button>`;
}

/** Cameras count from 1 or from 100: what is seen whole is 1×. @param {number} value @param {number} min @returns {string} */
export function times(value, min) {
  const whole = min >= 1 ? min : 1;
  return t("guide.camera.times", { n: (value / whole).toLocaleString(language, { maximumFractionDigits: 1 }) });
}
