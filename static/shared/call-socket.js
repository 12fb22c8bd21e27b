/**
 * The call's socket: joins, keeps its seat through lost networks, numbers what it sends. Knows the wire
 * (signaling/PROTOCOL.md) and never the page.
 *
 *     const socket = new CallSocket(`/api/v1/consultations/${id}/call`);
 *     socket.on("event", ({ kind, payload }) => …);
 *     socket.connect();
 *
 * Every message of the server is dispatched under its type with the message as `detail`; `state` tells what became
 * of the socket, `participants` that somebody came, went or changed.
 */

import { Emitter } from "./emitter.js";
import { Knock } from "./knock.js";

/** @typedef {"customer"|"consultant"|"guest"|"watcher"} Role */
/**
 * @typedef {{id: string, name: string, role: Role, instance: string, state: "here"|"away",
 *    ice_restart: boolean, kind?: string}} Participant
 */
/**
 * `waiting`: lost, comes again by itself. `seat-taken`: somebody else sits here, a person decides
 * (`connect({takeOver: true})` or `connect({role: "watcher"})`). `taken-over`: another page sits here now.
 * `refused`: the server does not want us; see `code`.
 * @typedef {"idle"|"connecting"|"joined"|"waiting"|"seat-taken"|"taken-over"|"refused"|"left"} SocketState
 */
/** @typedef {{ice_servers: RTCIceServer[], ice_ttl_s?: number, ice_transport_policy?: RTCIceTransportPolicy}} IceOffer */
/**
 * @typedef {{room: string, participant: Participant, role: Role, polite: boolean, resume: string, resumed: boolean,
 *    lost: boolean, received: number, participants: Participant[]} & IceOffer} Welcome
 */
/**
 * @typedef {{
 *   "state": {state: SocketState, before: SocketState, code?: string},
 *   "participants": {participants: Participant[]},
 *   "welcome": Welcome,
 *   "participant-joined": {participant: Participant},
 *   "participant-away": {participant: Participant},
 *   "participant-back": {participant: Participant},
 *   "participant-left": {participant: Participant, reason: "left"|"expired"|"taken-over"|"closed"},
 *   "description": {description: RTCSessionDescriptionInit, connection?: string, to_connection?: string, from?: Role},
 *   "candidate": {candidate: RTCIceCandidateInit|null, connection?: string, to_connection?: string, from?: Role},
 *   "signal": {from: Role, kind: string, payload: any, instance?: string},
 *   "event": {kind: string, payload: any},
 *   "ice-servers": IceOffer,
 *   "taken-over": {},
 *   "pong": {},
 *   "error": {code: string, text: string, fatal: boolean, details?: Record<string, any>},
 * }} CallSocketEvents
 */
/** @typedef {{n: number, message: Record<string, any>, written: boolean}} Outgoing */

const WELCOME_WITHIN = 5000; // ms
const STEADY_AFTER = 5000; // ms joined until a loss is again the first one
const PING_EVERY = 8000; // ms
const PONG_WITHIN = 4000; // ms, then it is lost
const DOUBT_AFTER = { least: 600, most: 3000, roundTrips: 3 }; // ms without an answer, then another is opened beside it
const ICE_WITHIN = 2000; // ms
const OUTBOX = 200; // messages kept for a resume

const NUMBERED = new Set(["description", "candidate", "signal"]);
const ENDS = /** @type {Record<string, SocketState>} */ ({ role_not_allowed: "refused", room_closed: "refused" });

/** @extends {Emitter<CallSocketEvents>} */
export class CallSocket extends Emitter {
  /** @type {SocketState} */
  state = "idle";
  /** @type {Participant|null} ourselves, once welcome */
  participant = null;
  /** @type {Participant[]} the others */
  participants = [];
  /** In a collision of offers the polite one gives way. */
  polite = false;
  /** The page that holds the media: same for as long as this object lives. */
  instance = randomId();

  /**
   * @param {string} url path or address of the call, http(s) or ws(s)
   * @param {{role?: Role, iceRestart?: boolean, openSocket?: (url: string) => WebSocket}} [options]
   */
  constructor(url, { role, iceRestart = true, openSocket = (to) => new WebSocket(to) } = {}) {
    super();
    const address = new URL(url, location.href);
    address.protocol = address.protocol.replace("http", "ws");
    this._url = address.href;
    this._role = role;
    this._iceRestart = iceRestart;
    this._openSocket = openSocket;
    this._takeOver = false;
    /** @type {WebSocket|null} */
    this._socket = null;
    /** @type {string|undefined} */
    this._resume = undefined;
    this._received = 0;
    this._sent = 0;
    /** @type {Outgoing[]} */
    this._outbox = [];
    this._knock = new Knock({
      open: () => this._openSocket(this._url),
      opened: (opened) => this._opened(opened),
      trying: () => this.state === "waiting" && this._become("connecting"),
      failed: () => this.state === "connecting" && this._become("waiting"),
    });
    this._askedAt = this._roundTrip = 0; // ms
    /** @type {Record<string, ReturnType<typeof setTimeout>|undefined>} */
    this._timers = {};
    /** @type {{configuration: RTCConfiguration, halfLife: number, at: number, date: number}} */
    this._ice = { configuration: {}, halfLife: Infinity, at: 0, date: 0 };
    this._onWake = (/** @type {Event} */ event) => this._wake(event);
  }

  /**
   * Join, or join again after `seat-taken`, `taken-over`, `refused` or `left`.
   * @param {{role?: Role, takeOver?: boolean}} [how]
   */
  connect({ role = this._role, takeOver = false } = {}) {
    this._role = role;
    this._takeOver = takeOver;
    this._listenForWake(true);
    if (this.state === "seat-taken" && this._socket?.readyState === WebSocket.OPEN) this._join();
    else this._open();
  }

  /** Begin anew, as a page does that was loaded again: what went wrong between the seats is forgotten on both sides. */
  rejoin() {
    if (this.state !== "joined") return;
    this._resume = undefined;
    this.instance = randomId();
    this._open();
  }

  /** Hang up: the seat is free at once. */
  leave() {
    if (this.state === "joined") this._write({ type: "leave" });
    this._stop("left");
  }

  /** The one in the other seat; a guest has two others (`in`). @returns {Participant|null} */
  get other() {
    const opposite = { customer: "consultant", consultant: "customer", guest: null, watcher: null };
    const role = this.participant && opposite[this.participant.role];
    return role ? this.in(/** @type {Role} */ (role)) : null;
  }

  /** Who sits there. @param {Role} role @returns {Participant|null} */
  in(role) {
    return this.participants.find((one) => one.role === role) ?? null;
  }

  /**
   * Send a message. Descriptions, candidates and signals are kept and follow after a resume.
   * @param {{type: string, [field: string]: any}} message
   */
  send(message) {
    if (!NUMBERED.has(message.type)) {
      if (this.state === "joined") this._write(message);
      return;
    }
    const outgoing = { n: ++this._sent, message, written: false };
    this._outbox.push(outgoing);
    if (this._outbox.length > OUTBOX) this._outbox.shift();
    if (this.state === "joined") this._writeOutgoing(outgoing);
  }

  /**
   * Say something that only pages understand to the other seat (and to watchers, unless `to` names a role).
   * @param {string} kind @param {any} payload @param {Role} [to]
   */
  signal(kind, payload, to) {
    this.send({ type: "signal", kind, payload, ...(to && { to }) });
  }

  /**
   * ICE servers whose logins are still good for a while, and the way that media shall take.
   * @returns {Promise<RTCConfiguration>}
   */
  async iceConfiguration() {
    const { halfLife, at, date } = this._ice;
    // While a phone sleeps, the one clock stands still; the other one may be set back.
    const age = Math.max(performance.now() - at, Date.now() - date);
    if (age > halfLife && this.state === "joined") {
      this._renewIce();
      await new Promise((resolve) => {
        const off = this.on("ice-servers", resolve);
        setTimeout(() => (off(), resolve(undefined)), ICE_WITHIN);
      });
    }
    return this._ice.configuration;
  }

  _open() {
    this._discard();
    this._become("connecting");
    this._knock.now();
  }

  /** The first that opened; the one before, if there is one, has not answered for a while. @param {WebSocket} socket */
  _opened(socket) {
    this._discard();
    this._become("connecting");
    this._socket = socket;
    const mine = () => this._socket === socket;
    socket.onmessage = (event) => mine() && this._receive(String(event.data));
    socket.onclose = () => mine() && this._lost();
    this._join();
  }

  _join() {
    this._askedAt = performance.now();
    this._write({
      type: "join",
      instance: this.instance,
      ice_restart: this._iceRestart,
      ...(this._role && { role: this._role }),
      ...(this._resume && { resume: this._resume, received: this._received }),
      ...(this._takeOver && { take_over: true }),
    });
    this._after("welcome", WELCOME_WITHIN, () => this._lost());
  }

  /** @param {string} raw */
  _receive(raw) {
    this._after("pong", null);
    this._after("doubt", null);
    this._knock.stop();
    const message = JSON.parse(raw);
    if (typeof message.n === "number") {
      if (message.n <= this._received) return;
      this._received = message.n;
    }
    if (message.type === "pong") this._roundTrip = performance.now() - this._askedAt;
    if (message.type === "welcome") this._welcomed(message);
    else if (message.type === "ice-servers") this._keepIce(message);
    else if (message.type === "error") this._failed(message);
    else if (message.type === "taken-over") this._stop("taken-over");
    else if (message.type.startsWith("participant-")) this._keepParticipant(message);
    this.emit(message.type, message);
    if (message.type === "welcome" || message.type.startsWith("participant-")) {
      this.emit("participants", { participants: this.participants });
    }
  }

  /** @param {Welcome} welcome */
  _welcomed(welcome) {
    this._after("welcome", null);
    this._roundTrip = performance.now() - this._askedAt;
    this._takeOver = false;
    this._resume = welcome.resume;
    this.participant = welcome.participant;
    this.participants = welcome.participants;
    this.polite = welcome.polite;
    this._keepIce(welcome);
    if (welcome.resumed) {
      this._outbox = this._outbox.filter((outgoing) => outgoing.n > welcome.received);
    } else {
      // A new seat knows nothing of the old one's descriptions: the peers find each other anew. What was said
      // while there was no socket has reached nobody yet.
      this._received = 0;
      this._sent = 0;
      this._outbox = this._outbox.filter((outgoing) => !outgoing.written && outgoing.message.type === "signal");
      for (const outgoing of this._outbox) outgoing.n = ++this._sent;
    }
    this._become("joined");
    for (const outgoing of this._outbox) this._writeOutgoing(outgoing);
    this._after("steady", STEADY_AFTER, () => this._knock.steady());
    this._after("ping", PING_EVERY, () => this.check());
  }

  /** @param {CallSocketEvents["error"]} error */
  _failed(error) {
    if (error.code === "seat_taken") {
      this._after("welcome", null);
      this._become("seat-taken", error.code);
    } else if (error.fatal) {
      this._stop(ENDS[error.code] ?? "refused", error.code);
    }
  }

  /** @param {{type: string, participant: Participant}} message */
  _keepParticipant({ type, participant }) {
    const same = (/** @type {Participant} */ one) =>
      one.role === participant.role && (one.role !== "watcher" || one.instance === participant.instance);
    this.participants = this.participants.filter((one) => !same(one));
    if (type !== "participant-left") this.participants.push(participant);
  }

  /** @param {IceOffer} offer */
  _keepIce({ ice_servers, ice_ttl_s, ice_transport_policy = "all" }) {
    const configuration = { iceServers: ice_servers, iceTransportPolicy: ice_transport_policy };
    const halfLife = ice_ttl_s === undefined ? Infinity : (ice_ttl_s * 1000) / 2;
    this._ice = { configuration, halfLife, at: performance.now(), date: Date.now() };
    this._after("ice", ice_ttl_s === undefined ? null : halfLife, () => this._renewIce());
  }

  _renewIce() {
    this._write({ type: "renew-ice-servers" });
  }

  _lost() {
    this._discard();
    if (this.state === "seat-taken") return; // a person decides; nothing is to be kept alive for it
    this._become("waiting");
    this._knock.start();
  }

  /**
   * Ask whether anybody still answers; one that says it is open may be dead for long. Called by whoever has a reason
   * for doubt.
   */
  check() {
    if (this.state !== "joined" || this._timers.pong !== undefined) return;
    this._askedAt = performance.now();
    this._write({ type: "ping" });
    const { least, most, roundTrips } = DOUBT_AFTER;
    const doubt = Math.min(Math.max(least, roundTrips * this._roundTrip), most);
    this._after("doubt", doubt, () => this._knock.now());
    this._after("pong", PONG_WITHIN, () => this._lost());
    this._after("ping", PING_EVERY, () => this.check());
  }

  /** The page came back or the network did: try now, and do not trust a socket that says it is open. @param {Event} event */
  _wake(event) {
    const first = event.type === "pageshow" && !(/** @type {PageTransitionEvent} */ (event).persisted);
    if (first || globalThis.document?.visibilityState === "hidden") return;
    this.check();
    if (this.state === "waiting" || (this.state === "connecting" && this._socket === null)) this._knock.now();
  }

  /** @param {SocketState} state @param {string} [code] */
  _stop(state, code) {
    this._listenForWake(false);
    this._knock.stop();
    this._discard();
    this._resume = undefined;
    this._outbox = [];
    this.participants = [];
    this._become(state, code);
  }

  _discard() {
    for (const name of Object.keys(this._timers)) this._after(name, null);
    const socket = this._socket;
    this._socket = null;
    socket?.close();
  }

  /** @param {SocketState} state @param {string} [code] */
  _become(state, code) {
    const before = this.state;
    if (before === state) return;
    this.state = state;
    this.emit("state", { state, before, ...(code && { code }) });
  }

  /** @param {Outgoing} outgoing */
  _writeOutgoing(outgoing) {
    outgoing.written = this._write({ ...outgoing.message, n: outgoing.n }) || outgoing.written;
  }

  /** @param {Record<string, any>} message @returns {boolean} whether it went out */
  _write(message) {
    if (this._socket?.readyState !== WebSocket.OPEN) return false;
    this._socket.send(JSON.stringify(message));
    return true;
  }

  /** @param {string} name @param {number|null} ms null: not any more @param {() => void} [then] */
  _after(name, ms, then) {
    clearTimeout(this._timers[name]);
    if (ms === null || !then) delete this._timers[name];
    else this._timers[name] = setTimeout(then, ms);
  }

  /** @param {boolean} listen */
  _listenForWake(listen) {
    const change = listen ? "addEventListener" : "removeEventListener";
    globalThis.window?.[change]("online", this._onWake);
    globalThis.window?.[change]("pageshow", this._onWake);
    globalThis.document?.[change]("visibilitychange", this._onWake);
  }
}

/** 128 random bits; `crypto.randomUUID` is missing where the page is not secure. */
export function randomId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
