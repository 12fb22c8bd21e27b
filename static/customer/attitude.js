/**
 * Where the camera looks, computed from how the phone is held (W3C Device Orientation: alpha about the vertical, beta
 * about the short side, gamma about the long one, in this order; x to the right, y to the top edge, z out of the
 * screen; earth: x east, y north, z up).
 *
 * The camera looks along -z, whichever way the picture is turned; only the roll asks what is the upper side of the
 * picture now.
 */

/**
 * @typedef {object} Attitude
 * @property {number|null} heading degrees from north, clockwise, 0 to 360; null: no compass, or straight up or down
 * @property {number} tilt degrees of the camera's axis above the horizon, -90 to 90
 * @property {number|null} roll degrees by which the picture is turned clockwise; null: straight up or down
 * @property {boolean} uncertain the compass says that it may be wrong
 */

/** @typedef {{alpha: number|null, beta: number|null, gamma: number|null, absolute?: boolean, webkitCompassHeading?: number, webkitCompassAccuracy?: number}} Turned */

const STEEP = 80; // degrees up or down, beyond which there is no heading and no upper side
const WELL_KNOWN = 25; // degrees of doubt, up to which a compass is believed

/** @param {number} degrees */
const radians = (degrees) => (degrees * Math.PI) / 180;
/** @param {number} angle */
const degrees = (angle) => (angle * 180) / Math.PI;
/** @param {number} value @returns {number} 0 to 360 */
const round = (value) => ((value % 360) + 360) % 360;

/**
 * @param {Turned} turned as the browser says it @param {number} screen degrees by which the screen's content is turned
 * against the phone (screen.orientation.angle)
 * @returns {Attitude|null} null: this is no measurement (a machine without sensors says nothing but null)
 */
export function attitude(turned, screen) {
  const { beta, gamma } = turned;
  if (!isNumber(beta) || !isNumber(gamma)) return null;
  const [b, g] = [radians(beta), radians(gamma)];
  const tilt = degrees(Math.asin(Math.max(-1, Math.min(1, -Math.cos(b) * Math.cos(g)))));
  const steep = Math.abs(tilt) > STEEP;
  const north = compass(turned);
  return {
    heading: north && !steep ? headingOf(radians(north.alpha), b, g) : null,
    tilt,
    roll: steep ? null : rollOf(b, g, radians(screen)),
    uncertain: north?.uncertain ?? false,
  };
}

/** Alpha against north, where that is known. @param {Turned} turned @returns {{alpha: number, uncertain: boolean}|null} */
function compass({ alpha, absolute, webkitCompassHeading: heading, webkitCompassAccuracy: accuracy }) {
  if (isNumber(heading)) {
    const known = !isNumber(accuracy) || (accuracy >= 0 && accuracy <= WELL_KNOWN); // below 0: it has to be calibrated
    return { alpha: 360 - heading, uncertain: !known };
  }
  return absolute === true && isNumber(alpha) ? { alpha, uncertain: false } : null;
}

/** Where -z points on the ground. @param {number} a @param {number} b @param {number} g */
function headingOf(a, b, g) {
  const east = -(Math.cos(a) * Math.sin(g) + Math.sin(a) * Math.sin(b) * Math.cos(g));
  const north = -(Math.sin(a) * Math.sin(g) - Math.cos(a) * Math.sin(b) * Math.cos(g));
  return round(degrees(Math.atan2(east, north)));
}

/** The vertical as it lies in the picture. @param {number} b @param {number} g @param {number} screen */
function rollOf(b, g, screen) {
  const [x, y] = [-Math.cos(b) * Math.sin(g), Math.sin(b)];
  const right = x * Math.cos(screen) - y * Math.sin(screen);
  const up = x * Math.sin(screen) + y * Math.cos(screen);
  return degrees(-Math.atan2(right, up));
}

/** @param {unknown} value @returns {value is number} */
function isNumber(value) {
  return typeof value === "number" && Number.isFinite(value);
}
