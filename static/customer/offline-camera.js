/** The camera for the list: the call's own where there is one, else one that is opened for it and closed after. */

import { smaller, takeStill } from "../shared/still.js";
import { closeStream, openCamera, restoreLive, videoTrack } from "./camera.js";
import { able } from "./camera-settings.js";
import { readEnvironment } from "./environment.js";
import { framesOf, steady } from "./steady.js";

const SMALL = 288; // px, the longer side of a preview

export class OfflineCamera {
  /** @type {HTMLVideoElement|null} */
  #video = null;
  /** Opened by us. */
  #own = false;

  /** @param {import("./hub.js").Hub} hub */
  constructor(hub) {
    this._hub = hub;
  }

  /** @returns {Promise<boolean>} whether there is a picture */
  async open() {
    const { store } = this._hub;
    if (videoTrack(store.get().stream)?.readyState === "live") return true;
    try {
      const stream = await openCamera({ microphone: false, inApp: readEnvironment().inApp });
      this.#own = true;
      store.set({ stream, torch: { on: false, supported: able(videoTrack(stream)).torch } });
      return true;
    } catch {
      return false;
    }
  }

  close() {
    if (!this.#own) return;
    this.#own = false;
    const { store } = this._hub;
    closeStream(store.get().stream);
    store.set({ stream: null, torch: { on: false, supported: false } });
  }

  /** @param {Element|undefined} video */
  show(video) {
    this.#video = video instanceof HTMLVideoElement ? video : null;
  }

  async toggleTorch() {
    const { store } = this._hub;
    const track = videoTrack(store.get().stream);
    const { on, supported } = store.get().torch;
    if (!track || !supported) return;
    try {
      await track.applyConstraints({ advanced: [/** @type {any} */ ({ torch: !on })] });
      store.set({ torch: { on: !on, supported } });
    } catch {
      // It stays as it is, and says so.
    }
  }

  /** With a steady hand. @returns {Promise<Blob|null>} null when the camera gives nothing */
  async take() {
    const track = videoTrack(this._hub.store.get().stream);
    if (!track) return null;
    await steady(framesOf(this.#video));
    return takeStill(track, this.#video, restoreLive).then(
      ({ blob }) => blob,
      () => null,
    );
  }

  /** @param {Blob} blob @returns {Promise<ArrayBuffer>} a small JPEG of it */
  small(blob) {
    return smaller(blob, SMALL);
  }
}
