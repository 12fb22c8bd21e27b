/**
 * The phone's lamp, switched here or by the consultant. It falls out when the camera is reconfigured (older iPhones),
 * so it is asked for again.
 */

import { t } from "../shared/i18n.js";
import { hasTorch, setTorch } from "./camera.js";

/** @typedef {{on: boolean, supported: boolean}} Torch */

export class Light {
  /** @param {import("./hub.js").Hub} hub @param {() => MediaStreamTrack|null} track */
  constructor(hub, track) {
    this._hub = hub;
    this._track = track;
    this._on = false;
    hub.signals.on("torch", (payload) => void this._set(Boolean(payload?.on)));
    hub.moments.on("camera", () => void this.again());
    hub.moments.on("met", () => this._tell());
    hub.moments.on("parted", () => hub.store.set({ torch: { on: false, supported: false } }));
  }

  toggle = async () => {
    if (!hasTorch(this._track())) this._hub.notice(t("customer.light.unsupported"));
    else if (!(await this._set(!this._on))) this._hub.notice(t("customer.light.failed"));
  };

  /** After another camera or another size. */
  async again() {
    const track = this._track();
    if (this._on && track) this._on = await setTorch(track, true);
    this._tell();
  }

  /** @param {boolean} on @returns {Promise<boolean>} whether it worked */
  async _set(on) {
    const track = this._track();
    const worked = track ? await setTorch(track, on) : false;
    if (worked) this._on = on;
    this._tell();
    return worked;
  }

  _tell() {
    /** @type {Torch} */
    const torch = { on: this._on, supported: hasTorch(this._track()) };
    this._hub.store.set({ torch });
    this._hub.say("torch-state", torch);
  }
}
