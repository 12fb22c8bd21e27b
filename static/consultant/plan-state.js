/** What the plan shows and what a finger is doing on it; nothing of it is in the log. */

/** @typedef {import("./plan-places.js").Floor} Floor */
/** @typedef {{kind: "door"|"stairs"}|{kind: "pin", target: string|null}|{kind: "look", target: string}|{kind: "north"}} Tool */

/**
 * @typedef {object} PlanState
 * @property {Floor} floor
 * @property {string|null} selected target of a room, a thing, a picture or a door
 * @property {Tool|null} tool what the next tap on the paper does
 * @property {Readonly<Record<string, any>>} moved target → box, pin or place while it is held
 * @property {import("./plan-geometry.js").Guides} guides
 * @property {number} zoom
 * @property {import("./plan-geometry.js").Point} pan px
 * @property {{width: number, height: number}} size px of the paper's window
 */

/** In the order of their keys. @type {Floor[]} */
export const FLOORS = ["outside", "basement", "ground", "upper"];
export const LOWER = "lower_basement";
export const NO_GUIDES = { x: null, y: null };
export const ZOOMS = [1, 1.5, 2.2, 3.2];

/** @type {PlanState} */
export const NO_PLAN = {
  floor: "basement",
  selected: null,
  tool: null,
  moved: {},
  guides: NO_GUIDES,
  zoom: 1,
  pan: { x: 0, y: 0 },
  size: { width: 0, height: 0 },
};
