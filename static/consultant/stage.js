/** The live picture, whole and never cropped; what is said about it lies in the corners on glass. */

import { html, nothing } from "lit-html";
import { ref } from "lit-html/directives/ref.js";
import { icon } from "../shared/icons.js";
import { t } from "../shared/i18n.js";
import { connection, liveStill } from "./line-view.js";
import { livePicture, showStream } from "./live-picture.js";

/** @typedef {import("./state.js").Call} Call */

/**
 * @param {object} options
 * @param {Call} options.call
 * @param {unknown} options.invite what stands there while nobody is
 * @param {unknown} options.viewer a picture shown large, or nothing
 * @param {unknown} options.toasts
 * @param {unknown} options.flank hints beside an upright picture, or nothing
 * @param {string} options.customer
 * @param {import("./guide-state.js").GuideState} options.guide
 * @param {import("./line.js").LineState} options.line
 * @param {unknown} options.live what is pointed at and drawn, and which way the camera looks
 * @param {{guide: import("./guide.js").Guide, line: import("./line.js").Line, picture: (size: {width: number, height: number}) => void, video: (element: HTMLVideoElement) => void, unblockSound: () => void}} options.act
 */
export function stage({ call, invite, viewer, toasts, flank, customer, guide, line, live: marks, act }) {
  const live = call.stream !== null;
  showStream(call.stream);
  return html`<div class="stage ${isUpright(call) ? "upright" : ""} ${guide.stopp ? "stopped" : ""}">
    ${livePicture(
      { picture: act.picture, video: act.video, tap: (event) => tapped(event, act.guide) },
      t("consultant.stage.picture", { customer }),
    )}
    ${liveStill(call, line)} ${marks}
    ${live && guide.focus ? focusRing(guide.focus) : nothing}
    ${live ? nothing : invite}
    ${live || (call.customerThere && call.role !== "watcher") ? connection(call, line, act.line) : nothing}
    ${call.soundBlocked
      ? html`<button type="button" class="button call primary stage-sound" @click=${act.unblockSound}>
          ${icon("speaker")}${t("consultant.stage.unblock")}
        </button>`
      : nothing}
    ${flank} ${viewer} ${toasts}
  </div>`;
}

/** Where in the picture, which is shown whole in the middle of its element. @param {HTMLVideoElement} video */
function shown(video) {
  const scale = Math.min(video.clientWidth / video.videoWidth, video.clientHeight / video.videoHeight);
  const [width, height] = [video.videoWidth * scale, video.videoHeight * scale];
  return { width, height, left: (video.clientWidth - width) / 2, top: (video.clientHeight - height) / 2 };
}

/** A tap on the picture makes the camera look sharply there. @param {MouseEvent} event @param {import("./guide.js").Guide} guide */
function tapped(event, guide) {
  const { width, height, left, top } = shown(/** @type {HTMLVideoElement} */ (event.target));
  const point = { x: (event.offsetX - left) / width, y: (event.offsetY - top) / height };
  if (point.x >= 0 && point.x <= 1 && point.y >= 0 && point.y <= 1) guide.camera.focus(point);
}

/** @param {import("./guide-state.js").Point & {done: boolean}} focus */
function focusRing({ x, y, done }) {
  const place = (/** @type {Element|undefined} */ ring) => {
    const video = /** @type {HTMLVideoElement|null} */ (document.querySelector("video.live"));
    if (!(ring instanceof HTMLElement) || !video?.videoWidth) return;
    const { width, height, left, top } = shown(video);
    ring.style.left = `${left + x * width}px`;
    ring.style.top = `${top + y * height}px`;
  };
  return html`<span class="stage-focus ${done ? "done" : ""}" role="img" aria-label=${t("guide.camera.focus_ring")} ${ref(place)}></span>`;
}

/** @param {Call} call */
export function isUpright(call) {
  return call.picture !== null && call.picture.height > call.picture.width;
}
