/** The phone's rear camera and microphone: open, verify, watch, close. */

import { live } from "./camera-settings.js";
import { meaning } from "./refusal.js";

/** @typedef {import("./state.js").Help} Help */

const LIVE = live(720);
const ASK_TIMEOUT_MS = 90_000; // an old person reads the question first
const IN_APP_TIMEOUT_MS = 8_000; // other apps often never answer
const LENS_TIMEOUT_MS = 6_000; // permission is there already
const VOICE = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };

/** No picture, and which help to show. */
export class CameraProblem extends Error {
  /** @param {Help} help */
  constructor(help) {
    super(help);
    this.help = help;
  }
}

/**
 * @param {{microphone?: boolean, inApp?: boolean, lens?: string|null}} [options] lens: device it shall be, if it is there
 * @returns {Promise<MediaStream>} @throws {CameraProblem}
 */
export async function openCamera({ microphone = true, inApp = false, lens = null } = {}) {
  if (!navigator.mediaDevices?.getUserMedia) throw new CameraProblem(inApp ? "in-app" : "insecure");
  const audio = microphone ? VOICE : false;
  try {
    const wait = inApp ? IN_APP_TIMEOUT_MS : ASK_TIMEOUT_MS;
    const which = lens ? { deviceId: { ideal: lens } } : { facingMode: { ideal: "environment" } };
    const stream = await ask({ audio, video: { ...LIVE, ...which } }, wait);
    return lens ? stream : await withRearCamera(stream, wait);
  } catch (error) {
    throw new CameraProblem(inApp ? "in-app" : await meaning(error, microphone));
  }
}

/**
 * `getUserMedia` that gives up. What arrives too late is closed again, or its lamp would stay on.
 * @param {MediaStreamConstraints} constraints @param {number} timeoutMs @returns {Promise<MediaStream>}
 */
function ask(constraints, timeoutMs) {
  const asked = navigator.mediaDevices.getUserMedia(constraints);
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new DOMException("no answer", "TimeoutError"));
      asked.then(closeStream, () => {});
    }, timeoutMs);
    asked.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/**
 * The browser may have given the front camera or the ultra-wide one; then ask for the right one by its id.
 * @param {MediaStream} stream @param {number} timeoutMs @returns {Promise<MediaStream>}
 */
async function withRearCamera(stream, timeoutMs) {
  const [track] = stream.getVideoTracks();
  const better = track ? await betterCamera(track) : null;
  if (!track || !better) return stream;
  // One camera at a time: iPhones refuse the second while the first runs.
  track.stop();
  stream.removeTrack(track);
  const other = await ask({ video: { ...LIVE, deviceId: { exact: better } } }, timeoutMs);
  for (const video of other.getVideoTracks()) stream.addTrack(video);
  return stream;
}

/** @param {MediaStreamTrack} track @returns {Promise<string|null>} id of a camera that fits better */
async function betterCamera(track) {
  const facing = track.getSettings().facingMode;
  const wrong = facing === "user" || /ultra|ultraweit/i.test(track.label);
  if (!wrong) return null;
  const devices = await navigator.mediaDevices.enumerateDevices();
  const rear = devices.filter(
    (device) =>
      device.kind === "videoinput" &&
      device.deviceId !== track.getSettings().deviceId &&
      /back|rear|environment|rück/i.test(device.label) &&
      !/ultra|tele/i.test(device.label),
  );
  return rear[0]?.deviceId || null;
}

/** @param {MediaStream|null} stream */
export function closeStream(stream) {
  for (const track of stream?.getTracks() ?? []) track.stop();
}

/**
 * One lens of several, by its device. @param {string} device @param {import("./camera-settings.js").Size} size
 * @returns {Promise<MediaStreamTrack>}
 */
export async function openLens(device, size) {
  const stream = await ask({ video: { ...live(size), deviceId: { exact: device } } }, LENS_TIMEOUT_MS);
  const [track] = stream.getVideoTracks();
  if (!track) throw new DOMException("no picture", "NotFoundError");
  return track;
}

/** @param {MediaStream|null} stream @returns {MediaStreamTrack|null} */
export function videoTrack(stream) {
  return stream?.getVideoTracks()[0] ?? null;
}

/** Back to the live size after a still in full resolution. @param {MediaStreamTrack} track */
export async function restoreLive(track) {
  await track.applyConstraints(LIVE).catch(() => {});
}
