/** The way through a guest's page: in by the link, microphone, call, out. */

import { Conversation } from "../shared/conversation.js";
import { Voice } from "../shared/remote-voice.js";
import { ScreenLock } from "../shared/screen-lock.js";
import { GuestCall } from "./call.js";
import { LinkProblem, enter, pictures } from "./session.js";
import { isOver } from "./state.js";

/** @typedef {import("./state.js").State} State */
/** @typedef {import("./call.js").Side} Side */

const VOICE = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
const MICROPHONE_WITHIN_MS = 45_000; // inside of other apps the browser's question may never come
const DOUBT_AFTER = 3; // losses of the socket in a row before asking whether we may still come in
const COPIED_SHOWN_MS = 4_000;

export class Controller {
  /** @type {GuestCall|null} */
  #call = null;
  /** @type {MediaStreamTrack|null} */
  #track = null;
  #losses = 0;
  /** Who was there when we last looked. */
  #here = "";
  #lock = new ScreenLock();

  /** @param {import("../shared/store.js").Store<State>} store */
  constructor(store) {
    this.store = store;
    this._secret = decodeURIComponent(location.hash.replace(/^#/, ""));
    /** The link as it came, to be opened in another browser. */
    this.link = location.href;
    /** @type {Record<Side, boolean>} */
    this._blocked = { customer: false, consultant: false };
    this._voices = { customer: this.#voice("customer"), consultant: this.#voice("consultant") };
    this.talk = new Conversation("guest", {
      say: (kind, payload) => this.#call?.say(kind, payload),
      changed: (messages) => store.set({ messages }),
    });
    document.addEventListener("visibilitychange", () => this.#look());
  }

  // In

  /** Follow the link, or the session of an earlier visit. */
  enter = async () => {
    this.store.set({ screen: "loading" });
    try {
      const visit = await enter(this._secret);
      // The session carries on; in the address bar a screenshot would show the secret.
      if (this._secret) history.replaceState(history.state, "", location.pathname + location.search);
      this.store.set({ visit, screen: isOver(visit.consultation.state) ? "ended" : "welcome" });
    } catch (error) {
      this.#fail(error);
    }
  };

  start = () => this.#start(true);

  /** Without a microphone one can still hear, see and write. */
  listen = () => this.#start(false);

  /** @param {boolean} microphone */
  async #start(microphone) {
    const { opening, visit } = this.store.get();
    if (opening || !visit) return;
    for (const voice of Object.values(this._voices)) voice.play(new MediaStream()); // on a tap, so that sound may begin later
    if (microphone && !(await this.#open())) return;
    this.#join(visit);
  }

  /** @returns {Promise<boolean>} whether there is a microphone */
  async #open() {
    this.store.set({ opening: true, refused: false });
    try {
      const asked = navigator.mediaDevices.getUserMedia({ audio: VOICE });
      const stream = await Promise.race([asked, tooLate(MICROPHONE_WITHIN_MS)]);
      this.#track = stream.getAudioTracks()[0] ?? null;
      if (this.#track) this.#track.enabled = !this.store.get().muted;
      this.#track?.addEventListener("ended", () => this.store.set({ microphone: false }));
    } catch {
      this.#track = null;
    }
    this.store.set({ opening: false, refused: this.#track === null, microphone: this.#track !== null });
    return this.#track !== null;
  }

  /** @param {import("./state.js").Visit} visit */
  #join(visit) {
    const { store } = this;
    this.#call?.end();
    store.set({ screen: "call", endedBy: null, pictures: [], chosen: null });
    this.#lock.hold();
    this.#call = new GuestCall(visit.consultation.id, this.#track, {
      line: (side, line) => store.set(({ lines }) => ({ lines: { ...lines, [side]: line } })),
      stream: (side, stream) => this.#hear(side, stream),
      present: () => this.#present(),
      signal: (from, kind, payload) => this.#signal(from, kind, payload),
      event: (kind, payload) => this.#event(kind, payload),
      socket: (state) => this.#socket(state),
    });
    this.#call.join();
  }

  rejoin = () => {
    const { visit } = this.store.get();
    if (visit) this.#join(visit);
  };

  copyLink = async () => {
    await navigator.clipboard?.writeText(this.link).then(
      () => this.store.set({ copied: true }),
      () => {},
    );
    setTimeout(() => this.store.set({ copied: false }), COPIED_SHOWN_MS);
  };

  // In the call

  toggleVoice = () => {
    const muted = !this.store.get().muted;
    this.store.set({ muted });
    if (this.#track) this.#track.enabled = !muted;
  };

  unblock = () => {
    for (const voice of Object.values(this._voices)) void voice.start();
  };

  /** @param {string|null} chosen id of a picture; null: always the newest */
  choose = (chosen) => this.store.set({ chosen });

  openChat = () => {
    this.store.set({ chatOpen: true });
    this.store.flush();
    this.#look();
    /** @type {HTMLElement|null} */ (document.querySelector(".chat-write textarea"))?.focus();
  };

  closeChat = () => {
    this.store.set({ chatOpen: false });
    this.store.flush();
    /** @type {HTMLElement|null} */ (document.querySelector("[data-key=chat]"))?.focus();
  };

  /** @param {string} draft */
  type = (draft) => this.store.set({ draft });

  send = () => {
    this.talk.write(this.store.get().draft);
    this.store.set({ draft: "" });
  };

  /** @param {Side} side @param {MediaStream} stream */
  #hear(side, stream) {
    this._voices[side].play(stream);
    if (side === "customer") this.store.set({ stream });
  }

  /** @param {Side} side */
  #voice(side) {
    return new Voice((blocked) => {
      this._blocked[side] = blocked;
      this.store.set({ soundBlocked: Object.values(this._blocked).some(Boolean) });
    });
  }

  #present() {
    const socket = this.#call?.socket;
    if (!socket) return;
    if (!socket.in("customer")) this.store.set({ live: false, stream: null, telephone: false });
    const here = ["customer", "consultant"].filter((role) => socket.in(/** @type {Side} */ (role))?.state === "here").join();
    if (here !== this.#here && here) this.#call?.say("hello", {});
    this.#here = here;
  }

  /** @param {Side} from @param {string} kind @param {any} payload of another page, therefore read with care */
  #signal(from, kind, payload) {
    if (kind === "guest-state" && from === "customer") {
      this.store.set({ live: payload?.live === true, telephone: payload?.telephone === true });
    }
    if (kind === "chat") this.#written(payload);
    if (kind === "chat-state") this.talk.hearState(payload);
    if (kind === "hello") this.talk.tellAll();
  }

  /** @param {any} payload */
  #written(payload) {
    if (this.talk.hear(payload).length && !document.hidden) navigator.vibrate?.(100);
    this.#look();
  }

  /** What stands on a lit screen is read. */
  #look() {
    if (!document.hidden && this.store.get().chatOpen) this.talk.seenAll();
  }

  /** @param {string} kind @param {any} payload */
  #event(kind, payload) {
    if (kind === "photo" || kind === "consent" || kind === "operations") void this.#refresh();
    if (kind === "consultation" && isOver(payload?.state)) this.#finish("others");
  }

  async #refresh() {
    try {
      this.store.set({ pictures: await pictures() });
    } catch {
      // With the next picture, or when the socket is back.
    }
  }

  /** @param {import("../shared/call-socket.js").SocketState} state */
  #socket(state) {
    this.store.set({ socketLost: state === "waiting" || state === "connecting" });
    if (state === "joined") {
      this.#losses = 0;
      void this.#refresh();
    }
    if (state === "waiting" && ++this.#losses % DOUBT_AFTER === 0) void this.#doubt();
    if (state === "taken-over" || state === "seat-taken") this.#stop("taken-over");
    if (state === "refused") void this.#refused();
  }

  /** The server wants us no more: the consultation is over, or we were sent out. */
  async #refused() {
    await this.#doubt();
    if (this.#call) this.#finish("others");
  }

  async #doubt() {
    try {
      const visit = await enter("");
      if (isOver(visit.consultation.state)) this.#finish("others");
    } catch (error) {
      if (error instanceof LinkProblem && error.problem !== "unreachable") this.#finish("others");
    }
  }

  // Out

  leave = () => this.#finish("self");

  /** @param {"self"|"others"} endedBy */
  #finish(endedBy) {
    this.store.set({ endedBy });
    this.#stop("ended");
  }

  /** @param {"taken-over"|"ended"} screen */
  #stop(screen) {
    const call = this.#call;
    this.#call = null;
    call?.end();
    if (screen === "ended") {
      this.#track?.stop();
      this.#track = null;
    }
    for (const voice of Object.values(this._voices)) voice.play(null);
    this.#lock.release();
    this.store.set({ screen, live: false, stream: null, pictures: [], chatOpen: false, lines: { customer: "alone", consultant: "alone" } });
  }

  /** @param {unknown} error */
  #fail(error) {
    this.store.set({ screen: "problem", problem: error instanceof LinkProblem ? error.problem : "unreachable" });
  }
}

/** @param {number} ms @returns {Promise<never>} */
function tooLate(ms) {
  return new Promise((_, reject) => setTimeout(() => reject(new Error("no answer")), ms));
}
