/** What the cockpit does with the live picture, and what her phone's sensors say. */

/** @typedef {import("../shared/marks.js").Shape} Shape */
/** @typedef {import("../shared/marks.js").Colour} Colour */

/**
 * @typedef {object} LiveState
 * @property {"point"|"draw"|null} tool what a finger on the picture does; null: the camera looks sharply there
 * @property {Shape} shape
 * @property {Colour} colour
 * @property {number} strokes how many are on the picture
 * @property {number} bright 0: as it comes, to 3
 */

/** @type {LiveState} */
export const PLAIN = { tool: null, shape: "freehand", colour: "blue", strokes: 0, bright: 0 };

export const BRIGHTEST = 3;
