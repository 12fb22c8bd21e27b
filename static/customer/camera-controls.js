/**
 * The camera in the consultant's hand: zoom, lens, focus, size, and the light she may switch herself. What was set is
 * set again after everything that makes a camera forget it: another lens, another size, a still, a fresh camera, the
 * end of a phone call.
 *
 * Hears `camera {set, value}` and `torch {on}`, tells `camera-state` and `torch-state`.
 */

import { t } from "../shared/i18n.js";
import { openLens } from "./camera.js";
import { SIZES, able, setLens, setSize, within } from "./camera-settings.js";
import { rearLenses } from "./lenses.js";

/** @typedef {import("./camera-settings.js").Size} Size */
/** @typedef {import("./camera-settings.js").Point} Point */
/** @typedef {import("./lenses.js").Lens} Lens */
/** @typedef {"torch"|"zoom"|"lens"|"focus"|"size"} Setting */

const FOCUS_HELD_MS = 8000; // then the camera looks for itself again: she has moved on
const RING_MS = 2500;
const FULL = 720;

export class CameraControls {
  /**
   * @param {import("./hub.js").Hub} hub
   * @param {{track: () => MediaStreamTrack|null, frozen: (frozen: boolean) => void}} camera frozen: no frames for a moment
   */
  constructor(hub, { track, frozen }) {
    this._hub = hub;
    this._track = track;
    this._frozen = frozen;
    /** @type {import("./camera-settings.js").Wanted} */
    this._wanted = { torch: false, zoom: null, focus: null, size: FULL };
    /** @type {Lens[]} */
    this._lenses = [];
    /** What is still to be done, the newest value of each. @type {Map<Setting|"again", unknown>} */
    this._due = new Map();
    /** @type {Promise<void>} */
    this._working = Promise.resolve();
    this._busy = false; // a still is being taken
    this._timers = { focus: 0, ring: 0 };
    hub.signals.on("camera", (payload) => this._command(payload?.set, payload?.value));
    hub.signals.on("torch", (payload) => this._ask("torch", payload?.on === true));
    hub.signals.on("hello", () => this._tell());
    hub.moments.on("camera", () => void this._opened());
    hub.moments.on("met", () => this._tell());
    hub.moments.on("parted", () => this._forget());
    if (track()) void this._opened(); // the camera was quicker than this module
  }

  /** Her own button. */
  toggleTorch = async () => {
    if (!able(this._track()).torch) return this._hub.notice(t("customer.light.unsupported"));
    const on = !this._wanted.torch;
    await this._ask("torch", on);
    if (this._wanted.torch !== on) this._hub.notice(t("customer.light.failed"));
  };

  /** A still takes the camera for a moment and leaves it changed. @param {boolean} busy */
  capturing(busy) {
    this._busy = busy;
    if (!busy) void this._ask("again", null);
  }

  /** @param {unknown} set @param {unknown} value what the consultant's page says, therefore read with care */
  _command(set, value) {
    if (set === "zoom" && typeof value === "number" && Number.isFinite(value)) void this._ask("zoom", value);
    if (set === "lens" && this._lenses.some(({ id }) => id === value)) void this._ask("lens", value);
    if (set === "size" && Object.hasOwn(SIZES, String(value))) void this._ask("size", Number(value));
    if (set === "focus" && isPoint(value)) void this._ask("focus", { x: value.x, y: value.y });
  }

  /** One after the other; of several for the same setting the last one counts. @param {Setting|"again"} what @param {unknown} value */
  _ask(what, value) {
    this._due.set(what, value);
    this._working = this._working.then(() => this._work());
    return this._working;
  }

  async _work() {
    for (const next of this._next()) {
      const worked = await this._do(...next);
      if (next[0] === "again") this._tell();
      else this._tell(worked ? null : next[0]);
    }
  }

  *_next() {
    while (this._due.size && !this._busy) {
      const [[what, value]] = this._due;
      this._due.delete(what);
      yield /** @type {[Setting|"again", any]} */ ([what, value]);
    }
  }

  /** @param {Setting|"again"} what @param {any} value @returns {Promise<boolean>} whether the camera did it */
  async _do(what, value) {
    const track = this._track();
    if (track?.readyState !== "live") return what === "again"; // a fresh one is asked for all of it anyway
    switch (what) {
      case "lens":
        return this._changeLens(value);
      case "size":
        return this._changeSize(track, value);
      case "focus":
        return this._focusOn(track, value);
      case "torch":
      case "zoom":
        return this._set(track, { [what]: value });
      default:
        return this._again(track);
    }
  }

  /** @param {MediaStreamTrack} track @param {Partial<import("./camera-settings.js").Wanted>} change */
  async _set(track, change) {
    const can = able(track);
    if (("torch" in change && change.torch && !can.torch) || ("zoom" in change && !can.zoom)) return false;
    const wanted = { ...this._wanted, ...change };
    const worked = await setLens(track, wanted);
    if (worked) this._wanted = wanted;
    else await setLens(track, this._wanted);
    return worked;
  }

  /** @param {MediaStreamTrack} track @param {Point} point */
  async _focusOn(track, point) {
    if (!able(track).focus) return false;
    this._ring(point);
    const worked = await setLens(track, { ...this._wanted, focus: point });
    this._wanted.focus = worked ? point : null;
    clearTimeout(this._timers.focus);
    this._timers.focus = window.setTimeout(() => {
      this._wanted.focus = null;
      void this._ask("again", null);
    }, FOCUS_HELD_MS);
    return worked;
  }

  /** She sees where the camera is asked to look. @param {Point} point */
  _ring(point) {
    this._hub.store.set({ focusRing: point });
    clearTimeout(this._timers.ring);
    this._timers.ring = window.setTimeout(() => this._hub.store.set({ focusRing: null }), RING_MS);
  }

  /** @param {MediaStreamTrack} track @param {Size} size */
  async _changeSize(track, size) {
    const before = this._wanted.size;
    this._wanted.size = size;
    const worked = await setSize(track, size);
    if (!worked) this._wanted.size = before;
    await setLens(track, this._wanted);
    return worked;
  }

  /** Everything as it was set before. @param {MediaStreamTrack} track */
  async _again(track) {
    if (this._wanted.size !== FULL) await setSize(track, this._wanted.size);
    const { torch } = this._wanted;
    if ((await setLens(track, this._wanted)) || !torch) return true;
    this._wanted.torch = false;
    return false;
  }

  /** The old one is closed before the next is opened: iPhones refuse the second. @param {string} id */
  async _changeLens(id) {
    const { store } = this._hub;
    const { stream } = store.get();
    const lens = this._lenses.find((one) => one.id === id);
    if (!stream || !lens || lens === this._lens()) return Boolean(lens);
    const before = this._track()?.getSettings().deviceId ?? null;
    this._wanted.focus = null;
    this._frozen(true);
    try {
      const worked = await this._reopen(stream, lens.device);
      if (!worked && before) await this._reopen(stream, before);
      if (worked) store.set({ lens: lens.device });
      return worked;
    } finally {
      this._frozen(false);
    }
  }

  /** @param {MediaStream} stream @param {string} device */
  async _reopen(stream, device) {
    const enabled = this._track()?.enabled ?? true;
    for (const old of stream.getVideoTracks()) {
      old.stop();
      stream.removeTrack(old);
    }
    try {
      const track = await openLens(device, this._wanted.size);
      track.enabled = enabled;
      stream.addTrack(track);
      this._watchMute(track);
      await this._hub.call?.replaceMedia(stream);
      await this._again(track);
      return true;
    } catch {
      return false;
    }
  }

  async _opened() {
    const track = this._track();
    if (!track) return;
    this._wanted.focus = null;
    this._watchMute(track);
    this._lenses = await rearLenses();
    await this._ask("again", null);
  }

  /** After a phone call the same track comes back, dark and far away. @param {MediaStreamTrack} track */
  _watchMute(track) {
    track.addEventListener("unmute", () => track === this._track() && void this._ask("again", null));
  }

  _lens() {
    const device = this._track()?.getSettings().deviceId;
    return this._lenses.find((one) => one.device === device) ?? null;
  }

  /** @param {Setting|null} [failed] */
  _tell(failed = null) {
    const track = this._track();
    const can = able(track);
    const { torch, zoom, focus, size } = this._wanted;
    const now = /** @type {any} */ (track?.getSettings?.() ?? {}).zoom;
    this._hub.store.set({ torch: { on: torch && can.torch, supported: can.torch } });
    this._hub.say("torch-state", { on: torch && can.torch, supported: can.torch });
    this._hub.say("camera-state", {
      open: track !== null && track.readyState === "live",
      zoom: can.zoom && { ...can.zoom, value: within(now ?? zoom ?? can.zoom.min, can.zoom) },
      lenses: this._lenses.map(({ id, kind }) => ({ id, kind })),
      lens: this._lens()?.id ?? null,
      focus: can.focus !== null,
      point: focus,
      sizes: can.sizes,
      size,
      failed,
    });
  }

  _forget() {
    clearTimeout(this._timers.focus);
    this._due.clear();
    this._wanted = { torch: false, zoom: null, focus: null, size: FULL };
    this._hub.store.set({ torch: { on: false, supported: false }, focusRing: null });
  }
}

/** @param {any} value @returns {value is Point} */
function isPoint(value) {
  return [value?.x, value?.y].every((part) => typeof part === "number" && part >= 0 && part <= 1);
}
