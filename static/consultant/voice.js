/** Our microphone: opened once, silent or not, closed with the call. */

const WANTED = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };

export class Voice {
  /** @type {MediaStreamTrack|null} */
  track = null;
  #muted = false; // by a tap
  #hushed = false; // while they talk by telephone

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
      this.#muted = false;
      this.#apply();
    } catch {
      this.told("refused");
    }
    return this.track;
  }

  /** Silent, or heard again. */
  toggle() {
    this.#muted = !this.#muted;
    this.#apply();
  }

  /** Silent whatever is chosen, then on again. @param {boolean} hushed */
  hush(hushed) {
    this.#hushed = hushed;
    this.#apply();
  }

  #apply() {
    if (!this.track) return;
    this.track.enabled = !this.#muted && !this.#hushed;
    this.told(this.track.enabled ? "on" : "off");
  }

  close() {
    this.track?.stop();
    this.track = null;
    this.told("off");
  }
}
