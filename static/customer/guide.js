/**
 * The call, and what the consultant does with this phone while they talk: hints, STOPP, writing, the camera in her hand.
 * Everything that is needed only then hangs on this module, which the page loads by itself (controller.js): what comes
 * before the camera opens stays small.
 */

import { language } from "../shared/i18n.js";
import { Speech } from "../shared/speech.js";
import { unlockTones } from "../shared/tones.js";
import { CustomerLog } from "./call-log.js";
import { Call } from "./call.js";
import { CameraControls } from "./camera-controls.js";
import { Chat } from "./chat.js";
import { Climber } from "./climber.js";
import { GuestLine } from "./guest-line.js";
import { Hints } from "./hints.js";
import { Live } from "./live.js";
import { ResultShown } from "./result.js";
import { Stopp } from "./stopp.js";
import { TelephoneInstead } from "./telephone.js";
import { inCall } from "./views/in-call.js";
import { stopp } from "./views/stopp.js";

/** @typedef {import("../shared/conversation.js").Message} Message */

export class Guide {
  /**
   * @param {import("./hub.js").Hub} hub @param {import("./viewfinder.js").Viewfinder} viewfinder
   * @param {(voice: MediaStream|null) => void} playGuest
   */
  constructor(hub, viewfinder, playGuest) {
    const speech = new Speech(language);
    this._speech = speech;
    this._viewfinder = viewfinder;
    this._camera = new CameraControls(hub, {
      track: viewfinder.track,
      frozen: (frozen) => viewfinder.capturing(frozen),
    });
    this._stopp = new Stopp(hub, speech);
    this._result = new ResultShown(hub);
    this._chat = new Chat(hub, speech);
    new Hints(hub, speech);
    new Climber(hub, () => viewfinder.video);
    new GuestLine(hub, playGuest);
    this.live = new Live(hub);
    this._telephone = new TelephoneInstead(hub);
    this._log = new CustomerLog(hub);
    // Each of us tells a page that is new here what it has to know.
    hub.moments.on("met", () => hub.say("hello", {}));
    hub.moments.on("parted", () => speech.stop());
    // Her taps before this page had everything did not count; the next one does.
    addEventListener("click", () => this.unlock(), { once: true });
  }

  /** @param {string} consultation id @param {MediaStream} stream @param {import("./call.js").CallEvents} events */
  call(consultation, stream, events) {
    const call = new Call(consultation, stream, events);
    this._log.watch(consultation, call.peer);
    this.live.watch(call.peer);
    return call;
  }

  /** @param {import("./state.js").State} state @param {import("./views/in-call.js").Actions} actions */
  inCall(state, actions) {
    return inCall(state, actions, this);
  }

  /** What the consultant shows, if anything. @param {import("./state.js").State} state @param {import("./views/in-call.js").CallActions} actions */
  result(state, { toggleSound, hangUp }) {
    return this._result.view(state, { toggleSound, hangUp, understood: this._result.understood });
  }

  /** @param {import("./state.js").State} state */
  stopp(state) {
    return stopp(state, this);
  }

  /** On a tap: browsers only let sound begin there. */
  unlock() {
    unlockTones();
    this._speech.unlock();
  }

  /** A still is being taken. @param {boolean} busy */
  capturing(busy) {
    this._viewfinder.capturing(busy);
    this._camera.capturing(busy);
  }

  toggleTorch = () => this._camera.toggleTorch();

  hearNothing = () => this._telephone.ask();

  closeTelephone = () => this._telephone.close();

  safe = () => this._stopp.safe();

  leaveStopp = () => this._stopp.leave();

  openChat = () => this._chat.open();

  closeChat = () => this._chat.close();

  typeText = (/** @type {string} */ draft) => this._chat.type(draft);

  sendText = (/** @type {string|undefined} */ text) => this._chat.send(text);

  toggleAloud = () => this._chat.toggleAloud();

  readAloud = (/** @type {Message} */ message) => void this._chat.readAloud(message);
}
