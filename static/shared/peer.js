/**
 * The media between the two seats: perfect negotiation (W3C webrtc-pc 10.7) over a CallSocket, and the ways back
 * when the network changes. Knows the wire and never the page.
 *
 *     const call = new PeerCall(socket);
 *     for (const track of stream.getTracks()) call.addTrack(track, stream);
 *     call.on("remote-stream", ({ stream }) => (video.srcObject = stream));
 *     call.on("connection", ({ state }) => …);
 *
 * Each RTCPeerConnection has an id that travels with its descriptions and candidates: an offer from an unknown id means
 * that the other side began anew, so we do too; what was meant for an older connection of ours is dropped.
 */

import { randomId } from "./call-socket.js";

/** @typedef {import("./call-socket.js").CallSocket} CallSocket */
/** @typedef {import("./call-socket.js").Participant} Participant */
/** @typedef {import("./call-socket.js").CallSocketEvents} CallSocketEvents */
/**
 * `alone`: nobody in the other seat. `interrupted`: was connected, is being mended.
 * @typedef {"alone"|"connecting"|"connected"|"interrupted"|"closed"} ConnectionState
 */
/** @typedef {{"remote-stream": {stream: MediaStream, track: MediaStreamTrack}, "connection": {state: ConnectionState, before: ConnectionState}}} PeerCallEvents */
/** @typedef {{kind: string, track: MediaStreamTrack|null, stream: MediaStream|undefined, sender: RTCRtpSender|null}} Local */

const RESTART_AFTER = { polite: 3000, impolite: 2000 }; // ms disconnected; not both at once
const RESTART_WITHIN = 5000; // ms until a restart counts as failed
const RENEW_WITHIN = [9000, 12000, 15000, 20000]; // ms until a new connection counts as failed
const FAILURES_MAX = 2; // restarts, then a new connection
const WATCH_EVERY = 1000; // ms
const SILENT_AFTER = 4000; // ms without one byte or ICE answer: dead, whatever the state says
const ALIVE_WITHIN = 2500; // ms
const CANDIDATES_MAX = 200;
const START_KBITS = 1500; // for a peer that tells nothing of the bandwidth
const VIDEO_MAX_BITS = 2_500_000;

export class PeerCall extends EventTarget {
  /** @type {ConnectionState} */
  state = "alone";
  /** @type {MediaStream|null} what the other side sends */
  remoteStream = null;

  /**
   * @param {CallSocket} socket
   * @param {{createConnection?: (config: RTCConfiguration) => RTCPeerConnection}} [options]
   */
  constructor(socket, { createConnection = (config) => new RTCPeerConnection(config) } = {}) {
    super();
    this._socket = socket;
    this._createConnection = createConnection;
    /** @type {Local[]} */
    this._locals = [];
    /** @type {RTCPeerConnection|null} */
    this._pc = null;
    this._id = "";
    /** @type {string|null} id of the connection ours is bound to; "" when the other side names none */
    this._remoteId = null;
    /** @type {string|null} the page ours was made for */
    this._remoteInstance = null;
    /** @type {{candidate: RTCIceCandidateInit|null, connection: string}[]} */
    this._early = [];
    this._failures = 0;
    this._renewals = 0;
    this._mendLater = false;
    this._aliveAt = 0;
    this._aliveCount = -1;
    this._watched = 0;
    /** @type {ReturnType<typeof setTimeout>|undefined} */
    this._mendTimer = undefined;
    /** @type {ReturnType<typeof setInterval>|undefined} */
    this._watchTimer = undefined;
    /** @type {Promise<void>} everything that touches the connection happens one after the other */
    this._queue = Promise.resolve();
    this._onNetwork = () => this._networkChanged();
    this._networkType = networkInformation()?.type;
    this._off = [
      socket.on("welcome", (welcome) => this._do(() => this._welcomed(welcome))),
      socket.on("participant-joined", () => this._do(() => this._meet())),
      socket.on("participant-back", () => this._do(() => this._meet())),
      socket.on("participant-left", ({ participant, reason }) => this._do(() => this._parted(participant, reason))),
      socket.on("description", (message) => this._do(() => this._describe(message))),
      socket.on("candidate", (message) => this._do(() => this._candidate(message))),
      socket.on("state", ({ state }) => this._socketState(state)),
    ];
    globalThis.window?.addEventListener("online", this._onNetwork);
    networkInformation()?.addEventListener("change", this._onNetwork);
    if (socket.state === "joined") this._do(() => this._meet());
  }

  /**
   * @template {keyof PeerCallEvents} K
   * @param {K} type @param {(detail: PeerCallEvents[K]) => void} listener @returns {() => void}
   */
  on(type, listener) {
    const inner = (/** @type {Event} */ event) => listener(/** @type {CustomEvent} */ (event).detail);
    this.addEventListener(type, inner);
    return () => this.removeEventListener(type, inner);
  }

  /**
   * Send this track, in this connection and in all that follow.
   * @param {MediaStreamTrack} track @param {MediaStream} [stream]
   */
  addTrack(track, stream) {
    /** @type {Local} */
    const local = { kind: track.kind, track, stream, sender: null };
    this._locals.push(local);
    this._send(local);
  }

  /** Another camera, a fresh track after the old one died, or none. @param {MediaStreamTrack|null} track */
  replaceVideo(track) {
    return this._replace("video", track);
  }

  /** @param {MediaStreamTrack|null} track */
  replaceAudio(track) {
    return this._replace("audio", track);
  }

  /** @returns {Promise<RTCStatsReport|null>} */
  async getStats() {
    return this._pc ? this._pc.getStats() : null;
  }

  close() {
    for (const off of this._off) off();
    globalThis.window?.removeEventListener("online", this._onNetwork);
    networkInformation()?.removeEventListener("change", this._onNetwork);
    this._drop();
    this._become("closed");
  }

  /** @param {string} kind @param {MediaStreamTrack|null} track */
  async _replace(kind, track) {
    const local = this._locals.find((one) => one.kind === kind);
    if (!local) {
      if (track) this.addTrack(track);
      return;
    }
    local.track = track;
    if (local.sender) await local.sender.replaceTrack(track);
    else this._send(local);
  }

  /** @param {Local} local */
  _send(local) {
    if (!this._pc || !local.track) return;
    local.sender = local.stream ? this._pc.addTrack(local.track, local.stream) : this._pc.addTrack(local.track);
  }

  // Who is there

  /** @param {CallSocketEvents["welcome"]} welcome */
  async _welcomed(welcome) {
    if (welcome.resumed && welcome.lost && this._pc) return this._renew(); // what we missed may have been an offer
    return this._meet();
  }

  /** Somebody is in the other seat, or still is. */
  async _meet() {
    const other = this._socket.other;
    if (!other) {
      if (!this._pc) this._become("alone");
      return undefined; // after a restart of the server: the picture goes on, the other one will join again
    }
    if (!this._pc || this._remoteInstance !== other.instance) {
      this._failures = this._renewals = 0;
      return this._open(other);
    }
    return this._resync();
  }

  /** The same page as before is there, but what we told each other in between may be lost. */
  async _resync() {
    const pc = this._pc;
    if (!pc) return;
    if (pc.signalingState === "have-local-offer" && this._mendLater === false && this._isAlive()) {
      await pc.setLocalDescription({ type: "rollback" });
      await this._offer(pc);
    } else if (this._mendLater || !this._isAlive()) {
      this._mendLater = false;
      await this._mend();
    }
  }

  /** @param {Participant} participant @param {string} reason */
  async _parted(participant, reason) {
    if (participant.instance !== this._remoteInstance) return;
    if (reason === "expired" && this._isAlive()) return; // only its socket is gone, the picture is not
    this._drop();
    this._remoteInstance = null;
    this._become("alone");
  }

  /** @param {string} state */
  _socketState(state) {
    if (!["left", "taken-over", "refused"].includes(state)) return;
    this._drop();
    this._remoteInstance = null;
    this._become("alone");
  }

  // One connection

  /** @param {Participant} other */
  async _open(other) {
    const before = this.state;
    this._drop();
    this._remoteInstance = other.instance;
    this._id = randomId();
    const id = this._id;
    const iceServers = await this._socket.iceServers();
    if (this._id !== id) return;
    const pc = this._createConnection({ iceServers });
    this._pc = pc;
    const stream = new MediaStream();
    const mine = () => this._pc === pc;
    pc.onnegotiationneeded = () => this._do(async () => mine() && this._offer(pc));
    pc.onicecandidate = ({ candidate }) =>
      mine() && this._tell({ type: "candidate", candidate: candidate ? candidate.toJSON() : null });
    pc.onconnectionstatechange = () => mine() && this._connectionChanged(pc);
    pc.ontrack = ({ track }) => {
      if (!mine()) return;
      stream.addTrack(track);
      this.remoteStream = stream;
      this._emit("remote-stream", { stream, track });
    };
    this._become(before === "connected" || before === "interrupted" ? "interrupted" : "connecting");
    for (const local of this._locals) this._send(local);
  }

  _drop() {
    clearTimeout(this._mendTimer);
    clearInterval(this._watchTimer);
    this._watchTimer = undefined;
    this._mendLater = false;
    this._early = [];
    this._remoteId = null;
    this._id = "";
    for (const local of this._locals) local.sender = null;
    this._pc?.close();
    this._pc = null;
  }

  /** @param {RTCPeerConnection} pc */
  async _offer(pc) {
    if (pc.signalingState !== "stable" || !this._socket.other) return; // asked again when stable
    await pc.setLocalDescription();
    this._describeOurselves(pc);
  }

  /** @param {RTCPeerConnection} pc */
  _describeOurselves(pc) {
    const description = pc.localDescription;
    if (!description || this._pc !== pc) return;
    this._tell({ type: "description", description: { type: description.type, sdp: description.sdp } });
    this._expectConnection();
  }

  /** @param {CallSocketEvents["description"]} message */
  async _describe({ description, connection = "", to_connection }) {
    if (to_connection && to_connection !== this._id) return;
    const other = this._socket.other;
    const isOffer = description.type === "offer";
    if (!other || (!this._pc && !isOffer)) return;
    const bound = this._remoteId !== null && this._remoteId !== connection;
    if (bound && !isOffer) return;
    if (!this._pc || bound) {
      await this._open(other); // the other side began anew
    }
    const pc = this._pc;
    if (!pc) return;
    if (isOffer && pc.signalingState !== "stable" && !this._socket.polite) return; // ours goes first
    if (!isOffer && pc.signalingState !== "have-local-offer") return;
    this._remoteId = connection;
    try {
      await pc.setRemoteDescription({ type: description.type, sdp: withStartBitrate(description.sdp ?? "") });
      for (const early of this._early.splice(0)) await this._addCandidate(pc, early);
      if (isOffer) {
        await pc.setLocalDescription();
        this._describeOurselves(pc);
      }
    } catch (error) {
      if (this._pc !== pc) return;
      console.warn("a description did not fit", error);
      await this._renew();
    }
  }

  /** @param {CallSocketEvents["candidate"]} message */
  async _candidate({ candidate, connection = "", to_connection }) {
    const pc = this._pc;
    if (!pc || (to_connection && to_connection !== this._id)) return;
    if (pc.remoteDescription && this._remoteId === connection) await this._addCandidate(pc, { candidate, connection });
    else if (this._early.length < CANDIDATES_MAX) this._early.push({ candidate, connection });
  }

  /** @param {RTCPeerConnection} pc @param {{candidate: RTCIceCandidateInit|null, connection: string}} early */
  async _addCandidate(pc, { candidate, connection }) {
    if (connection !== this._remoteId) return;
    try {
      await pc.addIceCandidate(candidate ?? undefined);
    } catch (error) {
      console.debug("a candidate of an offer that gave way", error);
    }
  }

  /** @param {{type: string, [field: string]: any}} message */
  _tell(message) {
    this._socket.send({
      ...message,
      connection: this._id,
      ...(this._remoteId && { to_connection: this._remoteId }),
    });
  }

  // Holding it

  /** @param {RTCPeerConnection} pc */
  _connectionChanged(pc) {
    if (pc.connectionState === "connected") {
      this._aliveAt = performance.now();
      this._connected();
      this._watch();
      void this._tune(pc);
    } else if (pc.connectionState === "disconnected") {
      this._become("interrupted");
      this._mendIn(this._socket.polite ? RESTART_AFTER.polite : RESTART_AFTER.impolite);
    } else if (pc.connectionState === "failed") {
      this._become("interrupted");
      this._mendIn(0);
    }
  }

  _connected() {
    clearTimeout(this._mendTimer);
    this._mendTimer = undefined;
    this._failures = this._renewals = 0;
    this._become("connected");
  }

  _networkChanged() {
    const type = networkInformation()?.type;
    const same = type === this._networkType && type !== undefined;
    this._networkType = type;
    if (this._pc && !same && navigator.onLine) this._mendIn(0);
  }

  /** @param {number} ms */
  _mendIn(ms) {
    clearTimeout(this._mendTimer);
    this._mendTimer = setTimeout(() => this._do(() => this._mend()), ms);
  }

  /** An offer or answer is out: it must become a connection in time. */
  _expectConnection() {
    if (this._pc?.connectionState === "connected") return;
    const within = RENEW_WITHIN[Math.min(this._renewals, RENEW_WITHIN.length - 1)];
    if (this._mendTimer === undefined) this._mendIn(within + Math.random() * 1000);
  }

  /** Restart ICE; after two failures, or with a peer that knows no restart, begin anew. */
  async _mend() {
    this._mendTimer = undefined;
    const other = this._socket.other;
    const pc = this._pc;
    if (!pc) return;
    if (this._socket.state !== "joined" || !other || other.state === "away") {
      this._mendLater = true; // nobody would hear it; `welcome` and `participant-back` come here again
      return;
    }
    const neverConnected = this.state === "connecting";
    if (neverConnected || this._failures >= FAILURES_MAX || !other.ice_restart || pc.signalingState === "closed") {
      await this._renew();
      return;
    }
    this._failures += 1;
    try {
      pc.setConfiguration({ iceServers: await this._socket.iceServers() });
    } catch (error) {
      console.debug("the ICE servers stay as they are", error);
    }
    pc.restartIce();
    this._mendTimer = setTimeout(() => this._do(async () => this._pc === pc && this._checkRestart()), RESTART_WITHIN);
  }

  async _checkRestart() {
    this._mendTimer = undefined;
    if (this._isAlive()) this._connected();
    else await this._mend();
  }

  async _renew() {
    const other = this._socket.other;
    if (!other) return;
    this._renewals += 1;
    this._failures = 0;
    await this._open(other);
  }

  /** Watch bytes, not flags: after a change of address both ICE and the socket say "connected" for many seconds. */
  _watch() {
    if (this._watchTimer !== undefined) return;
    this._aliveCount = -1;
    this._watched = performance.now();
    this._watchTimer = setInterval(() => void this._look(), WATCH_EVERY);
  }

  async _look() {
    const pc = this._pc;
    const report = await pc?.getStats();
    if (!report || this._pc !== pc) return;
    const now = performance.now();
    const slept = now - this._watched > 3 * WATCH_EVERY; // a page in the background proves nothing
    this._watched = now;
    let count = 0;
    for (const stats of report.values()) {
      if (stats.type === "transport") count += stats.bytesReceived ?? 0;
      if (stats.type === "candidate-pair") count += stats.responsesReceived ?? 0;
    }
    if (count !== this._aliveCount || slept) {
      this._aliveCount = count;
      this._aliveAt = now;
      if (this.state === "interrupted" && pc?.connectionState === "connected" && !slept) this._connected();
    } else if (this.state === "connected" && now - this._aliveAt > SILENT_AFTER) {
      this._become("interrupted");
      this._mendIn(0);
    }
  }

  _isAlive() {
    return this._pc?.connectionState === "connected" && performance.now() - this._aliveAt < ALIVE_WITHIN;
  }

  /** Voice before picture. @param {RTCPeerConnection} pc */
  async _tune(pc) {
    for (const sender of pc.getSenders()) {
      const parameters = sender.getParameters();
      const encoding = parameters.encodings?.[0];
      if (!encoding || !sender.track) continue;
      if (sender.track.kind === "audio") encoding.priority = encoding.networkPriority = "high";
      else encoding.maxBitrate = VIDEO_MAX_BITS;
      await sender.setParameters(parameters).catch((error) => console.debug("not tuned", error));
    }
  }

  // Small things

  /** @param {() => Promise<unknown>} task */
  _do(task) {
    this._queue = this._queue.then(async () => {
      if (this.state === "closed") return;
      try {
        await task();
      } catch (error) {
        console.warn("the call stumbled", error);
      }
    });
  }

  /** @param {ConnectionState} state */
  _become(state) {
    const before = this.state;
    if (before === state || before === "closed") return;
    this.state = state;
    this._emit("connection", { state, before });
  }

  /** @param {string} type @param {any} detail */
  _emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

/**
 * A peer without transport-wide congestion control (aiortc) would let us ramp up for 15 s: begin higher.
 * @param {string} sdp of the other side @param {number} [kbits] kbit/s @returns {string}
 */
export function withStartBitrate(sdp, kbits = START_KBITS) {
  if (sdp.includes("transport-cc")) return sdp;
  const parts = sdp.split(/(?=^m=)/m);
  return parts.map((part) => (part.startsWith("m=video") ? videoWithStartBitrate(part, kbits) : part)).join("");
}

/** @param {string} part one m-section @param {number} kbits */
function videoWithStartBitrate(part, kbits) {
  const setting = `x-google-start-bitrate=${kbits}`;
  return part.replace(/^a=rtpmap:(\d+) (?:VP8|VP9|H264|AV1)\/90000\r?\n/gm, (line, type) =>
    part.includes(`a=fmtp:${type} `) ? line : `${line}a=fmtp:${type} ${setting}\r\n`,
  ).replace(/^(a=fmtp:(\d+) (?!apt=|x-google).*?)(\r?\n)/gm, `$1;${setting}$3`);
}

/** What Chrome on Android tells of the network. @returns {(EventTarget & {type?: string})|undefined} */
function networkInformation() {
  return /** @type {any} */ (globalThis.navigator)?.connection;
}
