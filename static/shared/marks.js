/**
 * What one page marks on the live picture and the other shows, as it travels: the pointer, and strokes. What comes is read
 * with care: too much, of the wrong kind, too late or made up is left out, and what is there stays as it is.
 *
 *     point {n, x, y, of}           where the consultant points; the newest `n` counts
 *     point {n, off: true}          no longer
 *     stroke {id, kind, colour, from, points, of}   points of a stroke, from this one on; the same again changes nothing
 *     strokes {ids}                 these remain, all others go
 *
 * Points are x, y, x, y … in parts of the picture's width and height; `of` is that picture's size in pixels.
 */

/** @typedef {import("./picture-place.js").Point} Point */
/** @typedef {import("./picture-place.js").Size} Size */
/** @typedef {"freehand"|"arrow"|"circle"} Shape */
/** @typedef {"blue"|"orange"|"white"} Colour */
/** @typedef {{id: string, kind: Shape, colour: Colour, points: Point[], of: Size}} Stroke */

/** @type {Shape[]} */
export const SHAPES = ["freehand", "arrow", "circle"];
/** @type {Colour[]} */
export const COLOURS = ["blue", "orange", "white"];

export const STROKES_MAX = 40;
export const POINTS_MAX = 400; // of one stroke
export const AT_ONCE_MAX = 200; // points in one message: below the 16 kB of a signal
const SIDE_MAX = 20_000; // pixels; no picture is larger
const ID = /^[A-Za-z0-9_.:-]{1,80}$/;
const FINE = 10_000; // parts of a side that are told apart

/** @param {Point} point @returns {[number, number]} as it is sent */
export function written({ x, y }) {
  return [Math.round(x * FINE) / FINE, Math.round(y * FINE) / FINE];
}

/** @param {any} payload @returns {{n: number, point: Point|null, of: Size}|null} null: no message of ours */
export function readPoint(payload) {
  const { n, x, y, of, off } = Object(payload);
  if (!Number.isSafeInteger(n) || n < 0) return null;
  if (off === true) return { n, point: null, of: { width: 1, height: 1 } };
  const size = readSize(of);
  return size && isPart(x) && isPart(y) ? { n, point: { x, y }, of: size } : null;
}

/** Strokes as they come, bounded. */
export class Strokes {
  /** In the order they were begun. @type {Map<string, Stroke>} */
  all = new Map();

  /** @param {any} payload @returns {Stroke|null} as it is now; null: nothing has changed */
  hear(payload) {
    const { id, kind, colour, from, points, of } = Object(payload);
    const size = readSize(of);
    if (typeof id !== "string" || !ID.test(id) || !SHAPES.includes(kind) || !COLOURS.includes(colour) || !size) return null;
    const known = this.all.get(id);
    const had = known?.points ?? [];
    if (!Number.isSafeInteger(from) || from < 0 || from > had.length) return null; // what lies between has not come
    if (!known && this.all.size >= STROKES_MAX) return null;
    const more = readPoints(points);
    if (!more || from + more.length > (kind === "freehand" ? POINTS_MAX : 2)) return null;
    const stroke = { id, kind, colour, points: [...had.slice(0, from), ...more], of: size };
    this.all.set(id, stroke);
    return stroke;
  }

  /** @param {any} payload @returns {string[]} ids of those that are gone */
  keep(payload) {
    const { ids } = Object(payload);
    if (!Array.isArray(ids)) return [];
    const stay = new Set(ids.slice(0, STROKES_MAX));
    const gone = [...this.all.keys()].filter((id) => !stay.has(id));
    for (const id of gone) this.all.delete(id);
    return gone;
  }
}

/** @param {any} points x, y, x, y … @returns {Point[]|null} */
function readPoints(points) {
  if (!Array.isArray(points) || points.length < 2 || points.length % 2 || points.length > 2 * AT_ONCE_MAX) return null;
  if (!points.every(isPart)) return null;
  return Array.from({ length: points.length / 2 }, (_, at) => ({ x: points[2 * at], y: points[2 * at + 1] }));
}

/** @param {any} of @returns {Size|null} */
function readSize(of) {
  const [width, height] = Array.isArray(of) ? of : [];
  const fits = (/** @type {any} */ side) => Number.isSafeInteger(side) && side > 0 && side <= SIDE_MAX;
  return fits(width) && fits(height) ? { width, height } : null;
}

/** @param {any} value @returns {value is number} */
function isPart(value) {
  return typeof value === "number" && value >= 0 && value <= 1;
}
