/**
 * Whether anything still arrives. After a change of address both ICE and the socket say "connected" for many seconds;
 * bytes do not lie.
 */

const LOOK_EVERY = 1000; // ms
const SILENT_AFTER = 4000; // ms without one byte or ICE answer
const ALIVE_WITHIN = 2500; // ms

export class Liveness {
  /**
   * @param {{silent: () => void, alive: () => void}} say called when it falls silent, and whenever something has come
   */
  constructor(say) {
    this._say = say;
    this._count = -1;
    this._aliveAt = -Infinity;
    this._lookedAt = 0;
    /** @type {ReturnType<typeof setInterval>|undefined} */
    this._timer = undefined;
  }

  /** Something is known to have come: the connection has just been made. @param {RTCPeerConnection} connection */
  watch(connection) {
    this.stop();
    this._count = -1;
    this._aliveAt = this._lookedAt = performance.now();
    this._timer = setInterval(async () => this._look(await arrived(connection)), LOOK_EVERY);
  }

  stop() {
    clearInterval(this._timer);
    this._timer = undefined;
    this._aliveAt = -Infinity;
  }

  isAlive() {
    return performance.now() - this._aliveAt < ALIVE_WITHIN;
  }

  /** @param {number} count */
  _look(count) {
    if (this._timer === undefined) return;
    const now = performance.now();
    const slept = now - this._lookedAt > 3 * LOOK_EVERY; // a page that was put to sleep has not listened
    this._lookedAt = now;
    if (count !== this._count || slept) {
      this._aliveAt = now;
      this._count = count;
      if (!slept) this._say.alive();
    } else if (now - this._aliveAt > SILENT_AFTER) {
      this._say.silent();
    }
  }
}

/** Bytes and ICE answers so far. @param {RTCPeerConnection} connection */
async function arrived(connection) {
  let count = 0;
  for (const stats of (await connection.getStats()).values()) {
    if (stats.type === "transport") count += stats.bytesReceived ?? 0;
    if (stats.type === "candidate-pair") count += stats.responsesReceived ?? 0;
  }
  return count;
}
