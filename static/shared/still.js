/**
 * A still in the camera's full resolution, from the device's own track: never a grab of the compressed video.
 *
 * takePhoto is asked first: it reads the whole sensor. Where it is missing, fails, or gives less than the track itself
 * could (some browsers answer with the small live picture), the track is raised for a moment and one of its frames is
 * kept: by grabFrame, or from a video element drawn on a canvas.
 */

/** @typedef {{blob: Blob, width: number, height: number}} Picture */

const PHOTO_TIMEOUT_MS = 6000; // takePhoto may hang on phones that are short of memory
const ASKED_TIMEOUT_MS = 2000; // its size is worth no longer wait
const RAISE_TIMEOUT_MS = 2500;
const JPEG_QUALITY = 0.92;
const MOST = { width: { ideal: 4096 }, height: { ideal: 2304 } };
const ENOUGH = 0.9; // of the pixels the track could give

/** Cameras that took no photo in time: the next still does not wait for them again. @type {WeakSet<MediaStreamTrack>} */
const hung = new WeakSet();

/**
 * @param {MediaStreamTrack} track
 * @param {HTMLVideoElement|null} video that shows the track; the last resort
 * @param {(track: MediaStreamTrack) => Promise<void>} restore brings the track back to its live size
 * @returns {Promise<Picture>} @throws when the camera gives no picture at all
 */
export async function takeStill(track, video, restore) {
  const photo = await takePhoto(track).catch(() => null);
  if (photo && pixels(photo) >= ENOUGH * possiblePixels(track)) return photo;
  const frame = await raisedFrame(track, video, restore).catch(() => null);
  const best = [photo, frame].reduce((one, other) => (pixels(other) > pixels(one) ? other : one), null);
  if (!best) throw new Error("no picture");
  return best;
}

/** @param {Picture|null} picture */
function pixels(picture) {
  return picture ? picture.width * picture.height : 0;
}

/** What the track could give as video, in pixels; 0 when the browser does not say. @param {MediaStreamTrack} track */
function possiblePixels(track) {
  const { width, height } = track.getCapabilities?.() ?? {};
  return Math.min(width?.max ?? 0, MOST.width.ideal) * Math.min(height?.max ?? 0, MOST.height.ideal);
}

/** @param {MediaStreamTrack} track @returns {Promise<Picture|null>} */
async function takePhoto(track) {
  const Capture = /** @type {any} */ (globalThis).ImageCapture;
  if (!Capture?.prototype?.takePhoto || hung.has(track)) return null;
  const capture = new Capture(track);
  const size = await within(ASKED_TIMEOUT_MS, capture.getPhotoCapabilities()).then(largest, () => undefined);
  try {
    return await measure(await within(PHOTO_TIMEOUT_MS, capture.takePhoto(size)));
  } catch (error) {
    if (error instanceof DOMException && error.name === "TimeoutError") hung.add(track);
    throw error;
  }
}

/** @param {any} capabilities of the photo @returns {{imageWidth: number, imageHeight: number}|undefined} */
function largest(capabilities) {
  const width = capabilities?.imageWidth?.max;
  const height = capabilities?.imageHeight?.max;
  return width && height ? { imageWidth: width, imageHeight: height } : undefined;
}

/** @param {MediaStreamTrack} track @param {HTMLVideoElement|null} video @param {(track: MediaStreamTrack) => Promise<void>} restore @returns {Promise<Picture|null>} */
async function raisedFrame(track, video, restore) {
  const before = size(track);
  try {
    await within(RAISE_TIMEOUT_MS, track.applyConstraints(MOST)).catch(() => {});
    return (await grabFrame(track).catch(() => null)) ?? (await drawFrame(track, video));
  } finally {
    if (size(track) !== before) await restore(track);
  }
}

/** @param {MediaStreamTrack} track */
function size(track) {
  const { width = 0, height = 0 } = track.getSettings();
  return `${width}×${height}`;
}

/** @param {MediaStreamTrack} track @returns {Promise<Picture|null>} */
async function grabFrame(track) {
  const Capture = /** @type {any} */ (globalThis).ImageCapture;
  if (!Capture?.prototype?.grabFrame) return null;
  /** @type {ImageBitmap} */
  const bitmap = await within(RAISE_TIMEOUT_MS, new Capture(track).grabFrame());
  const picture = await encode(bitmap, bitmap.width, bitmap.height);
  bitmap.close();
  return picture;
}

/**
 * A video element shows the raised size a moment later: wait for it, then draw.
 * @param {MediaStreamTrack} track @param {HTMLVideoElement|null} video @returns {Promise<Picture|null>}
 */
async function drawFrame(track, video) {
  if (!video) return null;
  const wanted = track.getSettings().width ?? 0;
  const until = performance.now() + RAISE_TIMEOUT_MS;
  const side = () => Math.max(video.videoWidth, video.videoHeight);
  while (side() < wanted && performance.now() < until) await nextFrame(video);
  return video.videoWidth ? encode(video, video.videoWidth, video.videoHeight) : null;
}

/** @param {HTMLVideoElement} video @returns {Promise<void>} */
function nextFrame(video) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, 200);
    video.requestVideoFrameCallback?.(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/** @param {CanvasImageSource} source @param {number} width @param {number} height @returns {Promise<Picture|null>} */
async function encode(source, width, height) {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  canvas.getContext("2d")?.drawImage(source, 0, 0);
  const blob = await new Promise((/** @type {(blob: Blob|null) => void} */ resolve) => {
    canvas.toBlob(resolve, "image/jpeg", JPEG_QUALITY);
  });
  canvas.width = canvas.height = 0; // Safari keeps the memory of large canvases until they shrink
  return blob ? { blob, width, height } : null;
}

/** @param {Blob} blob @returns {Promise<Picture>} */
async function measure(blob) {
  const bitmap = await createImageBitmap(blob);
  const { width, height } = bitmap;
  bitmap.close();
  return { blob, width, height };
}

/** @template T @param {number} ms @param {Promise<T>} promise @returns {Promise<T>} */
function within(ms, promise) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new DOMException("too slow", "TimeoutError")), ms);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/**
 * A small JPEG of it, for a list. @param {Blob} blob @param {number} side px of the width at most @param {number} [quality]
 * @returns {Promise<ArrayBuffer>}
 */
export async function smaller(blob, side, quality = 0.8) {
  const bitmap = await createImageBitmap(blob, { resizeWidth: side, resizeQuality: "medium" });
  const canvas = document.createElement("canvas");
  canvas.width = bitmap.width;
  canvas.height = bitmap.height;
  canvas.getContext("2d")?.drawImage(bitmap, 0, 0);
  bitmap.close();
  const made = await new Promise((/** @type {(blob: Blob|null) => void} */ resolve) => {
    canvas.toBlob(resolve, "image/jpeg", quality);
  });
  canvas.width = canvas.height = 0; // Safari keeps the memory of canvases until they shrink
  return made ? made.arrayBuffer() : new ArrayBuffer(0);
}
