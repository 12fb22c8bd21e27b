/** What arrives of the customer's picture and voice, by frames and samples: no flag says when they stand still. */

const STANDS_AFTER_MS = 2000; // at the lowest step a frame comes every 0.2 s
const SILENT_AFTER_MS = 2000;
const MADE_UP = 0.5; // of the samples; a voice of which half is guessed is not understood

export class Arriving {
  #frames = -1;
  #movedAt = 0;
  /** @type {{concealed: number, total: number}} */
  #voice = { concealed: 0, total: 0 };
  /** @type {number|null} since when too little is heard, ms */
  #silentSince = null;

  /**
   * @param {ReadonlyMap<string, any>} report of the browser @param {number} now ms
   * @returns {{stands: number, silent: boolean}} `stands`: for so many seconds, 0 while it moves
   */
  look(report, now) {
    let frames = 0;
    const voice = { concealed: 0, total: 0 };
    for (const stats of report.values()) {
      if (stats.type !== "inbound-rtp") continue;
      if (stats.kind === "video") frames += stats.framesDecoded ?? 0;
      voice.concealed += stats.concealedSamples ?? 0;
      voice.total += stats.totalSamplesReceived ?? 0;
    }
    if (frames !== this.#frames) this.#movedAt = now;
    this.#frames = frames;
    const stood = now - this.#movedAt;
    return { stands: stood < STANDS_AFTER_MS ? 0 : Math.round(stood / 1000), silent: this.#isSilent(voice, now) };
  }

  /** @param {{concealed: number, total: number}} voice so far @param {number} now ms */
  #isSilent(voice, now) {
    const total = voice.total - this.#voice.total;
    const concealed = voice.concealed - this.#voice.concealed;
    this.#voice = voice;
    if (total <= 0 || concealed <= total * MADE_UP) this.#silentSince = null; // nothing to play is no voice to lose
    else this.#silentSince ??= now;
    return this.#silentSince !== null && now - this.#silentSince >= SILENT_AFTER_MS;
  }
}
