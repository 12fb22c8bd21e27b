/**
 * What a call was like, told to the server: a sample every ten seconds, what happened in between, and nothing of what
 * was said or shown. Times are "so long ago", so that a wrong clock does no harm. A batch that was not answered is sent
 * again with its id; the server keeps it once.
 */

import { NOTHING, Sampler, pathOf } from "./call-sample.js";

/** @typedef {import("./peer.js").PeerCall} PeerCall */
/** @typedef {import("./ladder.js").Step} Step */
/** @typedef {"state"|"step"|"path"|"restart"|"renewal"|"reload"|"telephone"} Kind */
/** @typedef {{at: number, kind: Kind, value: string}} Happened */
/** @typedef {{at: number, span_s: number, state: string, step: Step} & import("./call-sample.js").Numbers} Measured */
/** @typedef {{id: string, samples: Measured[], events: Happened[]}} Batch */
/** @typedef {{batch: string, samples: object[], events: object[]}} Told */

export const SAMPLE_MS = 10_000;
export const SEND_MS = 60_000;
const WEAK_SEND_MS = 300_000; // a line that carries no voice has better to do
const AT_ONCE = 120; // of each, in one batch
const KEPT = 720; // of each, while nothing can be sent: two hours
const SPAN_MAX_S = 60; // a page that slept has measured nothing meanwhile
const AGO_MAX_S = 86_400;

export class CallLog {
  /** @type {PeerCall|null} */
  #peer = null;
  /** @type {(() => void)[]} */
  #off = [];
  /** @type {Batch|null} sent and not answered */
  #unsure = null;
  /** @type {Measured[]} */
  #samples = [];
  /** @type {Happened[]} */
  #events = [];
  #sampler = new Sampler();
  #sampledAt = 0;
  #sentAt = 0;
  /** @type {string|null} */
  #path = null;
  #sending = false;
  /** The server wants no more of it. */
  #closed = false;

  /**
   * @param {object} wiring
   * @param {(told: Told, last: boolean) => Promise<boolean>} wiring.send false: it will take no more; throws: try again
   * @param {() => Step} wiring.step of the ladder now
   * @param {() => string} wiring.newId
   * @param {() => number} [wiring.now] ms
   */
  constructor({ send, step, newId, now = () => performance.now() }) {
    this._send = send;
    this._step = step;
    this._newId = newId;
    this._now = now;
    this.#sentAt = now();
  }

  /** Log this call from now on. @param {PeerCall} peer */
  watch(peer) {
    this.unwatch();
    this.#peer = peer;
    this.#sampler = new Sampler();
    this.#path = null;
    this.#sampledAt = this._now();
    /** @type {RTCPeerConnection|null} */
    let known = peer._pc;
    if (known) this.#listen(known);
    this.#off = [
      peer.on("connection", ({ state }) => this.note("state", state)),
      peer.on("opening", ({ connection }) => {
        if (known && peer.state === "interrupted") this.note("renewal");
        known = connection;
        this.#listen(connection);
      }),
    ];
    if (peer.state !== "alone") this.note("state", peer.state);
    const ticking = setInterval(() => void this.tick(), SAMPLE_MS);
    this.#off.push(() => clearInterval(ticking));
  }

  /** The call is over: what is left goes out. */
  unwatch() {
    for (const off of this.#off.splice(0)) off();
    if (this.#peer) void this.send();
    this.#peer = null;
  }

  /** @param {Kind} kind @param {string} [value] */
  note(kind, value = "") {
    this.#events.push({ at: this._now(), kind, value });
    this.#events.splice(0, this.#events.length - KEPT);
  }

  /** Every SAMPLE_MS: measure, and send when it is time. */
  async tick() {
    const peer = this.#peer;
    if (!peer || peer.state === "alone" || peer.state === "closed") return;
    const report = await peer.getStats().catch(() => null);
    if (this.#peer !== peer) return;
    const at = this._now();
    const numbers = report ? this.#sampler.look(report, at) : NOTHING;
    const span_s = Math.min(SPAN_MAX_S, Math.round(at - this.#sampledAt) / 1000);
    this.#sampledAt = at;
    this.#samples.push({ at, span_s, state: peer.state, step: this._step(), ...numbers });
    this.#samples.splice(0, this.#samples.length - KEPT);
    const path = pathOf(numbers);
    if (path && path !== this.#path) {
      this.#path = path;
      this.note("path", path);
    }
    const wait = this._step() === "text" ? WEAK_SEND_MS : SEND_MS;
    if (at - this.#sentAt >= wait - SAMPLE_MS / 2) await this.send();
  }

  /** The page goes: all that is left, and nobody waits for an answer. */
  leave() {
    if (this.#closed) return;
    const before = this.#unsure;
    this.#unsure = null;
    const left = [before, this.#next()].filter((batch) => batch !== null);
    for (const batch of left) void this._send(this.#told(batch), true).catch(() => {});
    this.#unsure = left.at(-1) ?? null; // sent again if the page comes back
  }

  async send() {
    if (this.#closed || this.#sending) return;
    const batch = this.#next();
    if (!batch) return;
    this.#sending = true;
    this.#unsure = batch;
    this.#sentAt = this._now();
    try {
      if (!(await this._send(this.#told(batch), false))) this.#closed = true;
      if (this.#unsure === batch) this.#unsure = null;
    } catch {
      // Without network: again with the next one, under the same id.
    } finally {
      this.#sending = false;
    }
    if (!this.#unsure && (this.#samples.length > AT_ONCE || this.#events.length > AT_ONCE)) await this.send();
  }

  /** @returns {Batch|null} */
  #next() {
    if (this.#unsure) return this.#unsure;
    if (!this.#samples.length && !this.#events.length) return null;
    const samples = this.#samples.splice(0, AT_ONCE);
    return { id: this._newId(), samples, events: this.#events.splice(0, AT_ONCE) };
  }

  /** @param {Batch} batch @returns {Told} */
  #told({ id, samples, events }) {
    const now = this._now();
    const ago = (/** @type {{at: number}} */ { at }) =>
      Math.min(AGO_MAX_S, Math.max(0, Math.round(now - at) / 1000));
    return {
      batch: id,
      samples: samples.map(({ at, ...rest }) => ({ ago_s: ago({ at }), ...rest })),
      events: events.map(({ at, ...rest }) => ({ ago_s: ago({ at }), ...rest })),
    };
  }

  /** @param {RTCPeerConnection} connection */
  #listen(connection) {
    let connected = connection.connectionState === "connected";
    const changed = () => (connected ||= connection.connectionState === "connected");
    // Once it was connected it only gathers anew when ICE is restarted, by either side.
    const gathers = () => connected && connection.iceGatheringState === "gathering" && this.note("restart");
    connection.addEventListener("connectionstatechange", changed);
    connection.addEventListener("icegatheringstatechange", gathers);
    this.#off.push(() => {
      connection.removeEventListener("connectionstatechange", changed);
      connection.removeEventListener("icegatheringstatechange", gathers);
    });
  }
}

/**
 * The way to the server, for both pages. @param {string} consultation id @param {"customer"|"user"} as
 * @returns {(told: Told, last: boolean) => Promise<boolean>}
 */
export function byHttp(consultation, as) {
  return async (told, last) => {
    const answer = await fetch(`/api/v1/consultations/${consultation}/call-log?as=${as}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(told),
      credentials: "same-origin",
      keepalive: last,
    });
    if (answer.status === 429 || answer.status >= 500) throw new Error(`call log: ${answer.status}`);
    return answer.ok;
  };
}

/** @returns {boolean} whether this page was loaded again */
export function isReload() {
  const [navigation] = performance.getEntriesByType("navigation");
  return /** @type {PerformanceNavigationTiming|undefined} */ (navigation)?.type === "reload";
}
