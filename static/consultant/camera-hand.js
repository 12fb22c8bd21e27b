/** Her camera in the consultant's hand: what is tapped here is done there, and shown here as the phone tells it. */

import { t } from "../shared/i18n.js";
import { readCamera } from "./guide-state.js";

/** @typedef {import("./guide-state.js").GuideState} GuideState */
/** @typedef {import("./guide-state.js").Point} Point */
/** @typedef {import("./guide-state.js").Tray} Tray */

const SEND_EVERY_MS = 120; // while a slider moves
const OWN_FOR_MS = 800; // what the slider says counts, not the phone's older answer
const RING_MS = 2500;
const LARGER = 1.25; // one tap on plus
const SETTINGS = new Set(["zoom", "lens", "focus", "size"]);

export class CameraHand {
  #timers = { send: 0, ring: 0 };
  #zoomedAt = -Infinity;
  /** @type {number|null} a zoom that waits to be sent */
  #zoom = null;

  /** @param {import("./app.js").App} app @param {(patch: Partial<GuideState>) => void} set */
  constructor(app, set) {
    this.app = app;
    this.set = set;
    app.signals.on("camera-state", (payload) => this.#told(payload));
  }

  /** The same tap closes it again. @param {Tray} tray */
  toggleTray(tray) {
    this.set({ tray: this.#guide.tray === tray ? null : tray });
  }

  closeTray() {
    this.set({ tray: null });
  }

  /** @param {number} value */
  zoom(value) {
    const { camera } = this.#guide;
    if (!camera?.zoom) return;
    const { min, max } = camera.zoom;
    const zoom = Math.min(max, Math.max(min, Number(value.toFixed(2))));
    this.#zoomedAt = performance.now();
    this.set({ camera: { ...camera, zoom: { ...camera.zoom, value: zoom } } });
    this.#zoom = zoom;
    if (!this.#timers.send) this.#sendZoom();
  }

  /** @param {1|-1} direction */
  zoomStep(direction) {
    const { camera } = this.#guide;
    if (camera?.zoom) this.zoom(camera.zoom.value * LARGER ** direction);
  }

  /** @param {string} id */
  lens(id) {
    this.#command("lens", id);
  }

  /** @param {number} size */
  size(size) {
    this.#command("size", size);
  }

  /** @param {Point} point */
  focus(point) {
    const { camera } = this.#guide;
    const { call } = this.app.store.get();
    if (call.role !== "consultant" || !call.customerThere || !camera) return;
    if (!camera.focus) {
      this.why(t("guide.camera.why.focus"));
      return;
    }
    this.#command("focus", point);
    this.set({ focus: { ...point, done: false } });
    clearTimeout(this.#timers.ring);
    this.#timers.ring = window.setTimeout(() => this.set({ focus: null }), RING_MS);
  }

  /** Why something is grey. @param {string} reason */
  why(reason) {
    this.app.toast(reason);
  }

  get #guide() {
    return this.app.store.get().guide;
  }

  #sendZoom() {
    if (this.#zoom === null) {
      this.#timers.send = 0;
      return;
    }
    this.#command("zoom", this.#zoom);
    this.#zoom = null;
    this.#timers.send = window.setTimeout(() => this.#sendZoom(), SEND_EVERY_MS);
  }

  /** @param {string} set @param {unknown} value */
  #command(set, value) {
    this.app.say("camera", { set, value });
  }

  /** @param {any} payload */
  #told(payload) {
    const { camera: before, focus } = this.#guide;
    const camera = readCamera(payload);
    if (camera?.zoom && before?.zoom && performance.now() - this.#zoomedAt < OWN_FOR_MS) camera.zoom.value = before.zoom.value;
    this.set({ camera, focus: focus && { ...focus, done: focus.done || (camera?.focus === true && payload.point !== null) } });
    if (SETTINGS.has(payload?.failed)) this.app.toast(t(`guide.camera.failed.${payload.failed}`));
  }
}
