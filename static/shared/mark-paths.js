/** Strokes as SVG paths, in pixels of the picture they lie on. */

/** @typedef {import("./picture-place.js").Point} Point */
/** @typedef {import("./picture-place.js").Size} Size */

const RING = 0.11; // of the picture's shorter side: what the pointer encloses
const HEAD = 0.06; // of it: how long the head of an arrow is
const HEAD_ANGLE = Math.PI / 7;

/** @param {Size} picture @returns {number} px */
export function ringRadius({ width, height }) {
  return Math.min(width, height) * RING;
}

/**
 * @param {import("./marks.js").Shape} kind @param {Point[]} points an arrow's from tail to head, a circle's middle and rim
 * @param {Size} picture @returns {string} empty while there is nothing to be seen
 */
export function pathOf(kind, points, picture) {
  const spots = points.map(({ x, y }) => ({ x: x * picture.width, y: y * picture.height }));
  const [first, second] = spots;
  if (!first) return "";
  if (kind === "freehand") return freehand(spots);
  if (!second) return "";
  return kind === "arrow" ? arrow(first, second, Math.min(picture.width, picture.height) * HEAD) : circle(first, second);
}

/** @param {Point[]} spots */
function freehand(spots) {
  const [first, ...rest] = spots;
  if (!first) return "";
  return `M${at(first)}${rest.length ? rest.map((spot) => `L${at(spot)}`).join("") : "h.1"}`; // one touch is a dot
}

/** @param {Point} from @param {Point} to @param {number} head px */
function arrow(from, to, head) {
  const back = Math.atan2(from.y - to.y, from.x - to.x);
  const side = (/** @type {number} */ turn) => at({ x: to.x + head * Math.cos(back + turn), y: to.y + head * Math.sin(back + turn) });
  return `M${at(from)}L${at(to)}M${side(HEAD_ANGLE)}L${at(to)}L${side(-HEAD_ANGLE)}`;
}

/** @param {Point} middle @param {Point} rim */
function circle(middle, rim) {
  const r = Math.round(Math.hypot(rim.x - middle.x, rim.y - middle.y) * 10) / 10;
  if (r === 0) return "";
  return `M${at({ x: middle.x - r, y: middle.y })}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;
}

/** @param {Point} spot */
function at({ x, y }) {
  return `${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}`;
}
