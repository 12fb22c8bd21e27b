/**
 * Waits for a steady hand: a still that is taken while the picture moves is blurred. Where the picture never comes to
 * rest (noise in a dark basement, a trembling hand), it is not waited for longer than a person holds still anyway.
 */

export const AT_LEAST_MS = 300; // she sees that a picture is being taken, and stops
export const AT_MOST_MS = 900; // to read "hold still" and do it
const CALM_FRAMES = 2; // in a row; between two swings of the hand one may be calm
const CALM = 1.5; // of 255: mean difference of two frames in a row
const WIDTH = 64;
const HEIGHT = 36;
const FRAME_WITHIN_MS = 200;

/**
 * @param {() => Promise<ArrayLike<number>|null>} look the next frame, small, as RGBA; null where there is none
 * @param {() => number} [now] ms
 * @returns {Promise<boolean>} whether the picture came to rest
 */
export async function steady(look, now = () => performance.now()) {
  const began = now();
  const passed = () => now() - began;
  let before = null;
  let calm = 0;
  while (passed() < AT_MOST_MS) {
    const frame = await look();
    calm = before && frame && difference(before, frame) < CALM ? calm + 1 : 0;
    before = frame;
    if (calm >= CALM_FRAMES && passed() >= AT_LEAST_MS) return true;
  }
  return false;
}

/** Of the green alone, which is most of the brightness. @param {ArrayLike<number>} one @param {ArrayLike<number>} other */
function difference(one, other) {
  let sum = 0;
  for (let i = 1; i < one.length; i += 4) sum += Math.abs((one[i] ?? 0) - (other[i] ?? 0));
  return sum / (one.length / 4);
}

/** Looks at what a video shows. @param {HTMLVideoElement|null} video @returns {() => Promise<ArrayLike<number>|null>} */
export function framesOf(video) {
  const canvas = document.createElement("canvas");
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  return async () => {
    const isNew = await nextFrame(video);
    if (!isNew || !video || !context) return null;
    context.drawImage(video, 0, 0, WIDTH, HEIGHT);
    return context.getImageData(0, 0, WIDTH, HEIGHT).data;
  };
}

/** @param {HTMLVideoElement|null} video @returns {Promise<boolean>} false when none came in time */
function nextFrame(video) {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), FRAME_WITHIN_MS);
    video?.requestVideoFrameCallback?.(() => {
      clearTimeout(timer);
      resolve(true);
    });
  });
}
