/**
 * The media between the two seats: perfect negotiation (W3C webrtc-pc 10.7) over a CallSocket, and the ways back
 * when the network changes. Knows the wire and never the page.
 *
 *     const call = new PeerCall(socket);
 *     for (const track of stream.getTracks()) call.addTrack(track, stream);
 *     call.on("remote-stream", ({ stream }) => (video.srcObject = stream));
 *     call.on("connection", ({ state }) => …);
 *
 * A guest has a call with each of the two, and each of the two one with the guest (`with`), apart from the one between them:
 *
 *     const aside = new PeerCall(socket, { with: "guest" });
 *
 * Each RTCPeerConnection has an id that travels with its descriptions and candidates: an offer from an unknown id means
 * that the other side began anew, so we do too; what was meant for an older connection of ours is dropped.
 */

import { randomId } from "./call-socket.js";
import { Candidates } from "./candidates.js";
import { Emitter } from "./emitter.js";
import { askForBoth } from "./first-offer.js";
import { sendKeyFrame } from "./key-frame.js";
import { Liveness } from "./liveness.js";
import { LocalTracks } from "./local-tracks.js";
import { Mender } from "./mender.js";
import { onNetworkChange } from "./network.js";
import { Opposite } from "./opposite.js";
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
 *   "opening": {connection: RTCPeerConnection},
 * }} PeerCallEvents
 */

const OFFER_AFTER = { polite: 1500, impolite: 0 }; // ms from meeting; one offer is quicker than two that collide
const RESTART_AFTER = { polite: 3000, impolite: 2000 }; // ms disconnected; not both at once
const RESTART_SOON = { polite: 800, impolite: 0 }; // ms when it is certainly dead
const KEY_FRAME = "key-frame"; // a signal: nothing can be shown here until a whole picture comes

/** @extends {Emitter<PeerCallEvents>} */
export class PeerCall extends Emitter {
  /** @type {ConnectionState} */
  state = "alone";
  /** @type {MediaStream|null} what the other side sends */
  remoteStream = null;

  /**
   * @param {CallSocket} socket
   * @param {{with?: import("./call-socket.js").Role, createConnection?: (config: RTCConfiguration) => RTCPeerConnection}} [options]
   *    `with`: whose seat, where a guest is at one end; none: customer and consultant
   */
  constructor(socket, { with: role, createConnection = (config) => new RTCPeerConnection(config) } = {}) {
    super();
    this._socket = socket;
    this._opposite = new Opposite(socket, role);
    this._createConnection = createConnection;
    this._locals = new LocalTracks(role === "guest");
    /** @type {RTCPeerConnection|null} */
    this._pc = null;
    this._id = "";
    /** @type {string|null} id of the connection ours is bound to; "" when the other side names none */
    this._remoteId = null;
    /** @type {string|null} the page ours was made for */
    this._remoteInstance = null;
    this._candidates = new Candidates();
    this._wantsOffer = false;
    this._liveness = new Liveness({
      quiet: () => socket.check(),
      silent: () => this._fellSilent(),
      alive: (again) => this._hears(again),
      frozen: () => this._opposite.participant && socket.signal(KEY_FRAME, {}, this._opposite.participant.role),
    });
    this._mender = new Mender({
      queue: (task) => this._do(task),
      reach: () => this._reach(),
      isAlive: () => this._isAlive(),
      isAnswered: () => this._pc?.signalingState === "stable",
      canRestart: () => this._opposite.participant?.ice_restart === true && this._pc?.signalingState !== "closed",
      restart: () => this._restart(),
      renew: () => this._renew(),
      rejoin: () => (role ? this._renew() : this._rejoin()), // the page's other call goes on
      giveUp: () => this._part(),
      mended: () => this._connected(),
    });
    /** @type {Promise<void>} everything that touches the connection happens one after the other */
    this._queue = Promise.resolve();
    this._off = [
      socket.on("welcome", (welcome) => this._do(() => this._welcomed(welcome))),
      socket.on("participant-joined", ({ participant }) => this._opposite.is(participant.role) && this._do(() => this._meet({ gap: true }))),
      socket.on("participant-back", ({ participant }) => this._opposite.is(participant.role) && this._do(() => this._meet())),
      socket.on("participant-left", ({ participant, reason }) => this._do(() => this._parted(participant, reason))),
      socket.on("description", (message) => this._opposite.is(message.from) && this._do(() => this._describe(message))),
      socket.on("candidate", (message) => this._opposite.is(message.from) && this._do(() => this._candidate(message))),
      socket.on("state", ({ state }) => this._do(() => this._socketState(state))),
      socket.on("signal", ({ kind, from }) => kind === KEY_FRAME && this._opposite.is(from) && this._pc && void sendKeyFrame(this._pc)),
      socket.on("ice-servers", () => this._do(() => this._configure())),
      onNetworkChange(() => this._pc && this._mender.after(0)),
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

  /** @param {import("./ladder.js").Sends} sends @param {boolean} [sharp] @returns {Promise<void>} */
  limit(sends, sharp) {
    return this._locals.limit(sends, sharp);
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
    const other = this._opposite.participant;
    if (!other) {
      if (!this._pc) this._become("alone");
      return undefined; // after a restart of the server: the picture goes on, the other one will join again
    }
    const pc = this._pc;
    if (!pc || this._remoteInstance !== other.instance) {
      if (this._remoteInstance !== other.instance) this._mender.forget();
      return this._open(other, this._byRole(OFFER_AFTER));
    }
    if (gap && pc.signalingState === "have-local-offer") await pc.setLocalDescription({ type: "rollback" });
    const died = !this._isAlive() && (gap || this._mender.wasConnected);
    if (this._mender.isDue || died) return this._mender.mend();
    return undefined;
  }

  /** @param {Participant} participant @param {string} reason */
  async _parted(participant, reason) {
    if (participant.instance !== this._remoteInstance) return;
    if (reason === "expired" && this._isAlive()) return; // only its socket is gone, the picture is not
    this._part();
  }

  /** @param {string} state */
  async _socketState(state) {
    if (["left", "taken-over", "refused"].includes(state)) this._part();
  }

  _part() {
    this._drop();
    this._remoteInstance = null;
    this._become("alone");
  }

  // One connection

  /** @param {Participant} other @param {number|null} offerAfter ms; null: the other side has offered */
  async _open(other, offerAfter) {
    const before = this.state;
    this._drop();
    this._remoteInstance = other.instance;
    this._id = randomId();
    const id = this._id;
    const configuration = await this._socket.iceConfiguration();
    if (this._id !== id) return;
    const pc = this._createConnection(configuration);
    this._pc = pc;
    const stream = new MediaStream();
    const mine = () => this._pc === pc;
    const offer = () => this._do(async () => mine() && this._wantsOffer && this._offer(pc));
    pc.onnegotiationneeded = () => {
      if (!mine() || this._remoteId === null) return; // the first offer has its own time
      this._wantsOffer = true;
      offer();
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
    if (other.ice_restart) this.emit("opening", { connection: pc }); // another browser: it may have channels, too
    if (offerAfter === null) return;
    this._wantsOffer = true;
    if (offerAfter) setTimeout(offer, offerAfter);
    else offer();
  }

  _drop() {
    this._mender.reset();
    this._liveness.stop();
    this._wantsOffer = false;
    this._candidates = new Candidates();
    this._remoteId = null;
    this._id = "";
    this._locals.sendOver(null);
    this._pc?.close();
    this._pc = null;
  }

  /** @param {RTCPeerConnection} pc */
  async _offer(pc) {
    if (pc.signalingState !== "stable" || !this._opposite.participant) return; // asked again when stable
    this._wantsOffer = false;
    if (this._remoteId === null) askForBoth(pc);
    await pc.setLocalDescription();
    this._describeOurselves(pc);
  }

  /** @param {RTCPeerConnection} pc */
  _describeOurselves(pc) {
    const description = pc.localDescription;
    if (!description || this._pc !== pc) return;
    this._tell({ type: "description", description: { type: description.type, sdp: description.sdp } });
    if (pc.connectionState !== "connected") this._mender.expect();
  }

  /** @param {CallSocketEvents["description"]} message */
  async _describe({ description, connection = "", to_connection }) {
    if (to_connection && to_connection !== this._id) return;
    const other = this._opposite.participant;
    const isOffer = description.type === "offer";
    if (!other || (!this._pc && !isOffer)) return;
    const bound = this._remoteId !== null && this._remoteId !== connection;
    if (bound && !isOffer) return;
    const collides = isOffer && !bound && this._pc?.signalingState === "have-local-offer";
    if (collides && !this._opposite.polite) return; // ours goes first
    // The other side began anew, or both at once: Chromium may gather no candidates after taking a first offer back.
    if (!this._pc || bound || (collides && this._remoteId === null)) await this._open(other, null);
    const pc = this._pc;
    if (!pc || (!isOffer && pc.signalingState !== "have-local-offer")) return;
    this._remoteId = connection;
    try {
      await pc.setRemoteDescription({ type: description.type, sdp: withStartBitrate(description.sdp ?? "") });
      await this._candidates.described(pc, connection);
      if (isOffer) {
        this._wantsOffer = false; // the answer carries it, or the browser asks again
        if (this.state === "interrupted" && this._mender.wasConnected) this._mender.leaveIt();
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
    await this._candidates.hear(pc, { candidate, connection }, this._remoteId);
  }

  /** @param {{type: string, [field: string]: any}} message */
  _tell(message) {
    this._socket.send({
      ...message,
      connection: this._id,
      ...(this._remoteId && { to_connection: this._remoteId }),
      ...this._opposite.address,
    });
  }

  // Holding it

  /** @param {RTCPeerConnection} pc */
  _connectionChanged(pc) {
    if (pc.connectionState === "connected") {
      if (this.state === "interrupted") void sendKeyFrame(pc);
      this._connected();
      this._liveness.watch(pc);
      void this._locals.tune();
    } else if (pc.connectionState === "disconnected") {
      this._become("interrupted");
      this._mender.after(this._byRole(RESTART_AFTER));
    } else if (pc.connectionState === "failed") {
      this._become("interrupted");
      this._mender.after(this._byRole(RESTART_SOON));
    }
  }

  _connected() {
    this._mender.connected();
    this._become("connected");
  }

  /** Still called connected, but nothing comes any more. */
  _fellSilent() {
    if (this.state !== "connected") return;
    this._become("interrupted");
    this._mender.after(this._byRole(RESTART_SOON));
  }

  /** @param {boolean} again after a pause */
  _hears(again) {
    if (again && this._pc) void sendKeyFrame(this._pc);
    if (this.state === "interrupted" && this._pc?.connectionState === "connected") this._connected();
  }

  /** @returns {"now"|"later"|"never"} */
  _reach() {
    const other = this._opposite.participant;
    if (this._socket.state !== "joined" || other?.state === "away") return "later"; // until `welcome` or `participant-back`
    return other ? "now" : "never";
  }

  async _restart() {
    await this._configure();
    this._pc?.restartIce();
  }

  /** Logins of TURN end: what is gathered from now on uses those that are good. */
  async _configure() {
    const configuration = await this._socket.iceConfiguration();
    try {
      this._pc?.setConfiguration(configuration);
    } catch (error) {
      console.debug("the ICE servers stay as they are", error);
    }
  }

  async _renew() {
    const other = this._opposite.participant;
    if (other) await this._open(other, 0);
  }

  async _rejoin() {
    this._drop();
    this._socket.rejoin();
  }

  _isAlive() {
    return this._pc?.connectionState === "connected" && this._liveness.isAlive();
  }

  // Small things

  /** @param {{polite: number, impolite: number}} times @returns {number} ms */
  _byRole({ polite, impolite }) {
    return this._opposite.polite ? polite : impolite;
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
