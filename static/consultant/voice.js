/** Our microphone: opened once, silent or not, closed with the call. */

const WANTED = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };

export class Voice {
  /** @type {MediaStreamTrack|null} */
  track = null;

  /** @param {(state: import("./state.js").Call["voice"]) => void} told */
  constructor(told) {
    this.told = told;
  }

  /** @returns {Promise<MediaStreamTrack|null>} null when there is none or it is not allowed */
  async open() {
    this.told("starting");
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: WANTED });
      [this.track] = stream.getAudioTracks();
      this.told("on");
    } catch {
      this.told("refused");
    }
    return this.track;
  }

  /** Silent, or heard again. */
  toggle() {
    if (!this.track) return;
    this.track.enabled = !this.track.enabled;
    this.told(this.track.enabled ? "on" : "off");
  }

  close() {
    this.track?.stop();
    this.track = null;
    this.told("off");
  }
}
