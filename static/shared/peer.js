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
import { Emitter } from "./emitter.js";
import { Liveness } from "./liveness.js";
import { LocalTracks } from "./local-tracks.js";
import { onNetworkChange } from "./network.js";
import { withStartBitrate } from "./sdp.js";

/** @typedef {import("./call-socket.js").CallSocket} CallSocket */
/** @typedef {import("./call-socket.js").Participant} Participant */
/** @typedef {import("./call-socket.js").CallSocketEvents} CallSocketEvents */
/**
 * `alone`: nobody in the other seat. `interrupted`: was connected, is being mended.
 * @typedef {"alone"|"connecting"|"connected"|"interrupted"|"closed"} ConnectionState
 */
/**
 * @typedef {{
 *   "remote-stream": {stream: MediaStream, track: MediaStreamTrack},
 *   "connection": {state: ConnectionState, before: ConnectionState},
 * }} PeerCallEvents
 */

const OFFER_AFTER = { polite: 1500, impolite: 0 }; // ms from meeting; one offer is quicker than two that collide
const RESTART_AFTER = { polite: 3000, impolite: 2000 }; // ms disconnected; not both at once
const RESTART_SOON = { polite: 800, impolite: 0 }; // ms when it is certainly dead
const RESTART_WITHIN = 5000; // ms until a restart counts as failed
const RENEW_WITHIN = [8000, 12000, 15000, 20000]; // ms until a new connection counts as failed
const FAILURES_MAX = 2; // restarts, then a new connection
const MEND_EVERY = 1000; // ms; a network that comes back says so several times
const CANDIDATES_MAX = 200;

/** @extends {Emitter<PeerCallEvents>} */
export class PeerCall extends Emitter {
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
    this._locals = new LocalTracks();
    /** @type {RTCPeerConnection|null} */
    this._pc = null;
    this._id = "";
    /** @type {string|null} id of the connection ours is bound to; "" when the other side names none */
    this._remoteId = null;
    /** @type {string|null} the page ours was made for */
    this._remoteInstance = null;
    /** @type {{candidate: RTCIceCandidateInit|null, connection: string}[]} */
    this._early = [];
    this._wantsOffer = false;
    this._wasConnected = false;
    this._failures = 0;
    this._renewals = 0;
    this._mendLater = false;
    this._mendedAt = -Infinity;
    /** @type {ReturnType<typeof setTimeout>|undefined} */
    this._mendTimer = undefined;
    this._liveness = new Liveness({ silent: () => this._fellSilent(), alive: () => this._isBack() });
    /** @type {Promise<void>} everything that touches the connection happens one after the other */
    this._queue = Promise.resolve();
    this._off = [
      socket.on("welcome", (welcome) => this._do(() => this._welcomed(welcome))),
      socket.on("participant-joined", () => this._do(() => this._meet({ gap: true }))),
      socket.on("participant-back", () => this._do(() => this._meet())),
      socket.on("participant-left", ({ participant, reason }) => this._do(() => this._parted(participant, reason))),
      socket.on("description", (message) => this._do(() => this._describe(message))),
      socket.on("candidate", (message) => this._do(() => this._candidate(message))),
      socket.on("state", ({ state }) => this._do(() => this._socketState(state))),
      onNetworkChange(() => this._pc && this._mendIn(0)),
    ];
    if (socket.state === "joined") this._do(() => this._meet());
  }

  /**
   * Send this track, in this connection and in all that follow.
   * @param {MediaStreamTrack} track @param {MediaStream} [stream]
   */
  addTrack(track, stream) {
    this._locals.add(track, stream);
  }

  /** Another camera, a fresh track after the old one died, or none. @param {MediaStreamTrack|null} track */
  replaceVideo(track) {
    return this._locals.replace("video", track);
  }

  /** @param {MediaStreamTrack|null} track */
  replaceAudio(track) {
    return this._locals.replace("audio", track);
  }

  /** @returns {Promise<RTCStatsReport|null>} */
  async getStats() {
    return this._pc ? this._pc.getStats() : null;
  }

  close() {
    for (const off of this._off) off();
    this._drop();
    this._become("closed");
  }

  // Who is there

  /** @param {CallSocketEvents["welcome"]} welcome */
  async _welcomed(welcome) {
    if (welcome.resumed && welcome.lost && this._pc) return this._renew(); // what we missed may have been an offer
    return this._meet({ gap: !welcome.resumed });
  }

  /**
   * Somebody is in the other seat, or still is. `gap`: what was said before has not reached the other side.
   * @param {{gap?: boolean}} [since]
   */
  async _meet({ gap = false } = {}) {
    const other = this._socket.other;
    if (!other) {
      if (!this._pc) this._become("alone");
      return undefined; // after a restart of the server: the picture goes on, the other one will join again
    }
    const pc = this._pc;
    if (!pc || this._remoteInstance !== other.instance) {
      this._failures = this._renewals = 0;
      return this._open(other, this._byRole(OFFER_AFTER));
    }
    if (gap && pc.signalingState === "have-local-offer") await pc.setLocalDescription({ type: "rollback" });
    if (this._mendLater || (!this._isAlive() && (gap || this._wasConnected))) {
      this._mendLater = false;
      return this._mend();
    }
    return undefined;
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
  async _socketState(state) {
    if (!["left", "taken-over", "refused"].includes(state)) return;
    this._drop();
    this._remoteInstance = null;
    this._become("alone");
  }

  // One connection

  /** @param {Participant} other @param {number} [offerAfter] ms */
  async _open(other, offerAfter = 0) {
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
    const offer = () => this._do(async () => mine() && this._wantsOffer && this._offer(pc));
    pc.onnegotiationneeded = () => {
      if (!mine()) return;
      this._wantsOffer = true;
      if (this._remoteId === null && offerAfter) setTimeout(offer, offerAfter);
      else offer();
    };
    pc.onicecandidate = ({ candidate }) =>
      mine() && this._tell({ type: "candidate", candidate: candidate ? candidate.toJSON() : null });
    pc.onconnectionstatechange = () => mine() && this._connectionChanged(pc);
    pc.ontrack = ({ track }) => {
      if (!mine()) return;
      stream.addTrack(track);
      this.remoteStream = stream;
      this.emit("remote-stream", { stream, track });
    };
    this._become(before === "connected" || before === "interrupted" ? "interrupted" : "connecting");
    this._locals.sendOver(pc);
  }

  _drop() {
    clearTimeout(this._mendTimer);
    this._mendTimer = undefined;
    this._liveness.stop();
    this._wantsOffer = false;
    this._wasConnected = false;
    this._mendLater = false;
    this._early = [];
    this._remoteId = null;
    this._id = "";
    this._locals.sendOver(null);
    this._pc?.close();
    this._pc = null;
  }

  /** @param {RTCPeerConnection} pc */
  async _offer(pc) {
    if (pc.signalingState !== "stable" || !this._socket.other) return; // asked again when stable
    this._wantsOffer = false;
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
    const collides = isOffer && !bound && this._pc?.signalingState === "have-local-offer";
    if (collides && !this._socket.polite) return; // ours goes first
    // The other side began anew; or both begin at once: Chromium may gather no candidates after taking a first offer back.
    if (!this._pc || bound || (collides && this._remoteId === null)) await this._open(other);
    const pc = this._pc;
    if (!pc || (!isOffer && pc.signalingState !== "have-local-offer")) return;
    this._remoteId = connection;
    try {
      await pc.setRemoteDescription({ type: description.type, sdp: withStartBitrate(description.sdp ?? "") });
      for (const early of this._early.splice(0)) await this._addCandidate(pc, early);
      if (isOffer) {
        this._wantsOffer = false; // the answer carries it, or the browser asks again
        if (this.state === "interrupted" && this._wasConnected) this._checkRestartLater(); // the other side mends it
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
      this._wasConnected = true;
      this._connected();
      this._liveness.watch(pc);
      void this._locals.tune();
    } else if (pc.connectionState === "disconnected") {
      this._become("interrupted");
      this._mendIn(this._byRole(RESTART_AFTER));
    } else if (pc.connectionState === "failed") {
      this._become("interrupted");
      this._mendIn(this._byRole(RESTART_SOON));
    }
  }

  _connected() {
    clearTimeout(this._mendTimer);
    this._mendTimer = undefined;
    this._failures = this._renewals = 0;
    this._become("connected");
  }

  /** Still called connected, but nothing comes any more. */
  _fellSilent() {
    if (this.state !== "connected") return;
    this._become("interrupted");
    this._mendIn(this._byRole(RESTART_SOON));
  }

  _isBack() {
    if (this.state === "interrupted" && this._pc?.connectionState === "connected") this._connected();
  }

  /** @param {number} ms */
  _mendIn(ms) {
    clearTimeout(this._mendTimer);
    const wait = Math.max(ms, this._mendedAt + MEND_EVERY - performance.now());
    this._mendTimer = setTimeout(() => this._do(() => this._mend()), wait);
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
    if (this._socket.state !== "joined" || other?.state === "away") {
      this._mendLater = true; // nobody would hear it; `welcome` and `participant-back` come here again
      return;
    }
    if (!other) {
      this._drop();
      this._become("alone");
      return;
    }
    this._mendedAt = performance.now();
    const hopeless = !this._wasConnected || this._failures >= FAILURES_MAX || pc.signalingState === "closed";
    if (hopeless || !other.ice_restart) {
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
    this._checkRestartLater();
  }

  _checkRestartLater() {
    clearTimeout(this._mendTimer);
    this._mendTimer = setTimeout(() => this._do(() => this._checkRestart()), RESTART_WITHIN);
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

  _isAlive() {
    return this._pc?.connectionState === "connected" && this._liveness.isAlive();
  }

  // Small things

  /** @param {{polite: number, impolite: number}} times @returns {number} ms */
  _byRole({ polite, impolite }) {
    return this._socket.polite ? polite : impolite;
  }

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
    this.emit("connection", { state, before });
  }
}
