/**
 * What the shutter saw, small: the consultant's list shows it while the still itself is taken, sent and looked through.
 * It goes from browser to browser and is kept nowhere.
 *
 * Tells `still-preview {photo_id, jpeg}`.
 */

const LONG_SIDE = 248; // px; twice the list's thumbnail
const QUALITIES = [0.6, 0.35, 0.15];
const LONGEST = 14_000; // characters; a message over the channel has 16,384
const WITH_ROOM = new Set(["p720", "p360"]); // steps of the ladder; below, the line has no room beside the picture

/** @param {HTMLVideoElement|null} video that shows the camera @returns {string|null} JPEG in base64; null: there is none now */
export function previewOf(video) {
  const long = Math.max(video?.videoWidth ?? 0, video?.videoHeight ?? 0);
  if (!video || !long) return null;
  const scale = Math.min(1, LONG_SIDE / long);
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(video.videoWidth * scale);
  canvas.height = Math.round(video.videoHeight * scale);
  canvas.getContext("2d")?.drawImage(video, 0, 0, canvas.width, canvas.height);
  for (const quality of QUALITIES) {
    const jpeg = canvas.toDataURL("image/jpeg", quality).split(",")[1];
    if (jpeg && jpeg.length <= LONGEST) return jpeg;
  }
  return null;
}

/**
 * @param {import("../shared/live-channel.js").LiveChannel} channel @param {string} step of the ladder
 * @param {HTMLVideoElement|null} video @param {string} photoId
 */
export function tellPreview(channel, step, video, photoId) {
  const jpeg = channel.isOpen && WITH_ROOM.has(step) ? previewOf(video) : null;
  if (jpeg) channel.say("still-preview", { photo_id: photoId, jpeg });
}
