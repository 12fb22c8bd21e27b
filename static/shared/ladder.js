/**
 * How much picture the line carries: five steps, chosen by the side that sends the picture. Down is quick, up is slow,
 * and a climb that fails is tried again later each time. Voice comes before picture on every step.
 *
 * Pure: it is told what was measured (a `Look`, once a second) and answers with a step.
 */

/** @typedef {"p720"|"p360"|"p180"|"voice"|"text"} Step */

/**
 * What a step sends. `kbits`: at most, in kbit/s; `height`: the short side of the picture, in pixels;
 * `gives`: what gives way within the step. At the bottom that is size before motion.
 * @typedef {{video: {height: number, fps: number, kbits: number, gives: RTCDegradationPreference}|null, audio: {kbits: number}|null}} Sends
 */

/**
 * @typedef {object} Look
 * @property {number} at ms
 * @property {boolean} heard anything has come from the other side since the last look
 * @property {number|null} kbits the browser's estimate of what can be sent, kbit/s
 * @property {number|null} loss of what we send, 0 to 1
 * @property {number|null} roundTrip s
 * @property {number|null} fps of the picture we send
 * @property {number|null} stillKbits what the last still travelled at, kbit/s
 */

/** From the best to the least. @type {readonly Step[]} */
export const STEPS = ["p720", "p360", "p180", "voice", "text"];

/** @type {Readonly<Record<Step, Sends>>} */
export const SENDS = {
  p720: { video: { height: 720, fps: 15, kbits: 1500, gives: "balanced" }, audio: { kbits: 40 } },
  p360: { video: { height: 360, fps: 12, kbits: 420, gives: "maintain-framerate" }, audio: { kbits: 32 } }, // 10 arrive
  p180: { video: { height: 180, fps: 6, kbits: 110, gives: "maintain-framerate" }, audio: { kbits: 24 } }, // 5 arrive
  voice: { video: null, audio: { kbits: 20 } },
  text: { video: null, audio: null },
};

/** What a step needs of the line, voice and overhead included; kbit/s. */
const NEEDS = { p720: 700, p360: 220, p180: 120, voice: 45, text: 0 };
/** What stills must have travelled at before the next step up is tried, kbit/s; the voice runs beside them. */
const STILLS_NEED = { p180: 110, voice: 50 };
const FEWEST_FRAMES = { p720: 5, p360: 4, p180: 1.5 }; // per second; less is no moving picture
const ROOM = 1.3; // of what is sent now must fit before more is sent
const MUCH_LOSS = { picture: 0.15, voice: 0.3 };
const LITTLE_LOSS = 0.06;
const LONG_WAY_S = { picture: 2.5, voice: 5 }; // there and back: queues are full
const SHORT_WAY_S = 1.2;
const BAD_LOOKS = 3; // one is a hiccup
const LEARN_MS = 6000; // a new line is not judged by how fast the estimate grows
const CLIMB_AFTER_MS = 8000;
const CLIMB_AFTER_MAX_MS = 120_000;
const FALLEN_BACK_WITHIN_MS = 20_000;

export class Ladder {
  /** @type {Step} */
  step = "p720";
  /** By hand; null: chosen by what is measured. @type {Step|null} */
  held = null;

  constructor() {
    this._bad = 0;
    /** @type {number|null} since when all is well, ms */
    this._goodSince = null;
    /** @type {number|null} when this step began, or the line came back, ms */
    this._since = null;
    this._climbedAt = -Infinity;
    this._climbAfter = CLIMB_AFTER_MS;
  }

  /** @param {Step|null} step null: measure again */
  hold(step) {
    this.held = step;
    if (step) this._become(step, null);
  }

  /** @param {Look} look @returns {Step} */
  look(look) {
    const learning = this._since === null || look.at - this._since < LEARN_MS;
    this._since ??= look.at;
    if (!look.heard) {
      this._since = null; // nothing can be measured; what comes back is a new line
      this._bad = 0;
      this._goodSince = null;
    } else if (!this.held) {
      const lower = this._tooMuch(look, learning);
      if (lower) this._suffer(lower, look.at);
      else this._enjoy(look);
    }
    return this.step;
  }

  /** @param {Look} look @param {boolean} learning @returns {Step|null} the step that would fit */
  _tooMuch({ kbits, loss, roundTrip, fps }, learning) {
    const { step } = this;
    const below = STEPS[STEPS.indexOf(step) + 1];
    if (!below) return null;
    const of = SENDS[step].video ? "picture" : "voice";
    if ((loss ?? 0) > MUCH_LOSS[of] || (roundTrip ?? 0) > LONG_WAY_S[of]) return below;
    if (learning || step === "voice" || step === "text") return null;
    const fits = STEPS.find((one) => kbits === null || NEEDS[one] <= kbits) ?? "text";
    if (STEPS.indexOf(fits) > STEPS.indexOf(step)) return fits === "text" ? "voice" : fits; // the voice tells itself
    return fps !== null && fps < FEWEST_FRAMES[step] ? below : null;
  }

  /** @param {Step} lower @param {number} at */
  _suffer(lower, at) {
    this._goodSince = null;
    this._bad += 1;
    if (this._bad < BAD_LOOKS) return;
    const fellBack = at - this._climbedAt < FALLEN_BACK_WITHIN_MS;
    this._climbAfter = fellBack ? Math.min(this._climbAfter * 2, CLIMB_AFTER_MAX_MS) : CLIMB_AFTER_MS;
    this._become(lower, at);
  }

  /** @param {Look} look */
  _enjoy(look) {
    this._bad = 0;
    const above = STEPS[STEPS.indexOf(this.step) - 1];
    if (!above || !this._hasRoom(look, above)) {
      this._goodSince = null;
      return;
    }
    this._goodSince ??= look.at;
    if (look.at - this._goodSince < this._climbAfter) return;
    this._climbedAt = look.at;
    this._become(above, look.at);
  }

  /** @param {Look} look @param {Step} above */
  _hasRoom({ kbits, loss, roundTrip, stillKbits }, above) {
    if ((loss ?? 0) > LITTLE_LOSS || (roundTrip ?? 0) > SHORT_WAY_S) return false;
    const { video } = SENDS[this.step];
    if (video) return kbits === null || kbits >= Math.min(NEEDS[above], video.kbits * ROOM);
    const needed = STILLS_NEED[/** @type {"p180"|"voice"} */ (above)];
    return stillKbits !== null && stillKbits >= needed;
  }

  /** @param {Step} step @param {number|null} at */
  _become(step, at) {
    this.step = step;
    this._bad = 0;
    this._goodSince = null;
    this._since = at;
  }
}
