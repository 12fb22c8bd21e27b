/** When the other side's packets arrive and still no picture comes of them: a piece is missing, and nothing fits on it. */

const FROZEN_AFTER = 1200; // ms
const PACKETS_MIN = 5; // fewer may be a picture that is still on its way

export class Frozen {
  constructor() {
    this._frames = -1;
    this._packets = 0;
    this._since = 0;
  }

  /**
   * @param {{frames: number, packets: number}} video decoded and arrived so far @param {number} now ms
   * @returns {boolean} whether a whole picture is to be asked for; asking takes its time again
   */
  look({ frames, packets }, now) {
    const moves = frames !== this._frames;
    const frozen = !moves && packets - this._packets >= PACKETS_MIN && now - this._since >= FROZEN_AFTER;
    if (moves || frozen) {
      this._frames = frames;
      this._packets = packets;
      this._since = now;
    }
    return frozen;
  }
}
