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
 * @property {number|null} [through] what was sent and not lost since the last look, kbit/s
 * @property {boolean} [busy] this machine cannot keep up: its encoder says so, its camera gives too few frames
 * @property {boolean} [late] the look itself came late, so that nothing in it can be believed
 * @property {boolean} [uploading] a photo goes up beside the call and fills the line by itself
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

/**
 * What is left of the picture for `lasts` ms when a step carries none any more. An encoder that stops at once is asked
 * for lost packets of the large picture for 20 s, and repeats them over all else; while a few new ones go, old ones are
 * forgotten.
 * @type {{video: Sends["video"], lasts: number}}
 */
export const FADE = { video: { height: 90, fps: 3, kbits: 20, gives: "maintain-framerate" }, lasts: 5000 };

/** Beside a photo that goes up: the rest of the line is the photo's. */
const BESIDE_UPLOAD = { height: 360, fps: 12, kbits: 250 };

/** What a step needs of the line, voice and overhead included; kbit/s. */
const NEEDS = { p720: 700, p360: 220, p180: 120, voice: 45, text: 0 };
/** What stills must have travelled at before the next step up is tried, kbit/s; the voice runs beside them. */
const STILLS_NEED = { p180: 110, voice: 45 };
const FEWEST_FRAMES = { p720: 5, p360: 4, p180: 1.5 }; // per second; less is no moving picture
const ROOM = 1.3; // of what is sent now must fit before more is sent
const MUCH_LOSS = { picture: 0.15, voice: 0.3 };
const MOST_LOST = 0.5; // no picture is made of the rest, if the line carries no smaller one
const VOICE_GONE = 0.7; // whatever else is on the line
const LITTLE_LOSS = 0.06;
const LONG_WAY_S = { picture: 2.5, voice: 5 }; // there and back: queues are full
const SHORT_WAY_S = 1.2;
const BAD_LOOKS = 3; // one is a hiccup
const LEARN_MS = 6000; // a new line is not judged by how fast the estimate grows
const LEARN_VOICE_MS = 15_000; // reports on the voice are seconds old, and the picture before took its place
const CLIMB_AFTER_MS = 8000;
const CLIMB_AFTER_MAX_MS = 120_000;
const FALLEN_BACK_WITHIN_MS = 20_000;

/**
 * What is sent while a photo goes up: the picture is smaller, the voice stays.
 * @param {Sends} sends @param {boolean} long it takes its time: the size gives way, too, for a new whole picture
 * @returns {Sends}
 */
export function besideUpload(sends, long) {
  const { video } = sends;
  if (!video) return sends;
  const kbits = Math.min(video.kbits, BESIDE_UPLOAD.kbits);
  if (!long) return { ...sends, video: { ...video, kbits } };
  const height = Math.min(video.height, BESIDE_UPLOAD.height);
  const fps = Math.min(video.fps, BESIDE_UPLOAD.fps);
  return { ...sends, video: { height, fps, kbits, gives: "maintain-framerate" } };
}

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
    /** What got through at the last looks, kbit/s. @type {number[]} */
    this._through = [];
    /** The step at which a photo began to go up; null: none does. @type {Step|null} */
    this._beforeUpload = null;
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
    this._uploads(look);
    this._through = [...this._through, look.through ?? 0].slice(-BAD_LOOKS);
    if (!look.heard) {
      this._since = null; // nothing can be measured; what comes back is a new line
      this._bad = 0;
      this._goodSince = null;
    } else if (!this.held && !look.late) {
      const lower = this._tooMuch(look, learning);
      if (lower) this._suffer(lower, look.at);
      else this._enjoy(look);
    }
    return this.step;
  }

  /** What was given up for a photo is taken back when that is there, and what the line is worth is learnt anew. @param {Look} look */
  _uploads({ uploading, at }) {
    const before = this._beforeUpload;
    if (uploading) this._beforeUpload ??= this.step;
    else if (before) {
      this._beforeUpload = null;
      if (!this.held && SENDS[this.step].video) this._become(lowerOf(this.step, before) === before ? this.step : before, at);
    }
  }

  /** @param {Look} look @param {boolean} learning @returns {Step|null} the step that would fit */
  _tooMuch(look, learning) {
    const lower = this._carried(look, learning) ?? this._drawn(look, learning);
    if (!lower || SENDS[lower].video) return lower;
    // A photo that fills the line, or a machine that is too slow, makes the picture smaller and does not end it.
    const loss = look.loss ?? 0;
    const spares = look.uploading ? loss <= MUCH_LOSS.voice : look.busy && !isStrained(look);
    if (!SENDS[this.step].video || !spares) return lower;
    return this.step === "p180" ? null : "p180";
  }

  /** What the line is too weak for. @param {Look} look @param {boolean} learning @returns {Step|null} */
  _carried({ at, kbits, loss, roundTrip }, learning) {
    const below = this._below;
    if (!below) return null;
    const of = SENDS[this.step].video ? "picture" : "voice";
    const bad = (loss ?? 0) > MUCH_LOSS[of] || (roundTrip ?? 0) > LONG_WAY_S[of];
    if (of === "voice") {
      // It tells itself, once the picture that was too much is off the line.
      const sure = at - (this._since ?? at) >= LEARN_VOICE_MS || (loss ?? 0) > VOICE_GONE;
      return bad && sure && !learning ? below : null;
    }
    if (!bad && learning) return null;
    // An estimate falls far below a line that became narrow; what got through tells more. Of three looks the middle
    // one: a report may cover the line as it was before.
    const through = [...this._through].sort((one, other) => one - other)[BAD_LOOKS >> 1] ?? 0;
    if ((loss ?? 0) > MOST_LOST && through < NEEDS.p180) return "voice";
    const carries = kbits === null ? null : Math.max(kbits, bad ? through : 0);
    const fits = STEPS.find((one) => carries === null || NEEDS[one] <= carries) ?? "text";
    const lowest = lowerOf(fits === "text" ? "voice" : fits, bad ? below : this.step);
    return lowest === this.step ? null : lowest;
  }

  /** What there are too few pictures for. @param {Look} look @param {boolean} learning @returns {Step|null} */
  _drawn({ fps, kbits, busy }, learning) {
    const { step } = this;
    if (learning || fps === null || step === "voice" || step === "text" || fps >= FEWEST_FRAMES[step]) return null;
    // A line that carries the step makes no picture slow: the machine does, and stills would not make it quicker.
    return step === "p180" && (busy || kbits !== null) ? null : this._below;
  }

  /** @returns {Step|null} */
  get _below() {
    return STEPS[STEPS.indexOf(this.step) + 1] ?? null;
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
    if (!above || look.uploading || !this._hasRoom(look, above)) {
      this._goodSince = null;
      return;
    }
    this._goodSince ??= look.at;
    if (look.at - this._goodSince < this._climbAfter) return;
    this._climbedAt = look.at;
    this._become(above, look.at);
  }

  /** @param {Look} look @param {Step} above */
  _hasRoom(look, above) {
    const { kbits, stillKbits, busy } = look;
    if (isStrained(look)) return false;
    const { video } = SENDS[this.step];
    if (video && busy) return false;
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

/** @param {Look} look */
function isStrained({ loss, roundTrip }) {
  return (loss ?? 0) > LITTLE_LOSS || (roundTrip ?? 0) > SHORT_WAY_S;
}

/** @param {Step} one @param {Step} other @returns {Step} */
function lowerOf(one, other) {
  return STEPS.indexOf(one) > STEPS.indexOf(other) ? one : other;
}
