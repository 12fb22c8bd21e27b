/**
 * The way through the page: in by the link, camera, waiting room, call, out. What happens during the call is done by
 * parts that listen for themselves (hub.js); the views call the actions here, the store shows the rest.
 */

import { callPath } from "./call-path.js";
import { Consents } from "./consents.js";
import { readEnvironment } from "./environment.js";
import { HangingUp } from "./hanging-up.js";
import { Hub } from "./hub.js";
import { Link } from "./link.js";
import { OfflineDoor } from "./offline-door.js";
import { PositionDoor } from "./position-door.js";
import { PermissionWatch } from "./permission-watch.js";
import { LinkProblem, enter, hideSecret, readSecret } from "./session.js";
import { Sound } from "./sound.js";
import { isOver } from "./state.js";
import { Stills } from "./stills.js";
import { Viewfinder } from "./viewfinder.js";
import { closeEarly, openEarly } from "../shared/early-socket.js";
import { ScreenLock } from "../shared/screen-lock.js";

/** @typedef {import("./state.js").State} State */

const TICK_MS = 20_000; // words such as "in about 4 minutes" age

export class Controller {
  /** What only a call needs; it comes while she answers the questions before it. @type {import("./guide.js").Guide|null} */
  guide = null;
  /** Comes when she tests the connection. @type {import("./connection-test.js").ConnectionTest|null} */
  test = null;
  /** @type {Promise<typeof import("./guide.js")>|null} */
  #parts = null;

  /** @param {import("../shared/store.js").Store<State>} store */
  constructor(store) {
    this._store = store;
    this._secret = readSecret();
    this._hub = new Hub(store);
    this._camera = new Viewfinder(this._hub);
    this._sound = new Sound(this._hub);
    this._stills = this._makeStills();
    this._consents = new Consents(this._hub, () => this._stills.stop());
    this.position = new PositionDoor(this._hub);
    this._hanging = new HangingUp(this._hub, { apply: () => this._sound.apply(), leave: () => this.leave() });
    this._link = new Link(this._hub, this._secret);
    /** Pictures to take without a network. */
    this.list = new OfflineDoor(this._hub, { arrive: () => this._arrive(), toStart: () => void this.enterAgain() });
    this._lock = new ScreenLock();
    new PermissionWatch(store, () => (store.get().test ? this.test?.again() : this._start(true, true)));
    this._hub.events.on("consultation", (told) => this._became(told?.state));
    setInterval(() => store.get().screen === "waiting" && store.set({ now: Date.now() }), TICK_MS);
  }

  _makeStills() {
    const { _hub: hub, _store: store, _camera: camera } = this;
    const stills = new Stills({
      track: camera.track,
      video: () => camera.video,
      allowed: () => store.get().consent === true,
      report: (payload) => hub.say("still-state", payload),
      show: (still) => store.set({ still }),
      pending: (pending) => store.set({ pending }),
      away: (networkAway) => store.set({ networkAway }),
      preview: (photo) => this.guide?.live.preview(photo, camera.video),
      capturing: (busy) => this.guide?.capturing(busy),
    });
    hub.signals.on("still-request", (request) => stills.handle(request));
    // Where a browser asks before it leaves, it should while a picture is still on its way.
    addEventListener("beforeunload", (event) => store.get().pending > 0 && event.preventDefault());
    return stills;
  }

  // What the views call

  answerConsent = (/** @type {boolean} */ given) => {
    void this._load().catch(() => {}); // asked for again when she starts
    return this._consents.answer(given);
  };

  openPictures = () => {
    this._consents.open();
    void this.position.look();
  };

  closePictures = () => this._consents.close();

  decidePictures = (/** @type {boolean} */ keep) => this._consents.decide(keep);

  showCamera = (/** @type {Element|undefined} */ video) => this._camera.show(video);

  refreshCamera = () => {
    this._sound.start();
    return this._camera.refresh();
  };

  toggleSound = () => this._sound.toggle();

  testSound = () => this._sound.test();

  hangUp = () => this._hanging.start();

  stay = () => this._hanging.takeBack();

  link = () => this._link.address();

  copyLink = () => this._link.copy();

  // In

  /** Follow the link, or the session of an earlier visit. */
  enterAgain = async () => {
    this._store.set({ screen: "loading" });
    const problem = await this._arrive();
    const { visit } = this._store.get();
    if (problem || !visit) return this._store.set({ screen: "problem", problem });
    this._store.set({ screen: isOver(visit.consultation.state) ? "ended" : "welcome" });
    if (visit.consent.given !== null) void this._load().catch(() => {}); // asked for again when she starts
  };

  /** By the link, or by the session of an earlier visit. @returns {Promise<import("./state.js").Problem|null>} why not */
  async _arrive() {
    try {
      const visit = await enter(this._secret);
      // Other apps pass the address on when one opens it in the browser: there the secret has to stay.
      if (this._secret && !readEnvironment().inApp) hideSecret();
      this._consents.known(visit.consent);
      this._store.set({ visit });
      return null;
    } catch (error) {
      return error instanceof LinkProblem ? error.problem : "unreachable";
    }
  }

  testConnection = async () => {
    try {
      const { ConnectionTest } = await import("./connection-test.js");
      this.test ??= new ConnectionTest(this._hub);
    } catch {
      return this._endWith("unreachable");
    }
    await this.test.start();
  };

  /** Help in the test leads back to the test. */
  get testHelp() {
    const again = () => this.test?.again();
    return { start: again, startSilent: () => this.test?.leave(), copyLink: this.copyLink, link: this.link };
  }

  start = () => this._start(true);

  startSilent = () => this._start(false);

  rejoin = () => this._start(true);

  /** @param {boolean} microphone @param {boolean} [unasked] the browser gave leave, nobody tapped */
  async _start(microphone, unasked = false) {
    const { consent, opening, visit } = this._store.get();
    if (opening || !visit) return;
    if (consent === null) {
      this._store.set({ consentMissing: true, screen: "welcome" });
      this._store.flush();
      document.querySelector(".ask")?.scrollIntoView({ block: "center", behavior: "smooth" });
      return;
    }
    this._store.set({ opening: true });
    openEarly(callPath(visit.consultation.id));
    this._sound.prepare();
    this.guide?.unlock();
    if ((await this._consents.save()) && (await this._prepare(microphone, unasked))) this._wait(false);
    else closeEarly();
    this._store.set({ opening: false });
  }

  /** Side by side: her browser's question about the camera takes its time. @param {boolean} microphone @param {boolean} [unasked] */
  async _prepare(microphone, unasked = false) {
    const loaded = this._load();
    loaded.catch(() => {}); // said below, where it matters
    // Help that is shown can be tapped at once, whatever is still being loaded.
    if (!(await this._camera.open(microphone, unasked))) return false;
    try {
      await loaded;
      return true;
    } catch {
      this._endWith("unreachable");
      return false;
    }
  }

  async _load() {
    this.#parts ??= import("./guide.js");
    try {
      const { Guide } = await this.#parts;
      this.guide ??= new Guide(this._hub, this._camera, (voice) => this._sound.playGuest(voice));
    } catch (error) {
      this.#parts = null;
      throw error;
    }
  }

  takeOver = async () => {
    if (this._store.get().stream || (await this._prepare(true))) this._wait(true);
  };

  /** @param {boolean} takeOver the seat, from her other device */
  _wait(takeOver) {
    this._store.set({ screen: "waiting" });
    this._lock.hold();
    this._join(takeOver);
  }

  /** @param {boolean} takeOver */
  _join(takeOver) {
    const { _hub: hub, _store: store } = this;
    const { visit, stream } = store.get();
    if (!visit || !stream || !this.guide) return;
    hub.call?.end();
    hub.call = this.guide.call(visit.consultation.id, stream, {
      present: (here) => this._consultantIs(here),
      connection: (connection) => store.set({ connection }),
      voice: (remote) => this._sound.play(remote),
      others: () => hub.moments.emit("others", null),
      signal: (kind, payload) => hub.signals.emit(kind, payload),
      aside: (kind, payload) => hub.aside.emit(kind, payload),
      event: (kind, payload) => hub.events.emit(kind, payload),
      seatTaken: () => store.set({ screen: "elsewhere" }),
      takenOver: () => this._takenOver(),
      refused: () => void this._refused(),
      doubt: () => void this._doubt(),
    });
    hub.call.join(takeOver);
  }

  /** @param {boolean} here */
  _consultantIs(here) {
    const { consultantHere, screen } = this._store.get();
    if (here && !consultantHere) this._hub.moments.emit("met", null);
    this._store.set({ consultantHere: here, screen: here && screen === "waiting" ? "call" : screen });
  }

  // Out

  leave = () => this._finish("self");

  /** @param {unknown} state of the consultation */
  _became(state) {
    const { visit } = this._store.get();
    if (!visit || typeof state !== "string") return;
    this._store.set({ visit: { ...visit, consultation: { ...visit.consultation, state } } });
    if (isOver(state)) this._finish("consultant");
  }

  _takenOver() {
    this._stop();
    this._store.set({ screen: "taken-over" });
  }

  /** The server will not let her in: the consultation is over, or the session has ended. */
  async _refused() {
    await this._doubt();
    if (this._hub.call) this._endWith("unreachable");
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

  /** @param {"self"|"consultant"} endedBy */
  _finish(endedBy) {
    this._stop();
    this._store.set({ screen: "ended", endedBy });
  }

  _stop() {
    this._hub.call?.end();
    this._hub.call = null;
    this._lock.release();
    this._store.set({ consultantHere: false, connection: "connecting" });
    this._hub.moments.emit("parted", null);
  }
}
