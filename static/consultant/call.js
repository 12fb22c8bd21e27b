/** The call as the cockpit sees it: who is there, picture and voice. What is said in it goes to `app.signals` and `app.events`. */

import { post } from "../shared/api.js";
import { t } from "../shared/i18n.js";
import { isOver } from "./item-view.js";
import { Voice } from "./voice.js";

/** @typedef {import("./app.js").App} App */
/** @typedef {import("./state.js").Call} CallState */

const LOOK_MS = 3000; // between two looks at how the picture arrives
const WEAK_FRAMES = 5; // frames per second below which the picture counts as weak
const WAITS = new Set(["requested", "scheduled", "paused"]);

export class Call {
  /** @type {import("../shared/peer.js").PeerCall|null} */
  #peer = null;
  #voice = new Voice((voice) => this.#set({ voice }));
  /** @type {HTMLVideoElement|null} */
  #video = null;
  #starting = false;
  #hushed = false;
  /** @type {import("../shared/call-socket.js").Role} what we asked for */
  #role;

  /** @param {App} app @param {import("./head-start.js").HeadStart} headStart joined while all else was loaded */
  constructor(app, headStart) {
    this.app = app;
    this.headStart = headStart;
    this.socket = headStart.socket;
    this.#role = headStart.role;
    headStart.said.handOver({
      state: ({ state, code }) => this.#socketState(state, code),
      welcome: ({ role }) => this.#welcome(role),
      participants: () => this.#present(),
      signal: ({ from, kind, payload, instance }) => {
        app.presence.hear(kind, { from, payload, instance });
        if (from === "customer") app.signals.emit(kind, payload);
        if (from === "guest") app.third.hear(kind, payload);
      },
      event: ({ kind, payload }) => app.events.emit(kind, payload),
      error: ({ details }) => this.#set({ holder: details?.name ?? null }),
    });
    setInterval(() => void this.#look(), LOOK_MS);
  }

  /** Again, in the consultant's seat where that is free and ours to take, else as a watcher; once it is over, too. */
  join() {
    this.#join(isOver(this.app.store.get()) ? "watcher" : "consultant");
  }

  takeOver() {
    this.#join("consultant", true);
  }

  /** @param {"consultant"|"watcher"} role @param {boolean} [takeOver] */
  #join(role, takeOver = false) {
    this.#role = role;
    this.socket.connect({ role, takeOver });
  }

  leave() {
    this.socket.leave();
    this.#hangUp();
  }

  /** @param {string} kind @param {any} payload */
  signal(kind, payload) {
    this.socket.signal(kind, payload, "customer");
  }

  /** Our microphone, on or off. */
  async voice() {
    if (this.#hushed) this.app.toast(t("telephone.cockpit.voice_off"));
    else if (this.#voice.track) this.#voice.toggle();
    else if (!(await this.#speak())) this.app.toast(t("consultant.toast.no-microphone"));
  }

  /** While they talk by telephone this page makes no sound and sends none. @param {boolean} on */
  hush(on) {
    this.#hushed = on;
    if (this.#video) this.#video.muted = on;
    this.#voice.hush(on);
    this.app.third.hush(on);
  }

  /** What the browser counts; null: there is no connection. @returns {Promise<RTCStatsReport|null>} */
  async stats() {
    return this.#peer?.getStats() ?? null;
  }

  /** What we send from now on. @param {import("../shared/ladder.js").Sends} sends */
  limit(sends) {
    void this.#peer?.limit(sends);
  }

  /** Where the browser wants a tap before sound, the picture goes on without. @param {HTMLVideoElement} video */
  async play(video) {
    this.#video = video;
    if (this.#hushed) video.muted = true;
    try {
      await video.play();
      this.#set({ soundBlocked: false });
    } catch (error) {
      if (/** @type {Error} */ (error).name !== "NotAllowedError") return;
      video.muted = true;
      await video.play().catch(() => {});
      this.#set({ soundBlocked: true });
    }
  }

  async unblockSound() {
    this.app.third.unblock();
    if (!this.#video) return;
    this.#video.muted = this.#hushed;
    await this.play(this.#video);
  }

  /** @returns {CallState} */
  get #state() {
    return this.app.store.get().call;
  }

  /** @param {Partial<CallState>} patch */
  #set(patch) {
    this.app.setCall(patch);
  }

  /** @param {import("../shared/call-socket.js").SocketState} state @param {string} [code] */
  #socketState(state, code) {
    if (state === "joined") this.#set({ socket: "open" });
    if (state === "waiting") this.#set({ socket: "lost" });
    if (state === "seat-taken") this.#join("watcher");
    if (state === "taken-over") {
      this.#hangUp();
      this.app.toast(t("consultant.toast.taken-over"));
      this.#join("watcher");
    }
    if (state === "refused" && code === "role_not_allowed" && this.#role === "consultant") {
      this.#join("watcher");
    } else if (state === "refused" || state === "left") {
      this.#hangUp();
    }
  }

  /** @param {import("../shared/call-socket.js").Role} role */
  #welcome(role) {
    this.#set({ role: role === "consultant" ? "consultant" : "watcher" });
    void this.app.ledger.retry();
    void this.app.catchUp(); // what was told before we sat in the room
    if (role !== "consultant") this.#hangUp();
    else if (!this.#peer) this.#openPeer();
  }

  #openPeer() {
    const peer = this.headStart.takePeer() ?? this.headStart.newPeer();
    this.#peer = peer;
    this.app.log.watch(peer);
    peer.on("remote-stream", ({ stream }) => this.#set({ stream }));
    peer.on("connection", ({ state }) => this.#connection(state));
    if (peer.remoteStream) this.#set({ stream: peer.remoteStream });
    if (peer.state !== "alone") this.#connection(peer.state);
    void this.#speak();
  }

  /** @param {import("../shared/peer.js").ConnectionState} state */
  #connection(state) {
    switch (state) {
      case "connected":
        this.#set({ quality: "good" });
        break;
      case "interrupted":
        this.#set({ quality: "lost" });
        break;
      case "connecting":
        this.#set({ quality: "connecting" });
        break;
      default:
        this.#set({ quality: null, stream: null, picture: null, torch: null, soundBlocked: false });
    }
  }

  #hangUp() {
    this.#peer?.close();
    this.app.third.leave();
    this.app.log.unwatch();
    this.#peer = null;
    this.#voice.close();
    this.#set({ stream: null, picture: null, quality: null, torch: null, soundBlocked: false });
  }

  /** @returns {Promise<boolean>} whether there is a microphone now */
  async #speak() {
    const peer = this.#peer;
    const track = this.#voice.track ?? (await this.#voice.open());
    if (this.#peer !== peer || !peer) this.#voice.close(); // the call ended while the browser asked
    else if (track) {
      peer.addTrack(track);
      this.app.third.speak(track);
    }
    return track !== null;
  }

  #present() {
    const { participants, participant } = this.socket;
    this.app.third.look(this.socket);
    this.app.presence.look(this.socket);
    const holder = participants.find((one) => one.role === "consultant");
    const customerThere = participants.some((one) => one.role === "customer");
    this.#set({ customerThere, holder: participant?.role === "watcher" ? (holder?.name ?? null) : null });
    if (customerThere && participant?.role === "consultant") void this.#start();
  }

  /** The conversation begins when both are there. */
  async #start() {
    const { store } = this.app;
    const { consultation, id } = store.get();
    if (this.#starting || !WAITS.has(consultation?.state)) return;
    this.#starting = true;
    try {
      await post(`/consultations/${id}/start`);
      await this.app.reload();
    } catch (error) {
      this.app.complain(error);
    } finally {
      this.#starting = false;
    }
  }

  /** Words for the connection come from what arrives, not from flags. */
  async #look() {
    if (!this.#state.stream || (this.#state.quality !== "good" && this.#state.quality !== "weak")) return;
    const report = await this.#peer?.getStats();
    for (const stats of report?.values() ?? []) {
      if (stats.type !== "inbound-rtp" || stats.kind !== "video") continue;
      this.#set({ quality: (stats.framesPerSecond ?? 0) < WEAK_FRAMES ? "weak" : "good" });
    }
  }
}
