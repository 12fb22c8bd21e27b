/** Requests for stills: hold steady, take, send, report. One camera, so one at a time; sending goes on beside it. */

import { takeStill } from "../shared/still.js";
import { uploadPhoto } from "../shared/upload.js";
import { restoreLive } from "./camera.js";
import { reading } from "./sensors.js";
import { framesOf, steady } from "./steady.js";

/** @typedef {{request_id: string, photo_id: string, item: string, entity: string, room?: string|null, label?: string}} Request */
/** @typedef {import("./state.js").Still} Still */

const SENT_SHOWN_MS = 2500;
const FAILED_SHOWN_MS = 6000;
const REPORT_EVERY_MS = 400;

/**
 * @typedef {object} Surroundings
 * @property {() => MediaStreamTrack|null} track
 * @property {() => HTMLVideoElement|null} video
 * @property {() => boolean} allowed her consent to stills
 * @property {(payload: object) => void} report signal "still-state" to the consultant
 * @property {(still: Still|null) => void} show
 * @property {(count: number) => void} pending how many are not with the server yet
 * @property {(away: boolean) => void} away the network is away, sending waits
 * @property {(photoId: string) => void} preview what the picture shows now, to the consultant
 * @property {(busy: boolean) => void} capturing frames may stand still meanwhile
 */

export class Stills {
  /** @param {Surroundings} surroundings */
  constructor(surroundings) {
    this._around = surroundings;
    /** The camera's queue. @type {Promise<void>} */
    this._camera = Promise.resolve();
    /** Requests already under way: a repeated one (after a reconnect) is answered once. @type {Map<string, object>} */
    this._known = new Map();
    this._pending = 0;
    this._hide = 0;
    /** Ends what is being sent. */
    this._stop = new AbortController();
  }

  /** She withdrew her consent: nothing more leaves the phone. */
  stop() {
    this._stop.abort();
    this._stop = new AbortController();
  }

  /** @param {Request} request */
  handle(request) {
    const known = this._known.get(request.request_id);
    if (known) return this._around.report(known);
    if (!this._around.allowed()) return this._report(request, "failed", 0, "consent");
    this._report(request, "taking", 0);
    this._camera = this._camera.then(() => this._take(request)).catch(() => {});
  }

  /** @param {Request} request */
  async _take(request) {
    const track = this._around.track();
    if (!track || track.readyState === "ended") return this._fail(request, "camera");
    this._show({ phase: "steady", progress: 0, preview: null });
    await steady(framesOf(this._around.video()));
    if (!this._around.allowed()) return this._stopped(request);
    const look = reading(); // as it is pressed; a moment later she looks at her screen
    /** @type {import("../shared/still.js").Picture} */
    let picture;
    this._around.preview(request.photo_id);
    this._around.capturing(true);
    try {
      picture = await takeStill(track, this._around.video(), restoreLive);
    } catch {
      return this._fail(request, "camera");
    } finally {
      this._around.capturing(false);
    }
    if (!this._around.allowed()) return this._stopped(request);
    void this._send(request, picture.blob, new Date(), look);
  }

  /** @param {Request} request @param {Blob} blob @param {Date} takenAt @param {ReturnType<typeof reading>} look */
  async _send(request, blob, takenAt, look) {
    const preview = URL.createObjectURL(blob);
    this._count(1);
    this._show({ phase: "sending", progress: 0, preview });
    this._report(request, "uploading", 0);
    let told = 0;
    try {
      await uploadPhoto({
        blob,
        photoId: request.photo_id,
        item: request.item,
        entity: request.entity,
        takenAt,
        room: typeof request.room === "string" ? request.room : null,
        headingDeg: look?.heading_deg,
        tiltDeg: look?.tilt_deg,
        signal: this._stop.signal,
        onWaiting: this._around.away,
        onProgress: (/** @type {number} */ part) => {
          this._show({ phase: "sending", progress: part, preview });
          if (performance.now() - told < REPORT_EVERY_MS) return;
          told = performance.now();
          this._report(request, "uploading", part);
        },
      });
      this._report(request, "done", 1);
      this._show({ phase: "sent", progress: 1, preview }, SENT_SHOWN_MS);
    } catch {
      this._around.away(false);
      if (this._around.allowed()) this._fail(request, "upload");
      else this._stopped(request);
    } finally {
      this._count(-1);
      setTimeout(() => URL.revokeObjectURL(preview), SENT_SHOWN_MS * 2);
    }
  }

  /** @param {Request} request @param {string} reason */
  _fail(request, reason) {
    this._report(request, "failed", 0, reason);
    this._show({ phase: "failed", progress: 0, preview: null }, FAILED_SHOWN_MS);
  }

  /** @param {Request} request */
  _stopped(request) {
    this._report(request, "failed", 0, "consent");
    this._show({ phase: "stopped", progress: 0, preview: null }, FAILED_SHOWN_MS);
  }

  /** @param {Request} request @param {string} state @param {number} progress @param {string} [reason] */
  _report({ request_id, photo_id }, state, progress, reason) {
    const payload = { request_id, photo_id, state, progress, ...(reason ? { reason } : {}) };
    this._known.set(request_id, payload);
    this._around.report(payload);
  }

  /** @param {Still} still @param {number} [forMs] then nothing is shown any more */
  _show(still, forMs) {
    clearTimeout(this._hide);
    this._around.show(still);
    if (forMs) this._hide = window.setTimeout(() => this._around.show(null), forMs);
  }

  /** @param {number} change */
  _count(change) {
    this._pending += change;
    this._around.pending(this._pending);
  }
}
