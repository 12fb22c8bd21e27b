/**
 * Rooms as boxes on paper: snapping, placing beside, doors on walls, wedges. Whole cm, x to the right, y down; directions
 * in degrees, 0 up on the plan, clockwise. Knows neither page nor log.
 */

/** @typedef {{x: number, y: number}} Point */
/** @typedef {{x: number, y: number, w: number, h: number}} Box */
/** @typedef {Point & {deg: number, side: Side, box: Box}} EdgePoint `deg`: out of the box */
/** @typedef {"top"|"right"|"bottom"|"left"} Side */
/** @typedef {{x: number|null, y: number|null}} Guides where a wall lines up with another's */

export const GRID = 10; // cm
export const DOOR_CM = 90;
export const STAIRS_CM = 250; // length of drawn stairs
export const MIN_CM = 50;
export const MAX_CM = 5000;
export const FAR_CM = 10_000;
export const FIRST_BOX = { x: 0, y: 0, w: 400, h: 300 };

const SIDE_DEG = { top: 0, right: 90, bottom: 180, left: 270 };
const MIN_SHARED = 60; // cm of common wall that a door needs

/** @param {number} value */
export const toGrid = (value) => Math.round(value / GRID) * GRID;

/** Half up, as the protocol's twin rounds. @param {number} value */
export const whole = (value) => Math.floor(value + 0.5);

/** @param {number} value @param {number} least @param {number} most */
export const clamp = (value, least, most) => Math.min(most, Math.max(least, value));

/** @param {number} deg @returns {number} 0..359, whole */
export const turn = (deg) => ((whole(deg) % 360) + 360) % 360;

/** The compass's direction on the plan. @param {number} heading @param {number|null} north @returns {number} */
export const onPlan = (heading, north) => turn(heading + (north ?? 0));

/** @param {Box} a @param {Box} b @returns {boolean} they share more than a wall */
export function overlap(a, b) {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

/** @param {Box} box @param {Point} point @param {number} [by] cm beyond its walls */
export function contains(box, { x, y }, by = 0) {
  return x >= box.x - by && x <= box.x + box.w + by && y >= box.y - by && y <= box.y + box.h + by;
}

/** The nearest of some lines, where it is within reach. @param {number} value @param {number[]} lines @param {number} reach */
function nearest(value, lines, reach) {
  let best = null;
  for (const line of lines) {
    if (Math.abs(line - value) <= (best === null ? reach : Math.abs(best - value))) best = line;
  }
  return best;
}

/** @param {Box[]} others */
const columns = (others) => others.flatMap((one) => [one.x, one.x + one.w]);
/** @param {Box[]} others */
const rows = (others) => others.flatMap((one) => [one.y, one.y + one.h]);

/**
 * A moved box: its walls jump onto lines of others within reach, else onto the grid.
 * @param {Box} box @param {Box[]} others @param {number} reach cm @returns {{box: Box, guides: Guides}}
 */
export function snapped(box, others, reach) {
  const x = along(box.x, box.w, columns(others), reach);
  const y = along(box.y, box.h, rows(others), reach);
  return { box: { ...box, x: x.at, y: y.at }, guides: { x: x.guide, y: y.guide } };
}

/** @param {number} at @param {number} size @param {number[]} lines @param {number} reach @returns {{at: number, guide: number|null}} */
function along(at, size, lines, reach) {
  const first = nearest(at, lines, reach);
  const last = nearest(at + size, lines, reach);
  const bySecond = last !== null && (first === null || Math.abs(last - at - size) < Math.abs(first - at));
  const limit = (/** @type {number} */ value) => clamp(value, -FAR_CM, FAR_CM);
  if (bySecond) return { at: limit(last - size), guide: last };
  return first === null ? { at: limit(toGrid(at)), guide: null } : { at: limit(first), guide: first };
}

/**
 * A box whose corner was pulled to a point; the opposite corner stays.
 * @param {Box} box @param {{right: boolean, bottom: boolean}} corner which one is pulled @param {Point} to
 * @param {Box[]} others @param {number} reach cm @returns {{box: Box, guides: Guides}}
 */
export function resized(box, corner, to, others, reach) {
  const x = pulled(box.x, box.w, corner.right, to.x, columns(others), reach);
  const y = pulled(box.y, box.h, corner.bottom, to.y, rows(others), reach);
  return { box: { x: x.at, y: y.at, w: x.size, h: y.size }, guides: { x: x.guide, y: y.guide } };
}

/** @param {number} at @param {number} size @param {boolean} end @param {number} to @param {number[]} lines @param {number} reach */
function pulled(at, size, end, to, lines, reach) {
  const guide = nearest(to, lines, reach);
  const line = guide ?? toGrid(to);
  const wanted = end ? line - at : at + size - line;
  const made = clamp(wanted, MIN_CM, MAX_CM);
  return { at: end ? at : at + size - made, size: made, guide: made === wanted ? guide : null };
}

/**
 * Where a new room lies: right of the last one, else below, left, above, else the same at another room; never on top
 * of one. @param {Box|null} last @param {Box[]} all of the floor @param {{w: number, h: number}} [size] @returns {Box}
 */
export function placeBeside(last, all, size) {
  const { w, h } = size ?? last ?? FIRST_BOX;
  if (!all.length) return { ...FIRST_BOX, w, h };
  for (const one of [...(last ? [last] : []), ...[...all].reverse()]) {
    for (const place of [
      { x: one.x + one.w, y: one.y },
      { x: one.x, y: one.y + one.h },
      { x: one.x - w, y: one.y },
      { x: one.x, y: one.y - h },
    ]) {
      const box = { ...place, w, h };
      if (!all.some((other) => overlap(other, box))) return box;
    }
  }
  return { x: Math.max(...all.map((one) => one.x + one.w)), y: all[0]?.y ?? 0, w, h };
}

/**
 * The wall that two boxes have in common: its middle and length; `deg` from a to b. @param {Box} a @param {Box} b
 * @returns {Point & {deg: number, length: number}|null}
 */
export function sharedWall(a, b) {
  const top = Math.max(a.y, b.y);
  const height = Math.min(a.y + a.h, b.y + b.h) - top;
  const left = Math.max(a.x, b.x);
  const width = Math.min(a.x + a.w, b.x + b.w) - left;
  if (height > 0 && (touches(a.x + a.w, b.x) || touches(b.x + b.w, a.x))) {
    const right = touches(a.x + a.w, b.x);
    return { x: right ? b.x : a.x, y: whole(top + height / 2), deg: right ? 90 : 270, length: height };
  }
  if (width > 0 && (touches(a.y + a.h, b.y) || touches(b.y + b.h, a.y))) {
    const below = touches(a.y + a.h, b.y);
    return { x: whole(left + width / 2), y: below ? b.y : a.y, deg: below ? 180 : 0, length: width };
  }
  return null;
}

/** @param {number} a @param {number} b */
const touches = (a, b) => Math.abs(a - b) < GRID / 2;

/** A door from one room to the next, where they have wall enough in common. @param {Box} from @param {Box} to */
export function doorBetween(from, to) {
  const wall = sharedWall(from, to);
  if (!wall || wall.length < MIN_SHARED) return null;
  return { x: wall.x, y: wall.y, deg: wall.deg, w: Math.min(DOOR_CM, wall.length) };
}

/**
 * The point on a wall that is nearest; null where none is within reach.
 * @param {Point} point @param {Box[]} boxes @param {number} [reach] cm @returns {EdgePoint|null}
 */
export function onWall(point, boxes, reach = Infinity) {
  let best = null;
  let distance = reach;
  for (const box of boxes) {
    const x = clamp(point.x, box.x, box.x + box.w);
    const y = clamp(point.y, box.y, box.y + box.h);
    /** @type {[Side, number, number][]} */
    const walls = [
      ["top", x, box.y],
      ["right", box.x + box.w, y],
      ["bottom", x, box.y + box.h],
      ["left", box.x, y],
    ];
    for (const [side, wx, wy] of walls) {
      const far = Math.hypot(point.x - wx, point.y - wy);
      if (far < distance || (best === null && far <= distance)) {
        distance = far;
        best = { x: whole(wx), y: whole(wy), deg: SIDE_DEG[side], side, box };
      }
    }
  }
  return best;
}

/**
 * Where an opening of a room is drawn while nobody has placed it: walls to the outside first.
 * @param {Box} box @param {Box[]} others of the floor @returns {Side}
 */
export function outerWall(box, others) {
  /** @type {Side[]} */
  const sides = ["bottom", "top", "left", "right"];
  const shared = others.map((other) => sharedWall(box, other)?.deg).filter((deg) => deg !== undefined);
  return sides.find((side) => !shared.includes(SIDE_DEG[side])) ?? "bottom";
}

/**
 * The place of the n-th of some things along a wall, or in a row across the room.
 * @param {Box} box @param {Side|number} where a wall, or a share of the height @param {number} index @param {number} count
 * @returns {Point}
 */
export function spread(box, where, index, count) {
  const part = (index + 1) / (count + 1);
  const across = whole(box.x + box.w * part);
  if (where === "top") return { x: across, y: box.y };
  if (where === "bottom") return { x: across, y: box.y + box.h };
  if (where === "left") return { x: box.x, y: whole(box.y + box.h * part) };
  if (where === "right") return { x: box.x + box.w, y: whole(box.y + box.h * part) };
  return { x: across, y: whole(box.y + box.h * where) };
}

/** The point so far away in a direction. @param {Point} from @param {number} deg @param {number} far @returns {Point} */
export function away({ x, y }, deg, far) {
  const radians = (deg * Math.PI) / 180;
  return { x: whole(x + far * Math.sin(radians)), y: whole(y - far * Math.cos(radians)) };
}

/** @param {Point} point @param {Box} box @param {number} margin cm from its walls @returns {Point} */
export function inside({ x, y }, box, margin) {
  const sides = Math.min(margin, box.w / 2);
  const ends = Math.min(margin, box.h / 2);
  return { x: whole(clamp(x, box.x + sides, box.x + box.w - sides)), y: whole(clamp(y, box.y + ends, box.y + box.h - ends)) };
}

/** @param {Point} from @param {Point} to @returns {number} the direction from one point to another */
export function direction(from, to) {
  return turn((Math.atan2(to.x - from.x, from.y - to.y) * 180) / Math.PI);
}

/**
 * What a picture shows, as an outline: from its standpoint, `spread` degrees wide.
 * @param {Point} at px @param {number} deg @param {number} length px @param {number} [spreadDeg] @returns {string} an SVG path
 */
export function wedge(at, deg, length, spreadDeg = 42) {
  const corner = (/** @type {number} */ angle) => {
    const radians = (angle * Math.PI) / 180;
    return `${(at.x + length * Math.sin(radians)).toFixed(1)} ${(at.y - length * Math.cos(radians)).toFixed(1)}`;
  };
  const from = corner(deg - spreadDeg / 2);
  return `M${at.x.toFixed(1)} ${at.y.toFixed(1)}L${from}A${length} ${length} 0 0 1 ${corner(deg + spreadDeg / 2)}Z`;
}

/** Around all boxes, in steps of two metres so that a small move does not shift the paper. @param {Box[]} boxes @returns {Box} */
export function paper(boxes) {
  if (!boxes.length) return { x: -200, y: -200, w: 1000, h: 800 };
  const step = 200;
  const left = Math.floor((Math.min(...boxes.map((box) => box.x)) - 60) / step) * step;
  const top = Math.floor((Math.min(...boxes.map((box) => box.y)) - 60) / step) * step;
  const right = Math.ceil((Math.max(...boxes.map((box) => box.x + box.w)) + 60) / step) * step;
  const bottom = Math.ceil((Math.max(...boxes.map((box) => box.y + box.h)) + 60) / step) * step;
  return { x: left, y: top, w: right - left, h: bottom - top };
}
