/** What the cockpit knows of her phone as far as it guides it: camera, STOPP, what was written. */

/** @typedef {import("../shared/conversation.js").Message} Message */
/** @typedef {import("../shared/dangers.js").Danger} Danger */

/** @typedef {{id: string, kind: "wide"|"normal"|"tele"|"other"}} Lens */
/** @typedef {{x: number, y: number}} Point from the upper left corner of the picture, 0 to 1 */

/**
 * @typedef {object} PhoneCamera as the phone tells it
 * @property {{min: number, max: number, step: number, value: number}|null} zoom
 * @property {Lens[]} lenses
 * @property {string|null} lens
 * @property {boolean} focus it can look sharply at a point
 * @property {number[]} sizes lines of the picture it can send
 * @property {number} size
 */

/**
 * @typedef {object} Stopp
 * @property {string} id
 * @property {Danger} danger
 * @property {string} text in own words
 * @property {number|null} seenAt ms, when it stood on her screen
 * @property {"voice"|"tone"|"silent"} heard
 * @property {boolean} safe she says so
 */

/** @typedef {"zoom"|"lens"|"size"} Tray which controls lie open above the tools */

/**
 * @typedef {object} GuideState
 * @property {PhoneCamera|null} camera null: the phone has not told
 * @property {Tray|null} tray
 * @property {(Point & {done: boolean})|null} focus where the camera is asked to look
 * @property {Stopp|null} stopp
 * @property {boolean} ownDanger the danger is being put into own words
 * @property {Message[]} messages
 * @property {string} draft
 * @property {boolean} aloud new messages are read out
 */

/** @type {GuideState} */
export const NO_GUIDE = {
  camera: null,
  tray: null,
  focus: null,
  stopp: null,
  ownDanger: false,
  messages: [],
  draft: "",
  aloud: false,
};

const KINDS = ["wide", "normal", "tele", "other"];
const MOST_LENSES = 6;

/** What the phone says about its camera; what makes no sense is left out. @param {any} told @returns {PhoneCamera|null} */
export function readCamera(told) {
  if (told?.open !== true) return null;
  const { zoom, lenses, sizes } = told;
  const zooms = [zoom?.min, zoom?.max, zoom?.step, zoom?.value].every(Number.isFinite) && zoom.max > zoom.min;
  return {
    zoom: zooms && zoom.step > 0 ? { min: zoom.min, max: zoom.max, step: zoom.step, value: zoom.value } : null,
    lenses: (Array.isArray(lenses) ? lenses : [])
      .filter((lens) => typeof lens?.id === "string" && KINDS.includes(lens.kind))
      .slice(0, MOST_LENSES)
      .map(({ id, kind }) => ({ id, kind })),
    lens: typeof told.lens === "string" ? told.lens : null,
    focus: told.focus === true,
    sizes: (Array.isArray(sizes) ? sizes : []).filter((size) => [360, 540, 720].includes(size)),
    size: Number(told.size) || 0,
  };
}
