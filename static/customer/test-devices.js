/** What the connection test asks of the phone itself: camera, microphone, light, and a picture where there is no camera. */

import { CameraProblem, openCamera, videoTrack } from "./camera.js";
import { pause } from "./test-line.js";

/** @typedef {import("./state.js").Help} Help */

const HEARD = 0.02; // of full loudness; a quiet room has less
const LEVEL_EVERY_MS = 80;
const LIGHT_MS = 700;

/**
 * Whatever opens: both, the camera alone, the microphone alone, or nothing.
 * @typedef {object} Opened
 * @property {MediaStream} stream
 * @property {Help|null} help why there is no picture
 * @property {Help|null} silence why there is a picture and no voice
 */

/** @param {boolean} inApp @returns {Promise<Opened>} */
export async function openWhatThereIs(inApp) {
  try {
    return { stream: await openCamera({ inApp }), help: null, silence: null };
  } catch (error) {
    const help = error instanceof CameraProblem ? error.help : "unknown";
    if (help === "no-microphone" || help === "microphone-refused") {
      try {
        return { stream: await openCamera({ inApp, microphone: false }), help: null, silence: help };
      } catch {
        return { stream: new MediaStream(), help: "unknown", silence: help };
      }
    }
    const voice = inApp ? null : await navigator.mediaDevices?.getUserMedia({ audio: true }).catch(() => null);
    return { stream: voice ?? new MediaStream(), help, silence: null };
  }
}

/** What the office reads: some ways not to be allowed are one to it. @param {Help|null} help */
export function toldAs(help) {
  return help === "system" || help === "unanswered" ? "refused" : (help ?? "ok");
}

/** Listens to the microphone and tells how loud it is, 0 to 1. */
export class Level {
  loudest = 0;

  /** @param {MediaStream} stream @param {(level: number) => void} tell */
  constructor(stream, tell) {
    const Context = globalThis.AudioContext;
    if (!Context || stream.getAudioTracks().length === 0) return;
    this._context = new Context();
    void this._context.resume().catch(() => {});
    const analyser = this._context.createAnalyser();
    analyser.fftSize = 1024;
    this._context.createMediaStreamSource(new MediaStream(stream.getAudioTracks())).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    this._timer = setInterval(() => {
      analyser.getFloatTimeDomainData(samples);
      const level = Math.max(...samples.map(Math.abs));
      this.loudest = Math.max(this.loudest, level);
      tell(Math.min(1, level));
    }, LEVEL_EVERY_MS);
  }

  get heard() {
    return this.loudest > HEARD;
  }

  close() {
    clearInterval(this._timer);
    void this._context?.close().catch(() => {});
    this._context = undefined;
  }
}

/** The lamp, on for a moment. @param {MediaStream} stream @param {AbortSignal} signal @returns {Promise<boolean>} it can be switched */
export async function flashLight(stream, signal) {
  const track = videoTrack(stream);
  const able = /** @type {any} */ (track?.getCapabilities?.() ?? {});
  if (!track || !able.torch) return false;
  const light = (/** @type {boolean} */ torch) => track.applyConstraints({ advanced: [/** @type {any} */ ({ torch })] });
  try {
    await light(true);
    await pause(LIGHT_MS, signal);
    await light(false);
    return true;
  } catch (error) {
    if (signal.aborted) throw error;
    return false;
  }
}

/** A moving picture for the line where the camera gives none. @returns {{track: MediaStreamTrack, close: () => void}} */
export function standInPicture() {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [640, 480];
  const context = canvas.getContext("2d");
  const timer = setInterval(() => {
    if (!context) return;
    for (let patch = 0; patch < 300; patch += 1) {
      context.fillStyle = `hsl(${Math.random() * 360} 60% ${20 + Math.random() * 60}%)`;
      context.fillRect(Math.random() * 640, Math.random() * 480, 40, 30);
    }
  }, 66);
  const [track] = canvas.captureStream(15).getVideoTracks();
  return {
    track,
    close() {
      clearInterval(timer);
      track.stop();
    },
  };
}
