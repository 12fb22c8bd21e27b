/**
 * What the camera shows now, drawn into a still of the same room: the corners of the present picture, seen by the camera
 * that took the still. She has turned since and not walked: over the width of a cellar that is near enough to say where
 * one looks, and no measurement.
 */

/** @typedef {[number, number, number]} Vector east, north, up */
/** @typedef {{x: number, y: number}} Point in the still, 0 to 1 */
/** @typedef {{width: number, height: number}} Size */
/**
 * @typedef {object} Look
 * @property {number} heading degrees from north, clockwise
 * @property {number} tilt degrees above the horizon
 * @property {number} [roll] degrees by which the picture is turned clockwise
 * @property {number} [zoom] 1: the whole of what the lens sees
 * @property {Size} size of the picture; only its shape counts
 */
/** `frame`: corners of what is seen now; `beyond`: where, at the still's edge, one would have to look on. @typedef {{kind: "frame", corners: Point[]}|{kind: "beyond", at: Point, deg: number}} Mark */

/** Assumed: what a phone's main camera sees along the longer side of its picture (26 mm on 35 mm film, cut for video). */
export const WIDE_DEG = 65;

const NEAR = 0.05; // of a ray's length before the still's camera; what lies behind it cannot be drawn
const FAR = 20; // widths of the still: as far as a corner is drawn
const LEAST = 0.002; // of the still's area, below which nothing is to be seen

/** @param {number} degrees */
const radians = (degrees) => (degrees * Math.PI) / 180;

/** @param {Vector} one @param {Vector} other */
const dot = (one, other) => one[0] * other[0] + one[1] * other[1] + one[2] * other[2];

/** @param {[number, Vector][]} parts @returns {Vector} */
function sum(parts) {
  /** @type {Vector} */
  const whole = [0, 0, 0];
  for (const [share, vector] of parts) for (const axis of [0, 1, 2]) whole[axis] += share * vector[axis];
  return whole;
}

/** @param {Look} still @param {Look} now @returns {Mark} */
export function markOf(still, now) {
  const camera = cameraOf(still);
  const corners = project(inFront(raysOf(cameraOf(now)).map((ray) => seenBy(camera, ray))), camera);
  if (areaOf(cut(corners)) > LEAST) return { kind: "frame", corners };
  return beyond(still, now);
}

/** Axes and opening of a camera. @param {Look} look */
function cameraOf({ heading, tilt, roll = 0, zoom = 1, size }) {
  const [h, t, r] = [radians(heading), radians(tilt), radians(roll)];
  /** @type {Vector} */
  const forward = [Math.sin(h) * Math.cos(t), Math.cos(h) * Math.cos(t), Math.sin(t)];
  /** @type {Vector} */
  const level = [Math.cos(h), -Math.sin(h), 0];
  /** @type {Vector} */
  const upright = [-Math.sin(h) * Math.sin(t), -Math.cos(h) * Math.sin(t), Math.cos(t)];
  const half = Math.tan(radians(WIDE_DEG / 2)) / Math.max(1, zoom) / Math.max(size.width, size.height);
  return {
    forward,
    right: sum([[Math.cos(r), level], [-Math.sin(r), upright]]),
    up: sum([[Math.cos(r), upright], [Math.sin(r), level]]),
    across: half * size.width,
    down: half * size.height,
  };
}

/** @param {ReturnType<typeof cameraOf>} camera @returns {Vector[]} of its picture's corners, clockwise from the upper left */
function raysOf({ forward, right, up, across, down }) {
  return [[-1, 1], [1, 1], [1, -1], [-1, -1]].map(([x = 0, y = 0]) => sum([[1, forward], [x * across, right], [y * down, up]]));
}

/** @param {ReturnType<typeof cameraOf>} camera @param {Vector} ray @returns {Vector} right, up, before the camera */
function seenBy({ forward, right, up }, ray) {
  return [dot(ray, right), dot(ray, up), dot(ray, forward)];
}

/** The part of a figure that lies before the camera. @param {Vector[]} corners */
function inFront(corners) {
  return clip(corners, (corner) => corner[2] - NEAR, (one, other, share) => sum([[1 - share, one], [share, other]]));
}

/** @param {Vector[]} corners @param {{across: number, down: number}} camera @returns {Point[]} */
function project(corners, { across, down }) {
  const held = (/** @type {number} */ value) => Math.min(FAR, Math.max(-FAR, value));
  return corners.map(([x, y, z]) => ({ x: held(0.5 + x / z / across / 2), y: held(0.5 - y / z / down / 2) }));
}

/** What of it lies in the still. @param {Point[]} corners */
function cut(corners) {
  const sides = /** @type {((point: Point) => number)[]} */ ([({ x }) => x, ({ x }) => 1 - x, ({ y }) => y, ({ y }) => 1 - y]);
  const between = (/** @type {Point} */ one, /** @type {Point} */ other, /** @type {number} */ share) => ({
    x: one.x + (other.x - one.x) * share,
    y: one.y + (other.y - one.y) * share,
  });
  return sides.reduce((figure, side) => clip(figure, side, between), corners);
}

/**
 * Sutherland and Hodgman (1974): a figure cut at a line. @template T
 * @param {T[]} figure @param {(corner: T) => number} inside positive where it stays
 * @param {(one: T, other: T, share: number) => T} between @returns {T[]}
 */
function clip(figure, inside, between) {
  return figure.flatMap((corner, index) => {
    const next = /** @type {T} */ (figure[(index + 1) % figure.length]);
    const [here, there] = [inside(corner), inside(next)];
    const kept = here >= 0 ? [corner] : [];
    return here >= 0 === there >= 0 ? kept : [...kept, between(corner, next, here / (here - there))];
  });
}

/** @param {Point[]} figure @returns {number} of the still's */
function areaOf(figure) {
  const twice = figure.reduce((area, { x, y }, index) => {
    const next = figure[(index + 1) % figure.length] ?? { x, y };
    return area + x * next.y - next.x * y;
  }, 0);
  return Math.abs(twice) / 2;
}

/** @param {Look} still @param {Look} now @returns {Mark} */
function beyond(still, now) {
  const turn = ((now.heading - still.heading + 540) % 360) - 180;
  const [x, y] = [turn, still.tilt - now.tilt];
  const most = Math.max(Math.abs(x), Math.abs(y)) || 1;
  return { kind: "beyond", at: { x: 0.5 + x / most / 2, y: 0.5 + y / most / 2 }, deg: (Math.atan2(y, x) * 180) / Math.PI };
}
