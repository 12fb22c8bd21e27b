/** A still for a line too thin for video: what the camera shows now, in as many bytes as the line carries in time. */

const LONG_SIDE = 1280; // pixels; below, a type plate cannot be read
const QUALITIES = [0.72, 0.5, 0.34, 0.2];
const TYPES = ["image/webp", "image/jpeg"]; // the first is smaller; not every browser writes it

/**
 * @param {HTMLVideoElement|null} video that shows the camera @param {number} bytes it should not exceed
 * @returns {Promise<{blob: Blob, width: number, height: number}|null>} null: there is no picture now
 */
export async function lineStill(video, bytes) {
  const canvas = drawn(video, LONG_SIDE);
  if (!canvas) return null;
  const { width, height } = canvas;
  const blob = await smallest(canvas, bytes);
  canvas.width = canvas.height = 0;
  return blob && { blob, width, height };
}

/**
 * What the video shows now. Whoever is done with it makes it 0 × 0: Safari keeps the memory of canvases until they shrink.
 * @param {HTMLVideoElement|null} video @param {number} most px of its longer side @returns {HTMLCanvasElement|null} null: there is no picture now
 */
export function drawn(video, most) {
  const long = Math.max(video?.videoWidth ?? 0, video?.videoHeight ?? 0);
  if (!video || !long) return null;
  const scale = Math.min(1, most / long);
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(video.videoWidth * scale);
  canvas.height = Math.round(video.videoHeight * scale);
  canvas.getContext("2d")?.drawImage(video, 0, 0, canvas.width, canvas.height);
  return canvas;
}

/** @param {HTMLCanvasElement} canvas @param {number} bytes @returns {Promise<Blob|null>} */
async function smallest(canvas, bytes) {
  /** @type {Blob|null} */
  let blob = null;
  for (const quality of QUALITIES) {
    blob = await written(canvas, quality);
    if (!blob || blob.size <= bytes) return blob;
  }
  return blob;
}

/** @param {HTMLCanvasElement} canvas @param {number} quality @returns {Promise<Blob|null>} */
async function written(canvas, quality) {
  for (const type of TYPES) {
    /** @type {Blob|null} */
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, type, quality));
    if (blob?.type === type) return blob;
  }
  return null;
}
