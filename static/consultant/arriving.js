/** What arrives of the customer's picture and voice, by frames and samples: no flag says when they stand still. */

const STANDS_AFTER_MS = 2000; // at the lowest step a frame comes every 0.2 s
const VOICE_WINDOW_MS = 2500;
const MISSING = 0.4; // of samples or packets; a voice of which so much is guessed is not understood

/** Counted so far; `lost` of packets, `made` up of samples. @typedef {{at: number, samples: number, made: number, packets: number, lost: number}} Voice */

export class Arriving {
  #frames = -1;
  #movedAt = 0;
  /** The last seconds of it. @type {Voice[]} */
  #voice = [];

  /**
   * @param {ReadonlyMap<string, any>} report of the browser @param {number} now ms
   * @returns {{stands: number, silent: boolean}} `stands`: for so many seconds, 0 while it moves
   */
  look(report, now) {
    let frames = 0;
    /** @type {Voice} */
    const voice = { at: now, samples: 0, made: 0, packets: 0, lost: 0 };
    for (const stats of report.values()) {
      if (stats.type !== "inbound-rtp") continue;
      if (stats.kind === "video") {
        frames += stats.framesDecoded ?? 0;
        continue;
      }
      voice.samples += stats.totalSamplesReceived ?? 0;
      voice.made += stats.concealedSamples ?? 0;
      voice.packets += stats.packetsReceived ?? 0;
      voice.lost += stats.packetsLost ?? 0;
    }
    if (frames !== this.#frames) this.#movedAt = now;
    this.#frames = frames;
    const stood = now - this.#movedAt;
    return { stands: stood < STANDS_AFTER_MS ? 0 : Math.round(stood / 1000), silent: this.#isSilent(voice) };
  }

  /** @param {Voice} voice */
  #isSilent(voice) {
    this.#voice.push(voice);
    while (this.#voice.length > 2 && voice.at - this.#voice[1].at >= VOICE_WINDOW_MS) this.#voice.shift();
    const [first] = this.#voice;
    if (voice.at - first.at < VOICE_WINDOW_MS) return false;
    const samples = voice.samples - first.samples;
    const lost = Math.max(0, voice.lost - first.lost);
    if (samples <= 0) return false; // nothing to play is no voice to lose
    return voice.made - first.made > samples * MISSING || lost > (voice.packets - first.packets + lost) * MISSING;
  }
}
