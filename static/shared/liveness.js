import { Frozen } from "./frozen.js";

/**
 * Whether anything still arrives. After a change of address both ICE and the socket say "connected" for many seconds;
 * bytes do not lie.
 */

const LOOK_EVERY = 300; // ms
const QUIET_AFTER = 800; // ms without one byte or ICE check
const SILENT_AFTER = 3000; // ms
const SLEPT_AFTER = 3000; // ms between two looks

export class Liveness {
  /**
   * @param {{quiet: () => void, silent: () => void, alive: (again: boolean) => void,
   *    frozen: () => void}} say called again and again: `quiet` while
   *    nothing has come for a moment, which may mean nothing; then `silent`; `alive` whenever something has come,
   *    and whether that was the first after a pause; `frozen` when packets make no picture
   */
  constructor(say) {
    this._say = say;
    this._count = -1;
    this._frozen = new Frozen();
    this._aliveAt = -Infinity;
    this._lookedAt = 0;
    /** @type {ReturnType<typeof setInterval>|undefined} */
    this._timer = undefined;
  }

  /** Something is known to have come: the connection has just been made. @param {RTCPeerConnection} connection */
  watch(connection) {
    this.stop();
    this._count = -1;
    this._frozen = new Frozen();
    this._aliveAt = this._lookedAt = performance.now();
    this._timer = setInterval(async () => this._look(await arrived(connection)), LOOK_EVERY);
  }

  stop() {
    clearInterval(this._timer);
    this._timer = undefined;
    this._aliveAt = -Infinity;
  }

  isAlive() {
    return performance.now() - this._aliveAt < QUIET_AFTER;
  }

  /** @param {Awaited<ReturnType<typeof arrived>>} arrived */
  _look({ count, video }) {
    if (this._timer === undefined) return;
    const now = performance.now();
    const slept = now - this._lookedAt > SLEPT_AFTER; // a page that was put to sleep has not listened
    this._lookedAt = now;
    if (this._frozen.look(video, now)) this._say.frozen();
    if (count !== this._count || slept) {
      const again = slept || !this.isAlive();
      this._aliveAt = now;
      this._count = count;
      if (!slept) this._say.alive(again);
    } else if (now - this._aliveAt > SILENT_AFTER) {
      this._say.silent();
    } else if (!this.isAlive()) {
      this._say.quiet();
    }
  }
}

/** Bytes and ICE checks so far. @param {RTCPeerConnection} connection */
async function arrived(connection) {
  let count = 0;
  const video = { frames: 0, packets: 0 };
  for (const stats of (await connection.getStats()).values()) {
    if (stats.type === "transport") count += stats.bytesReceived ?? 0;
    if (stats.type === "candidate-pair") count += (stats.responsesReceived ?? 0) + (stats.requestsReceived ?? 0);
    if (stats.type === "inbound-rtp" && stats.kind === "video") {
      video.frames += stats.framesDecoded ?? 0;
      video.packets += stats.packetsReceived ?? 0;
    }
  }
  return { count, video };
}
