/** The phone's lamp. It falls out when the camera is reconfigured (older iPhones), so it is asked for again. */

import { hasTorch, setTorch } from "./camera.js";

/** @typedef {{on: boolean, supported: boolean}} Torch */

export class Light {
  /** @param {() => MediaStreamTrack|null} track @param {(torch: Torch) => void} onChange */
  constructor(track, onChange) {
    this._track = track;
    this._onChange = onChange;
    this._on = false;
  }

  /** @returns {Torch} */
  get state() {
    return { on: this._on, supported: hasTorch(this._track()) };
  }

  /** @param {boolean} on @returns {Promise<boolean>} whether it worked */
  async set(on) {
    const track = this._track();
    const worked = track ? await setTorch(track, on) : false;
    if (worked) this._on = on;
    this._onChange(this.state);
    return worked;
  }

  /** After another camera or another size. */
  async again() {
    const track = this._track();
    if (this._on && track) this._on = await setTorch(track, true);
    this._onChange(this.state);
  }
}
