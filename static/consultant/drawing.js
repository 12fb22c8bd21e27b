/**
 * Shapes of a drawing as SVG over a picture, and their geometry. The twin of `inspection/domain/protocol/drawing.py`:
 * the same numbers, so that the paper shows what the tablet showed.
 *
 * Points are parts of width and height; the SVG counts in thousandths of the longer side. An arrow goes from its tail
 * to its head; a circle is its middle and a point on it; a text and a number are centred on their point.
 */

import { nothing, svg } from "lit-html";

/** @typedef {import("./evidence-state.js").Shape} Shape */
/** @typedef {import("./evidence-state.js").Point} Point */

export const SIDE = 1000;
export const POINTS_MAX = 2000; // of a whole drawing: the server takes no more
export const SHAPES_MAX = 200;
export const TEXT_MAX = 80; // characters

export const COLOURS = { blue: "#8ed3f7", orange: "#ffa066", white: "#ffffff" };
const DARK = "#0b1720";
const STROKE = 8;
const OUTLINE = 14;
const HEAD = 42; // length of an arrow's head
const TEXT = 34; // size of letters
const LINE = 42; // from line to line
const PADDING = 14;
const DISC = 30; // radius of a number
const PER_LINE = 26; // characters

/** The viewBox of a picture. @param {number} width @param {number} height in px, any */
export function canvasOf(width, height) {
  const longer = Math.max(width, height, 1);
  return { width: round((SIDE * width) / longer), height: round((SIDE * height) / longer) };
}

/** @param {Shape[]} shapes @param {{width: number, height: number}} canvas */
export function drawingLayer(shapes, canvas) {
  return shapes.map((shape) => drawn(shape, canvas));
}

/** @param {Shape} shape @param {{width: number, height: number}} canvas */
function drawn(shape, canvas) {
  const points = absolute(shape.points, canvas);
  const colour = COLOURS[shape.colour];
  if (shape.type === "text") return label(points, shape.text ?? "", colour);
  if (shape.type === "number") return disc(points, shape.text ?? "", colour);
  const path = pathOf(shape.type, points);
  return path
    ? svg`<path d=${path} fill="none" stroke=${DARK} stroke-width=${OUTLINE} stroke-linecap="round" stroke-linejoin="round"></path>
        <path d=${path} fill="none" stroke=${colour} stroke-width=${STROKE} stroke-linecap="round" stroke-linejoin="round"></path>`
    : nothing;
}

/** @param {number[]} points @param {string} text @param {string} colour */
function label(points, text, colour) {
  const lines = linesOf(text);
  const width = Math.max(...lines.map(widthOf)) + 2 * PADDING;
  const height = lines.length * LINE + PADDING;
  const [x = 0, y = 0] = points;
  return svg`<rect x=${round(x - width / 2)} y=${round(y - height / 2)} width=${round(width)} height=${height} rx="8" fill=${DARK}></rect>
    ${lines.map(
      (line, index) => svg`<text x=${x} y=${round(y - height / 2 + PADDING / 2 + (index + 0.76) * LINE)} fill=${colour}
        font-size=${TEXT} font-weight="600" text-anchor="middle">${line}</text>`,
    )}`;
}

/** @param {number[]} points @param {string} text @param {string} colour */
function disc([x = 0, y = 0], text, colour) {
  return svg`<circle cx=${x} cy=${y} r=${DISC} fill=${colour} stroke=${DARK} stroke-width="5"></circle>
    <text x=${x} y=${round(y + TEXT * 0.36)} fill=${DARK} font-size=${TEXT} font-weight="700" text-anchor="middle">${text}</text>`;
}

/** @param {string} type @param {number[]} points absolute @returns {string} empty where there is too little of it */
export function pathOf(type, points) {
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = points;
  if (points.length < 4) return "";
  if (type === "circle") {
    const r = round(Math.hypot(x2 - x1, y2 - y1));
    return r ? `M${round(x1 - r)} ${y1}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z` : "";
  }
  const line = `M${pairs(points).join("L")}`;
  if (type !== "arrow") return line;
  const angle = Math.atan2(y2 - y1, x2 - x1);
  const side = (/** @type {number} */ turn) =>
    `${round(x2 - HEAD * Math.cos(angle + turn))} ${round(y2 - HEAD * Math.sin(angle + turn))}`;
  return `M${x1} ${y1}L${x2} ${y2}M${side(0.55)}L${x2} ${y2}L${side(-0.55)}`;
}

/** @param {number[]} points @param {{width: number, height: number}} canvas */
function absolute(points, canvas) {
  return points.map((part, index) => round(part * (index % 2 ? canvas.height : canvas.width)));
}

/** @param {number[]} points @returns {string[]} */
function pairs(points) {
  const found = [];
  for (let i = 0; i + 1 < points.length; i += 2) found.push(`${points[i]} ${points[i + 1]}`);
  return found;
}

/** Words of a label in lines of about `PER_LINE` characters; a longer word stands alone. @param {string} text @returns {string[]} */
export function linesOf(text) {
  /** @type {string[]} */
  const lines = [];
  for (const word of text.trim().split(/\s+/u)) {
    const last = lines.at(-1);
    if (last !== undefined && [...last, ...word].length < PER_LINE) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** About as wide as the text is; wide scripts count double. @param {string} line */
export function widthOf(line) {
  let width = 0;
  for (const character of line) width += (character.codePointAt(0) ?? 0) >= 0x1100 ? 1.05 : 0.62;
  return round(width * TEXT);
}

/**
 * A line of many points with as few as show the same (Ramer, Douglas, Peucker), at most `most`.
 * @param {number[]} points x, y, x, y … as parts @param {number} most points @returns {number[]}
 */
export function thinned(points, most) {
  let tolerance = 0.001;
  let kept = simplified(points, tolerance);
  while (kept.length / 2 > most) {
    tolerance *= 1.7;
    kept = simplified(points, tolerance);
  }
  return kept.map((part) => Math.round(part * 10_000) / 10_000);
}

/** Without recursion: ten thousand points in a row may be one long stroke. @param {number[]} points @param {number} tolerance */
function simplified(points, tolerance) {
  const count = points.length / 2;
  if (count < 3) return points;
  const keep = new Uint8Array(count);
  keep[0] = keep[count - 1] = 1;
  const spans = [[0, count - 1]];
  for (let span = spans.pop(); span; span = spans.pop()) {
    const [first = 0, last = 0] = span;
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = [points[2 * first], points[2 * first + 1], points[2 * last], points[2 * last + 1]];
    const length = Math.hypot(x2 - x1, y2 - y1);
    let worst = 0;
    let at = -1;
    for (let i = first + 1; i < last; i += 1) {
      const [x = 0, y = 0] = [points[2 * i], points[2 * i + 1]];
      const far = length
        ? Math.abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length
        : Math.hypot(x - x1, y - y1);
      if (far > worst) [worst, at] = [far, i];
    }
    if (at >= 0 && worst > tolerance) {
      keep[at] = 1;
      spans.push([first, at], [at, last]);
    }
  }
  return points.filter((_, index) => keep[index >> 1]);
}

/** The next number that no other shape has. @param {Shape[]} shapes @returns {string} */
export function nextNumber(shapes) {
  const used = shapes.filter(({ type }) => type === "number").map(({ text }) => Number(text) || 0);
  return String(Math.max(0, ...used) + 1);
}

/** @param {Shape[]} shapes @returns {number} */
export function pointsOf(shapes) {
  return shapes.reduce((sum, shape) => sum + shape.points.length / 2, 0);
}

/** What the log says is drawn; what is none of ours is left out. @param {any} value @returns {Shape[]} */
export function shapesOf(value) {
  if (!Array.isArray(value)) return [];
  return value.filter((one) => one && one.colour in COLOURS && Array.isArray(one.points) && typeof one.type === "string");
}

/** @param {number} value @returns {number} */
function round(value) {
  return Math.round(value * 10) / 10;
}
