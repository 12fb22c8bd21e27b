/** What gallery and photo editor show: chosen, being drawn, being moved. Pictures and drawings themselves are in the log. */

/** @typedef {{x: number, y: number}} Point parts of the picture's width and height */
/** @typedef {{x: number, y: number, w: number, h: number}} Box the same */
/** @typedef {"arrow"|"circle"|"line"|"freehand"|"text"|"number"} ShapeType */
/** @typedef {"blue"|"orange"|"white"} Colour */
/** @typedef {{type: ShapeType, colour: Colour, points: number[], text?: string}} Shape as the log has it: records.py */
/** @typedef {"all"|"missing"|"unsharp"|"loose"} Filter */
/** @typedef {{sharp: boolean, light: "dark"|"good"|"bright", sharpness: number, brightness: number}} Quality */

/**
 * @typedef {object} Evidence
 * @property {Filter} filter
 * @property {string|null} selected the picture large beside the gallery
 * @property {{photo: string, query: string}|null} moving the dialog that gives a picture another place
 * @property {ShapeType|"redact"} tool
 * @property {Colour} colour
 * @property {Shape|null} draft what a finger or the keyboard is drawing
 * @property {Point|null} cursor of the keyboard; null while a finger draws
 * @property {(Point & {text: string})|null} typing words for this place
 * @property {Box[]} boxes to be blacked out, not sent yet
 * @property {boolean} sending the boxes are on their way
 * @property {("shape"|"box")[]} steps of this editor, for its undo
 * @property {{photo: string, url: string}|null} frozen the live picture as it was when "draw" was tapped, until the still is there
 * @property {number} shutter counts taps on the camera: each is seen
 * @property {Record<string, string>} replacing id of the new picture → of the one it shall replace
 */

/** @type {Evidence} */
export const NO_EVIDENCE = {
  filter: "all",
  selected: null,
  moving: null,
  tool: "arrow",
  colour: "blue",
  draft: null,
  cursor: null,
  typing: null,
  boxes: [],
  sending: false,
  steps: [],
  frozen: null,
  shutter: 0,
  replacing: {},
};
