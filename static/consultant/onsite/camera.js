/** The tablet's own camera on a visit: opened on a tap, closed whenever nobody looks. */

import { smaller, takeStill } from "../../shared/still.js";

/** @typedef {"off"|"starting"|"on"|"refused"|"none"} CameraState `none`: there is no camera, or another program has it */

const LIVE = { width: { ideal: 1280 }, height: { ideal: 720 } };
const SEEN = 960; // px, the longer side of what is shown until the server has it

export class OnsiteCamera {
  /** @type {MediaStream|null} */
  #stream = null;
  /** @type {HTMLVideoElement|null} */
  #video = null;
  #wanted = false;

  /** @param {(state: CameraState, stream: MediaStream|null) => void} told */
  constructor(told) {
    this._told = told;
  }

  async start() {
    this.#wanted = true;
    this._told("starting", null);
    try {
      if (!navigator.mediaDevices?.getUserMedia) throw new DOMException("insecure", "NotAllowedError");
      const stream = await navigator.mediaDevices.getUserMedia({ video: { ...LIVE, facingMode: { ideal: "environment" } } });
      if (!this.#wanted) return close(stream); // left meanwhile
      this.#stream = stream;
      for (const track of stream.getTracks()) track.addEventListener("ended", () => this.stop());
      this._told("on", stream);
    } catch (error) {
      const name = error instanceof DOMException ? error.name : "";
      this._told(name === "NotAllowedError" || name === "SecurityError" ? "refused" : "none", null);
    }
  }

  stop() {
    this.#wanted = false;
    if (this.#stream) close(this.#stream);
    this.#stream = null;
    this._told("off", null);
  }

  get isOn() {
    return this.#stream !== null;
  }

  /** @param {Element|undefined} video */
  show(video) {
    this.#video = video instanceof HTMLVideoElement ? video : null;
    if (this.#video && this.#video.srcObject !== this.#stream) this.#video.srcObject = this.#stream;
  }

  /** In full resolution. @returns {Promise<{blob: Blob, small: ArrayBuffer}>} @throws when the camera gives nothing */
  async take() {
    const track = this.#stream?.getVideoTracks()[0];
    if (!track) throw new Error("no camera");
    const { blob } = await takeStill(track, this.#video, (one) => one.applyConstraints(LIVE).catch(() => {}));
    return { blob, small: await smaller(blob, SEEN) };
  }
}

/** @param {MediaStream} stream */
function close(stream) {
  for (const track of stream.getTracks()) track.stop();
}
