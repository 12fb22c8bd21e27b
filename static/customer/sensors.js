/**
 * Which way this phone's camera looks, as it was last measured. Small, because the page loads it before its camera
 * opens; what measures comes with the call (sensors-watch.js).
 *
 *     const where = reading(); // {heading_deg, tilt_deg} for what is kept with a still, or null
 */

/** @typedef {import("./attitude.js").Attitude} Attitude */

const FRESH_MS = 2000; // older ones say where she looked before

/** @type {{attitude: Attitude, at: number}|null} */
let latest = null;

/** @param {Attitude|null} attitude null: nothing measures any more */
export function measured(attitude) {
  latest = attitude && { attitude, at: performance.now() };
}

/**
 * Where the camera looks now: whole degrees from north clockwise (0 to 359), and against the horizon (-90, down, to 90).
 * What is not known, or is not to be trusted, is null; where nothing is known, so is the whole.
 * @returns {{heading_deg: number|null, tilt_deg: number|null}|null}
 */
export function reading() {
  if (!latest || performance.now() - latest.at > FRESH_MS) return null;
  const { heading, tilt, uncertain } = latest.attitude;
  const heading_deg = heading === null || uncertain ? null : Math.round(heading) % 360;
  return { heading_deg, tilt_deg: Math.round(tilt) };
}
