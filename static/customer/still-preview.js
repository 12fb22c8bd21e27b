/**
 * What the shutter saw, small: the consultant's list shows it while the still itself is taken, sent and looked through.
 * It goes from browser to browser and is kept nowhere.
 *
 * Tells `still-preview {photo_id, jpeg}`.
 */

import { drawn } from "./line-still.js";

const LONG_SIDE = 248; // px; twice the list's thumbnail
const QUALITIES = [0.6, 0.35, 0.15];
const LONGEST = 14_000; // characters; a message over the channel has 16,384
const WITH_ROOM = new Set(["p720", "p360"]); // steps of the ladder; below, the line has no room beside the picture

/** @param {HTMLVideoElement|null} video that shows the camera @returns {string|null} JPEG in base64; null: there is none now */
export function previewOf(video) {
  const canvas = drawn(video, LONG_SIDE);
  if (!canvas) return null;
  const jpegs = QUALITIES.map((quality) => canvas.toDataURL("image/jpeg", quality).split(",")[1] ?? ""); // small: a moment each
  canvas.width = canvas.height = 0;
  return jpegs.find((jpeg) => jpeg !== "" && jpeg.length <= LONGEST) ?? null;
}

/**
 * @param {import("../shared/live-channel.js").LiveChannel} channel @param {string} step of the ladder
 * @param {HTMLVideoElement|null} video @param {string} photoId
 */
export function tellPreview(channel, step, video, photoId) {
  const jpeg = channel.isOpen && WITH_ROOM.has(step) ? previewOf(video) : null;
  if (jpeg) channel.say("still-preview", { photo_id: photoId, jpeg });
}
