/**
 * What a track can be set to, and setting it. Light, zoom and focus travel in one set of constraints, because each
 * `applyConstraints` replaces the one before: a zoom alone would put the light out. The size goes its own way:
 * browsers refuse a mixture.
 */

/** Longer and shorter side of the live picture. More than 720 lines are for stills. */
export const SIZES = { 360: [640, 360], 540: [960, 540], 720: [1280, 720] };

/** @typedef {keyof typeof SIZES} Size */
/** @typedef {{x: number, y: number}} Point from the upper left corner of the picture, 0 to 1 */
/** @typedef {{torch: boolean, zoom: number|null, focus: Point|null, size: Size}} Wanted */
/** @typedef {{min: number, max: number, step: number}} Range */
/** @typedef {{torch: boolean, zoom: Range|null, focus: string|null, sizes: Size[]}} Able */

const FOCUS_MODES = ["single-shot", "continuous", "manual"]; // the first that is there; with a point of interest
const STEPS = 40; // of a zoom whose camera names none

/** @param {MediaStreamTrack|null} track @returns {Able} */
export function able(track) {
  const live = track && track.readyState === "live" ? track : null;
  const can = /** @type {any} */ (live?.getCapabilities?.() ?? {});
  return { torch: Boolean(can.torch), zoom: zoomRange(can.zoom), focus: focusMode(can.focusMode), sizes: sizes(can) };
}

/** @param {any} zoom @returns {Range|null} */
function zoomRange(zoom) {
  if (!(zoom?.max > zoom?.min)) return null;
  return { min: zoom.min, max: zoom.max, step: zoom.step > 0 ? zoom.step : (zoom.max - zoom.min) / STEPS };
}

/** @param {any} modes @returns {string|null} how to look sharply at one point */
function focusMode(modes) {
  const points = /** @type {any} */ (navigator.mediaDevices?.getSupportedConstraints?.())?.pointsOfInterest;
  if (!points || !Array.isArray(modes)) return null;
  return FOCUS_MODES.find((mode) => modes.includes(mode)) ?? null;
}

/** @param {any} can @returns {Size[]} */
function sizes(can) {
  const longer = Math.max(can.width?.max ?? 0, can.height?.max ?? 0);
  return /** @type {Size[]} */ (
    Object.entries(SIZES)
      .filter(([, [long]]) => long <= longer)
      .map(([size]) => Number(size))
  );
}

/** @param {Size} size @returns {MediaTrackConstraints} */
export function live(size) {
  const [width, height] = SIZES[size];
  return { width: { ideal: width }, height: { ideal: height }, frameRate: { ideal: 30, max: 30 } };
}

/** @param {number} value @param {Range} range */
export function within(value, { min, max }) {
  return Math.min(max, Math.max(min, value));
}

/**
 * Bring light, zoom and focus of a track to what is wanted.
 * @param {MediaStreamTrack} track @param {Wanted} wanted
 * @returns {Promise<boolean>} whether the camera did so
 */
export async function setLens(track, { torch, zoom, focus }) {
  const can = able(track);
  /** @type {Record<string, unknown>} */
  const set = {};
  if (can.torch) set.torch = torch;
  if (can.zoom && zoom !== null) set.zoom = within(zoom, can.zoom);
  if (can.focus && focus) Object.assign(set, { focusMode: can.focus, pointsOfInterest: [focus] });
  else if (can.focus && followsByItself(track)) set.focusMode = "continuous";
  if (!Object.keys(set).length) return !torch && zoom === null && !focus;
  try {
    await track.applyConstraints(/** @type {any} */ ({ advanced: [set] }));
  } catch {
    return false;
  }
  return (!torch || can.torch) && isSo(track, set);
}

/** Sets that do not fit are dropped without a word: ask the track what became of it. @param {MediaStreamTrack} track @param {Record<string, unknown>} set */
function isSo(track, set) {
  const now = /** @type {any} */ (track.getSettings?.() ?? {});
  if ("torch" in set && typeof now.torch === "boolean" && now.torch !== set.torch) return false;
  const { zoom } = set;
  return !(typeof zoom === "number" && typeof now.zoom === "number" && Math.abs(now.zoom - zoom) > 0.5);
}

/** @param {MediaStreamTrack} track */
function followsByItself(track) {
  const modes = /** @type {any} */ (track.getCapabilities?.())?.focusMode;
  return Array.isArray(modes) && modes.includes("continuous");
}

/** @param {MediaStreamTrack} track @param {Size} size @returns {Promise<boolean>} */
export async function setSize(track, size) {
  try {
    await track.applyConstraints(live(size));
    return true;
  } catch {
    return false;
  }
}
