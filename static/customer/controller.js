/** What happens when she taps, and what the call changes. The views call the actions; the store shows the rest. */

import { t } from "../shared/i18n.js";
import { Call } from "./call.js";
import { CameraProblem, closeStream, openCamera, videoTrack } from "./camera.js";
import { playChime } from "./chime.js";
import { ConsentAnswer } from "./consent-answer.js";
import { readEnvironment } from "./environment.js";
import { FrameWatch } from "./frame-watch.js";
import { Light } from "./light.js";
import { Pictures } from "./pictures.js";
import { LinkProblem, enter, hideSecret, readSecret } from "./session.js";
import { isOver } from "./state.js";
import { Stills } from "./stills.js";
import { knowsHint } from "./views/in-call.js";
import { Voice } from "./voice.js";
import { ScreenLock } from "./wake-lock.js";

/** @typedef {import("./state.js").State} State */
/** @typedef {import("./state.js").Visit} Visit */

const HINT_SHOWN_MS = 25_000;
const NOTICE_SHOWN_MS = 6_000;
const UNDO_MS = 10_000; // to take a hang-up back
const TICK_MS = 20_000; // words such as "in about 4 minutes" age

export class Controller {
  /** @param {import("../shared/store.js").Store<State>} store */
  constructor(store) {
    this._store = store;
    this._secret = readSecret();
    /** @type {Call|null} */
    this._call = null;
    /** @type {HTMLVideoElement|null} */
    this._video = null;
    this._consent = new ConsentAnswer(store);
    this._pictures = new Pictures(store);
    this._timers = { hint: 0, notice: 0, undo: 0 };
    this._lock = new ScreenLock();
    this._voice = new Voice((soundBlocked) => store.set({ soundBlocked }));
    this._light = new Light(() => this._track(), (torch) => this._tellTorch(torch));
    this._watch = new FrameWatch(
      () => store.set({ cameraLost: true }),
      () => store.set({ cameraLost: false }),
    );
    this._stills = new Stills({
      track: () => this._track(),
      video: () => this._video,
      allowed: () => store.get().consent === true,
      report: (payload) => this._call?.signal("still-state", payload),
      show: (still) => store.set({ still }),
      pending: (pending) => store.set({ pending }),
      away: (networkAway) => store.set({ networkAway }),
      capturing: (busy) => {
        this._watch.paused = busy;
        if (!busy) void this._light.again();
      },
    });
    // Where a browser asks before it leaves, it should while a picture is still on its way.
    addEventListener("beforeunload", (event) => store.get().pending > 0 && event.preventDefault());
    setInterval(() => store.get().screen === "waiting" && store.set({ now: Date.now() }), TICK_MS);
  }

  /** Follow the link, or the session of an earlier visit. */
  enterAgain = async () => {
    this._store.set({ screen: "loading" });
    try {
      const visit = await enter(this._secret);
      // Other apps pass the address on when one opens it in the browser: there the secret has to stay.
      if (this._secret && !readEnvironment().inApp) hideSecret();
      const { given } = visit.consent;
      const over = isOver(visit.consultation.state);
      this._consent.known(given);
      this._store.set({
        visit,
        consent: given,
        consentState: given === null ? "open" : "saved",
        fate: visit.consent.taken,
        screen: over ? "ended" : "welcome",
      });
    } catch (error) {
      const problem = error instanceof LinkProblem ? error.problem : "unreachable";
      this._store.set({ screen: "problem", problem });
    }
  };

  /** @param {boolean} given */
  answerConsent = async (given) => {
    const before = this._store.get().consent === true;
    this._store.set({ consent: given, consentMissing: false });
    if (!given) this._stills.stop();
    this._pictures.answered(given, before);
    if (await this._consent.save()) void this._pictures.count();
  };

  openPictures = () => this._pictures.open();

  closePictures = () => {
    this._pictures.close();
    this._store.flush();
    /** @type {HTMLElement|null} */ (document.querySelector("[aria-haspopup=dialog]"))?.focus();
  };

  /** @param {boolean} keep */
  decidePictures = (keep) => this._pictures.decide(keep);

  start = () => this._start(true);

  startSilent = () => this._start(false);

  /** @param {boolean} microphone */
  async _start(microphone) {
    const { consent, opening } = this._store.get();
    if (opening) return;
    if (consent === null) {
      this._store.set({ consentMissing: true, screen: "welcome" });
      this._store.flush();
      document.querySelector(".ask")?.scrollIntoView({ block: "center", behavior: "smooth" });
      return;
    }
    this._store.set({ opening: true });
    this._voice.play(new MediaStream()); // on the tap, so that her browser lets the voice begin later
    if ((await this._consent.save()) && (await this._openCamera(microphone))) {
      this._store.set({ screen: "waiting" });
      this._lock.hold();
      this._join(false);
    }
    this._store.set({ opening: false });
  }

  /** @param {boolean} microphone @returns {Promise<boolean>} */
  async _openCamera(microphone) {
    try {
      const stream = await openCamera({ microphone, inApp: readEnvironment().inApp });
      this._store.set({ stream, microphone: stream.getAudioTracks().length > 0, cameraLost: false, help: null });
      this._applySound();
      await this._light.again();
      return true;
    } catch (error) {
      this._store.set({ screen: "help", help: error instanceof CameraProblem ? error.help : "unknown" });
      return false;
    }
  }

  /** A fresh camera for one whose frames stopped; the call itself goes on. */
  refreshCamera = async () => {
    const { stream, microphone } = this._store.get();
    closeStream(stream);
    void this._voice.start();
    if (await this._openCamera(microphone)) await this._call?.replaceMedia(this._store.get().stream);
  };

  /** @param {boolean} takeOver the seat, from her other device */
  _join(takeOver) {
    const { visit, stream } = this._store.get();
    if (!visit || !stream) return;
    this._call?.end();
    this._call = new Call(visit.consultation.id, stream, {
      present: (here) => this._consultantIs(here),
      connection: (connection) => this._store.set({ connection }),
      voice: (remote) => this._voice.play(remote),
      signal: (kind, payload) => this._signal(kind, payload),
      event: (kind, payload) => this._event(kind, payload),
      seatTaken: () => this._store.set({ screen: "elsewhere" }),
      takenOver: () => this._takenOver(),
      refused: () => void this._refused(),
      doubt: () => void this._doubt(),
    });
    this._call.join(takeOver);
  }

  takeOver = async () => {
    if (!this._store.get().stream && !(await this._openCamera(true))) return;
    this._store.set({ screen: "waiting" });
    this._lock.hold();
    this._join(true);
  };

  _takenOver() {
    this._stop();
    this._store.set({ screen: "taken-over" });
  }

  /** The server will not let her in: the consultation is over, or the session has ended. */
  async _refused() {
    await this._doubt();
    if (this._call) this._endWith("unreachable");
  }

  /** The socket keeps failing. Without network we wait; when the server shuts the door, she is told. */
  async _doubt() {
    try {
      const visit = await enter("");
      if (isOver(visit.consultation.state)) {
        this._store.set({ visit });
        this._finish("consultant");
      }
    } catch (error) {
      const problem = error instanceof LinkProblem ? error.problem : "unreachable";
      if (problem !== "unreachable") this._endWith(problem === "wrong" ? "expired" : problem);
    }
  }

  /** @param {import("./state.js").Problem} problem */
  _endWith(problem) {
    this._stop();
    this._store.set({ screen: "problem", problem });
  }

  /** @param {boolean} here */
  _consultantIs(here) {
    const { consultantHere, screen } = this._store.get();
    if (here && !consultantHere) {
      playChime();
      this._tellTorch(this._light.state);
    }
    this._store.set({ consultantHere: here, screen: here && screen === "waiting" ? "call" : screen });
  }

  /** @param {string} kind @param {any} payload */
  _signal(kind, payload) {
    switch (kind) {
      case "still-request":
        return this._stills.handle(payload);
      case "torch":
        return void this._light.set(Boolean(payload?.on));
      case "hint":
        return this._hint(String(payload?.hint), payload?.hint_id);
    }
  }

  /** @param {string} hint @param {unknown} id */
  _hint(hint, id) {
    if (!knowsHint(hint)) return;
    this._store.set({ hint });
    this._store.flush();
    clearTimeout(this._timers.hint);
    this._timers.hint = window.setTimeout(() => this._store.set({ hint: null }), HINT_SHOWN_MS);
    navigator.vibrate?.(150);
    // "Seen" is only said of what stands on a screen that is on.
    if (!document.hidden) this._call?.signal("hint-seen", { hint_id: id });
  }

  /** @param {string} kind @param {any} payload */
  _event(kind, payload) {
    const { visit } = this._store.get();
    if (kind === "consent") this._consentRecorded(payload);
    if (kind !== "consultation" || !visit || typeof payload?.state !== "string") return;
    const consultation = { ...visit.consultation, state: payload.state };
    this._store.set({ visit: { ...visit, consultation } });
    if (isOver(payload.state)) this._finish("consultant");
  }

  /** Her own answer comes back as well as what the consultant recorded for her. @param {any} payload */
  _consentRecorded({ purpose, given, how }) {
    if (purpose === "stills_taken") {
      this._store.set({ fate: given ? "kept" : "deleted" });
      void this._pictures.count();
      return;
    }
    if (purpose !== "stills" || how === "click") return;
    const before = this._store.get().consent === true;
    this._consent.known(given);
    this._store.set({ consent: given, consentState: "saved" });
    if (!given) this._stills.stop();
    this._pictures.answered(given, before);
    void this._pictures.count();
    this._notice(t(`customer.pictures.told_${given ? "allowed" : "refused"}`));
  }

  /** @param {Element|undefined} video */
  showCamera = (video) => {
    this._video = video instanceof HTMLVideoElement ? video : null;
    this._watch.watch(this._video);
  };

  toggleTorch = async () => {
    const { on, supported } = this._light.state;
    if (!supported) return this._notice(t("customer.light.unsupported"));
    if (!(await this._light.set(!on))) this._notice(t("customer.light.failed"));
  };

  /** @param {import("./light.js").Torch} torch */
  _tellTorch(torch) {
    this._store.set({ torch });
    this._call?.signal("torch-state", torch);
  }

  toggleSound = () => {
    const { soundBlocked, soundOn } = this._store.get();
    // The first tap on a blocked voice lets it begin; only the next one turns it off.
    if (!soundBlocked) this._store.set({ soundOn: !soundOn });
    void this._voice.start();
    this._applySound();
  };

  testSound = () => {
    playChime();
    this._store.set({ soundTested: true });
  };

  _applySound() {
    const { soundOn, hangingUp, stream } = this._store.get();
    this._voice.mute(!soundOn || hangingUp);
    for (const track of stream?.getAudioTracks() ?? []) track.enabled = soundOn && !hangingUp;
    for (const track of stream?.getVideoTracks() ?? []) track.enabled = !hangingUp;
  }

  /** Picture and sound stop at once; the seat is kept while she may still change her mind. */
  hangUp = () => {
    this._store.set({ hangingUp: true });
    this._applySound();
    this._timers.undo = window.setTimeout(this.leave, UNDO_MS);
  };

  stay = () => {
    clearTimeout(this._timers.undo);
    this._store.set({ hangingUp: false });
    this._applySound();
  };

  leave = () => this._finish("self");

  rejoin = () => this._start(true);

  /** @param {"self"|"consultant"} endedBy */
  _finish(endedBy) {
    this._stop();
    this._store.set({ screen: "ended", endedBy });
  }

  _stop() {
    clearTimeout(this._timers.undo);
    this._call?.end();
    this._call = null;
    this._voice.play(null);
    this._lock.release();
    closeStream(this._store.get().stream);
    const torch = { on: false, supported: false };
    this._store.set({ stream: null, hangingUp: false, consultantHere: false, connection: "connecting", torch, hint: null });
  }

  /** Her link, as it came. */
  link = () => location.origin + location.pathname + (this._secret ? `#${encodeURIComponent(this._secret)}` : "");

  copyLink = async () => {
    try {
      await navigator.clipboard.writeText(this.link());
      this._store.set({ copied: "done" });
    } catch {
      this._store.set({ copied: "failed" });
    }
  };

  /** @param {string} notice */
  _notice(notice) {
    this._store.set({ notice });
    clearTimeout(this._timers.notice);
    this._timers.notice = window.setTimeout(() => this._store.set({ notice: null }), NOTICE_SHOWN_MS);
  }

  _track() {
    return videoTrack(this._store.get().stream);
  }
}
