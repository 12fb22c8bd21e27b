/** The voice of somebody else, as this page plays it. A browser that wants a tap first is told apart from silence. */

export class Voice {
  /** @param {(blocked: boolean) => void} onBlocked */
  constructor(onBlocked) {
    this._onBlocked = onBlocked;
    this._audio = new Audio();
    this._audio.autoplay = true;
  }

  /** @param {MediaStream|null} stream */
  play(stream) {
    if (this._audio.srcObject !== stream) this._audio.srcObject = stream;
    if (stream) void this.start();
  }

  /** Call it on a tap when it was blocked. */
  async start() {
    try {
      await this._audio.play();
      this._onBlocked(false);
    } catch (error) {
      // AbortError: another stream came in between, its own play() decides.
      if (error instanceof DOMException && error.name === "NotAllowedError") this._onBlocked(true);
    }
  }

  /** @param {boolean} muted */
  mute(muted) {
    this._audio.muted = muted;
  }
}
