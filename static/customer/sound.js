/** Her microphone and the consultant's voice: on, off, or waiting for a tap because the browser wants one. */

import { playChime } from "./chime.js";
import { Voice } from "../shared/remote-voice.js";

export class Sound {
  /** @param {import("./hub.js").Hub} hub */
  constructor({ store, moments }) {
    this._store = store;
    /** A guest's, once there is one. @type {Voice|null} */
    this._guest = null;
    this._blocked = { consultant: false, guest: false };
    this._voice = new Voice((blocked) => this._tell("consultant", blocked));
    moments.on("camera", () => this.apply());
    moments.on("telephone", () => this.apply());
    moments.on("met", playChime);
    moments.on("parted", () => this._voice.play(null));
  }

  /** On a tap, so that her browser lets the voice begin later. */
  prepare() {
    this._voice.play(new MediaStream());
  }

  /** @param {MediaStream} remote */
  play(remote) {
    this._voice.play(remote);
  }

  /** @param {MediaStream|null} voice */
  playGuest(voice) {
    if (voice) this._guest ??= new Voice((blocked) => this._tell("guest", blocked));
    this._guest?.play(voice);
    if (!voice) this._tell("guest", false);
    this.apply();
  }

  /** @param {"consultant"|"guest"} who @param {boolean} blocked */
  _tell(who, blocked) {
    this._blocked[who] = blocked;
    this._store.set({ soundBlocked: this._blocked.consultant || this._blocked.guest });
  }

  /** After a tap that may unblock it. */
  start() {
    void this._voice.start();
    if (this._blocked.guest) void this._guest?.start();
  }

  toggle = () => {
    const { soundBlocked, soundOn } = this._store.get();
    // The first tap on a blocked voice lets it begin; only the next one turns it off.
    if (!soundBlocked) this._store.set({ soundOn: !soundOn });
    this.start();
    this.apply();
  };

  test = () => {
    playChime();
    this._store.set({ soundTested: true });
  };

  /**
   * Bring voice, microphone and picture to what the store says: nothing is heard or seen while she hangs up, and
   * nothing heard while they talk by telephone.
   */
  apply() {
    const { soundOn, hangingUp, telephone, stream } = this._store.get();
    const heard = soundOn && !hangingUp && telephone !== "on";
    this._voice.mute(!heard);
    this._guest?.mute(!heard);
    for (const track of stream?.getAudioTracks() ?? []) track.enabled = heard;
    for (const track of stream?.getVideoTracks() ?? []) track.enabled = !hangingUp;
  }
}
