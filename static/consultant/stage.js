/** The live picture, whole and never cropped; what is said about it lies in the corners on glass. */

import { html, nothing } from "lit-html";
import { guard } from "lit-html/directives/guard.js";
import { icon, signalBars } from "../shared/icons.js";
import { t } from "../shared/i18n.js";

/** @typedef {import("./state.js").Call} Call */

/**
 * @param {object} options
 * @param {Call} options.call
 * @param {unknown} options.invite what stands there while nobody is
 * @param {unknown} options.viewer a picture shown large, or nothing
 * @param {unknown} options.toasts
 * @param {unknown} options.flank hints beside an upright picture, or nothing
 * @param {string} options.customer
 * @param {{picture: (size: {width: number, height: number}) => void, video: (element: HTMLVideoElement) => void, unblockSound: () => void}} options.act
 */
export function stage({ call, invite, viewer, toasts, flank, customer, act }) {
  const live = call.stream !== null;
  return html`<div class="stage ${isUpright(call) ? "upright" : ""}">
    <video
      class="live"
      playsinline
      autoplay
      aria-label=${t("consultant.stage.picture", { customer })}
      ?hidden=${!live}
      .srcObject=${guard([call.stream], () => call.stream)}
      @loadedmetadata=${(/** @type {Event} */ event) => {
        const video = /** @type {HTMLVideoElement} */ (event.target);
        act.picture({ width: video.videoWidth, height: video.videoHeight });
        act.video(video);
      }}
      @resize=${(/** @type {Event} */ event) => {
        const video = /** @type {HTMLVideoElement} */ (event.target);
        act.picture({ width: video.videoWidth, height: video.videoHeight });
      }}
    ></video>
    ${live ? nothing : invite}
    ${live || (call.customerThere && call.role !== "watcher") ? connection(call) : nothing}
    ${call.soundBlocked
      ? html`<button type="button" class="button call primary stage-sound" @click=${act.unblockSound}>
          ${icon("speaker")}${t("consultant.stage.unblock")}
        </button>`
      : nothing}
    ${flank} ${viewer} ${toasts}
  </div>`;
}

/** @param {Call} call */
export function isUpright(call) {
  return call.picture !== null && call.picture.height > call.picture.width;
}

/** Words first, bars second. @param {Call} call */
function connection(call) {
  const { word, bars, weak } = quality(call);
  return html`<p class="stage-connection glass ${weak ? "weak" : ""}" role="status">
    ${bars === 0 ? icon("wifi-off", "small") : signalBars(bars, "small")}<span>${word}</span>
  </p>`;
}

/** @param {Call} call @returns {{word: string, bars: number, weak: boolean}} */
function quality(call) {
  if (call.socket === "lost") return { word: t("consultant.stage.socket-lost"), bars: 0, weak: true };
  switch (call.quality) {
    case "good":
      return { word: t("consultant.stage.good"), bars: 4, weak: false };
    case "weak":
      return { word: t("consultant.stage.weak"), bars: 2, weak: true };
    case "lost":
      return { word: t("consultant.stage.lost"), bars: 0, weak: true };
    default:
      return { word: t("consultant.stage.connecting"), bars: 1, weak: false };
  }
}
