/**
 * Places in a picture, whatever the screens' shapes: parts of its width and height, 0 to 1, from the upper left corner.
 * One screen shows it whole (`contain`), another fills itself with it (`cover`), and what is sent may be smaller than
 * what the camera gives, or cut at two sides.
 */

/** @typedef {{x: number, y: number}} Point in a picture, 0 to 1 */
/** @typedef {{width: number, height: number}} Size */
/** @typedef {Size & {left: number, top: number}} Frame */

const SAME = 0.02; // by which two shapes may differ: sides are rounded when a picture is made smaller

/**
 * Where the whole picture lies in its element, px; with `cover` it is larger than that.
 * @param {Size} box @param {Size} picture @param {"contain"|"cover"} fit @returns {Frame|null} null: there is none
 */
export function frameOf(box, picture, fit) {
  const across = box.width / picture.width;
  const down = box.height / picture.height;
  const scale = fit === "contain" ? Math.min(across, down) : Math.max(across, down);
  if (!Number.isFinite(scale) || scale <= 0) return null;
  const [width, height] = [picture.width * scale, picture.height * scale];
  return { width, height, left: (box.width - width) / 2, top: (box.height - height) / 2 };
}

/** @param {Frame} frame @param {number} left px @param {number} top px @returns {Point} outside of 0 to 1: beside the picture */
export function pointAt(frame, left, top) {
  return { x: (left - frame.left) / frame.width, y: (top - frame.top) / frame.height };
}

/** @param {Frame} frame @param {Point} point @returns {{left: number, top: number}} px in the element */
export function spotOf(frame, { x, y }) {
  return { left: frame.left + x * frame.width, top: frame.top + y * frame.height };
}

/** @param {Point} point */
export function isInside({ x, y }) {
  return x >= 0 && x <= 1 && y >= 0 && y <= 1;
}

/** @param {Point} point @returns {Point} the nearest one in the picture */
export function held({ x, y }) {
  return { x: Math.min(1, Math.max(0, x)), y: Math.min(1, Math.max(0, y)) };
}

/**
 * How places in the picture that was seen become places in our own of the same moment: the narrower of two shapes is the
 * middle of the wider one. A picture that lies where ours stands is of another moment (the phone is just being turned):
 * null, for then no place in it is known.
 * @param {Size} seen @param {Size} own @returns {((point: Point) => Point)|null}
 */
export function fromSeen(seen, own) {
  const [theirs, ours] = [seen.width / seen.height, own.width / own.height];
  if (!(theirs > 0 && ours > 0 && Number.isFinite(theirs) && Number.isFinite(ours))) return null;
  const ratio = theirs / ours;
  if (Math.abs(ratio - 1) <= SAME) return (point) => point;
  if (theirs > 1 !== ours > 1) return null;
  if (ratio < 1) return ({ x, y }) => ({ x: 0.5 + (x - 0.5) * ratio, y });
  return ({ x, y }) => ({ x, y: 0.5 + (y - 0.5) / ratio });
}
