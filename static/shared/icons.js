/** Our own stroke icons on a 24-unit grid: `icon("camera")` is a lit template; its word stands beside it. */

import { html, nothing, svg } from "lit-html";

/** A path to stroke, or one to stroke and one to fill. @typedef {string | {stroke?: string, solid: string}} Drawing */

/** @param {number} x @param {number} y @param {number} r @returns {string} a circle as a path */
const circle = (x, y, r) => `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;

const DOCUMENT = "M6 3h8l4.5 4.5V21H6zM14 3v4.5h4.5";
const SPEAKER = "M4 9.5v5h3.5l4.5 4v-13l-4.5 4z";
const HOUSE = "M3.5 11.5L12 4l8.5 7.5M6 9.5V20h12V9.5";
const BUBBLE = "M4 5h16v11h-8l-4.5 4v-4H4z";
const EYE = "M2.5 12C6 6.3 18 6.3 21.5 12 18 17.7 6 17.7 2.5 12z";
const SHIELD = "M12 3l7.5 2.8v5.7c0 4.5-3 7.6-7.5 9.5-4.5-1.9-7.5-5-7.5-9.5V5.8z";

/** @type {Record<string, Drawing>} */
const DRAWINGS = {
  "arrow-down": "M12 4.5v15M6 13.5l6 6 6-6",
  "arrow-left": "M19.5 12h-15M10.5 6l-6 6 6 6",
  "arrow-right": "M4.5 12h15M13.5 6l6 6-6 6",
  "arrow-up": "M12 19.5v-15M6 10.5l6-6 6 6",
  "arrow-up-right": "M5 19L19 5M8.5 5H19v10.5",
  backspace: "M8 5.5h12.5v13H8L2.5 12zM11.5 9.5l5 5M16.5 9.5l-5 5",
  bucket: "M4.5 8.5h15L17.7 20H6.3zM5.5 8.5c.5-6.5 12.5-6.5 13 0",
  calendar: "M4 6h16v14.5H4zM4 10.5h16M8.5 3.5v4M15.5 3.5v4",
  camera: `M4 8h3.2L9 5.5h6L16.8 8H20v11H4z${circle(12, 13.2, 3.4)}`,
  check: "M4.5 12.5l5 5 10-11",
  "chevron-down": "M6 9.5l6 6 6-6",
  "chevron-left": "M14.5 6l-6 6 6 6",
  "chevron-right": "M9.5 6l6 6-6 6",
  "chevron-up": "M6 14.5l6-6 6 6",
  circle: circle(12, 12, 8),
  clock: `${circle(12, 12, 8.5)}M12 7v5.3l3.5 2`,
  closer: "M9.5 4.5v5h-5M9.5 9.5L3.5 3.5M14.5 4.5v5h5M14.5 9.5l6-6M9.5 19.5v-5h-5M9.5 14.5l-6 6M14.5 19.5v-5h5M14.5 14.5l6 6",
  compass: `${circle(12, 12, 8.5)}M15.5 8.5l-2 5-5 2 2-5z`,
  copy: "M8.5 8.5H20V20H8.5zM15.5 8.5V4H4v11.5h4.5",
  cross: "M6 6l12 12M18 6L6 18",
  document: `${DOCUMENT}M9 12.5h6M9 16h6`,
  dots: { solid: circle(5.5, 12, 1) + circle(12, 12, 1) + circle(18.5, 12, 1) },
  download: "M12 3.5v12M6.5 10.5l5.5 5.5 5.5-5.5M4 20.5h16",
  "draw-arrow": "M5 19L18.500 5.500M9.500 5.500h9v9",
  "draw-circle": circle(12, 12, 7.5),
  "draw-line": "M5 19L19 5",
  "draw-number": `${circle(12, 12, 8.5)}M10.500 9.500l2-1.500v8`,
  "draw-text": "M6 8V5.500h12V8M12 5.500v13.500M9 19h6",
  drain: `${circle(12, 12, 8.5)}M8 8.5v7M12 7v10M16 8.5v7`,
  eye: `${EYE}${circle(12, 12, 2.8)}`,
  "eye-off": `${EYE}M4.5 19.5l15-15`,
  farther: "M4 9.5V4h5.5M4 4l6 6M20 9.5V4h-5.5M20 4l-6 6M4 14.5V20h5.5M4 20l6-6M20 14.5V20h-5.5M20 20l-6-6",
  flip: "M4 8h3.2L9 5.5h6L16.8 8H20v11H4zM8.8 14.5a3.3 3.3 0 0 0 6 .6M15.2 11.7a3.3 3.3 0 0 0-6-.6M14.8 17v-2h-2M9.2 9.3v2h2",
  focus: `M4 8.5V4h4.5M15.5 4H20v4.5M20 15.5V20h-4.5M8.5 20H4v-4.5${circle(12, 12, 3)}`,
  "hang-up": "M3.3 15.2c-.7-2.6.3-4.5 2.9-5.4a18 18 0 0 1 11.6 0c2.6.9 3.6 2.8 2.9 5.4l-4.6-.7-.6-2.8a13 13 0 0 0-7 0l-.6 2.8z",
  help: { stroke: `${circle(12, 12, 9)}M9.3 9.6c0-3.6 5.4-3.6 5.4-.2 0 2.1-2.7 2.3-2.7 4.5`, solid: circle(12, 17, 0.4) },
  house: HOUSE,
  history: "M4.500 12a7.500 7.500 0 1 0 2.200-5.300M4.500 3.500V8H9M12 8v4.300l3 1.700",
  image: `M4 5h16v14H4zM4 16l4.5-4.5 4 4 3-3L20 17${circle(15.5, 9, 1.2)}`,
  keypad: { solid: [6, 12, 18].flatMap((x) => [6, 12, 18].map((y) => circle(x, y, 1.2))).join("") },
  key: `${circle(8, 15.5, 3.8)}M10.8 12.7L19.5 4M15.5 8l3 3`,
  layers: "M12 3.5l9 5-9 5-9-5zM3.5 13.5L12 18.2l8.5-4.7",
  lens: `${circle(12, 12, 8.5)}${circle(12, 12, 4)}`,
  link: "M10 13.5a4 4 0 0 0 6 .3l3-3a4 4 0 0 0-5.7-5.7l-1.5 1.5M14 10.5a4 4 0 0 0-6-.3l-3 3a4 4 0 0 0 5.7 5.7l1.5-1.5",
  list: "M9 6h11M9 12h11M9 18h11M4.5 6h.01M4.5 12h.01M4.5 18h.01",
  lock: "M5.5 10.5h13V20h-13zM8.5 10.5V7.5a3.5 3.5 0 0 1 7 0v3",
  mail: "M3.5 5.5h17v13h-17zM3.5 7l8.5 6 8.5-6",
  mic: "M12 3.5a3 3 0 0 0-3 3v5a3 3 0 0 0 6 0v-5a3 3 0 0 0-3-3zM5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3",
  "mic-off": "M9 9.5v2a3 3 0 0 0 4.7 2.5M15 10.8V6.5a3 3 0 0 0-5.7-1.3M5.5 11.5a6.5 6.5 0 0 0 10.4 5.2M18.5 11.5a6.5 6.5 0 0 1-.7 2.9M12 18v3M4 4l16 16",
  minus: "M5 12h14",
  note: `${BUBBLE}M8 9h8M8 12.5h5`,
  pause: "M8.5 5v14M15.5 5v14",
  pencil: "M4.5 19.5l1-4.5L16.5 4l3.5 3.5L9 18.5zM14 6.5l3.5 3.5",
  person: `${circle(12, 8, 4)}M4.5 20.5c.8-4.5 3.8-6.5 7.5-6.5s6.7 2 7.5 6.5`,
  door: "M6 20.5V4h11v16.500M3.500 20.500h17M13.500 12.500v.01",
  phone: "M6.8 3.5L10 8l-1.9 2.3c1.2 2.5 3.1 4.4 5.6 5.6l2.3-1.9 4.5 3.2c-.5 2.2-2 3.4-4.2 3.3C9.6 20 4 14.4 3.5 7.7c-.1-2.2 1.1-3.7 3.3-4.2z",
  pin: `M12 21s-6.5-6-6.5-11a6.5 6.5 0 0 1 13 0c0 5-6.5 11-6.5 11z${circle(12, 10, 2.3)}`,
  plan: "M4 4h16v16H4zM4 11h8M12 4v4M12 11v4M12 20v-1.500",
  play: { solid: "M7.5 5v14l11-7z" },
  plus: "M12 5v14M5 12h14",
  pointer: `${circle(12, 12, 6.5)}M12 2.5v4M12 17.5v4M2.5 12h4M17.5 12h4`,
  print: "M7 8.5V3.5h10v5M7 17H4V8.5h16V17h-3M7 14h10v6.5H7z",
  qr: "M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2.5v2.5H14zM20 14v3M17 20h3M14 19.5v.5",
  redact: { stroke: "M4 6.500h5M15 17.500h5", solid: "M3.500 9h17v6h-17z" },
  redo: "M15.5 5l4.5 4.5-4.5 4.5M20 9.5H9.5a5.5 5.5 0 0 0 0 11H15",
  refresh: "M19.5 12a7.5 7.5 0 1 1-2.2-5.3M19.5 3.5V8H15",
  resolution: "M4 5h16v14H4zM4 12h9v7",
  ruler: "M3 16.5L16.5 3 21 7.5 7.5 21zM7 12.5l2 2M10 9.5l2.8 2.8M13 6.5l2 2",
  search: `${circle(10.5, 10.5, 6.5)}M15.5 15.5L20.5 20.5`,
  seal: `${SHIELD}M8.3 11.7l2.7 2.7 4.7-5`,
  send: "M4 12L20.5 4 15 20.5l-3.5-7zM11.5 13.5L20.5 4",
  share: "M12 15V3.5M7.5 8L12 3.5 16.5 8M7 11.5H4.5V20.5h15v-9H17",
  shield: SHIELD,
  "sign-out": "M10 4H4.5v16H10M10 12h10M16 8l4 4-4 4",
  signal: "M5 19v-3M9.7 19v-6.500M14.300 19V9M19 19V5",
  slower: "M4 17.5a8 8 0 0 1 16 0M12 17.5l-4.8-4.2M12 9.5v1.5M18.8 13.5l-1.5.8",
  speaker: `${SPEAKER}M15.5 9a4.5 4.5 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11`,
  "speaker-off": `${SPEAKER}M16 9.5l5 5M21 9.5l-5 5`,
  stairs: "M3.500 19.500h4.500v-4.500h4.500v-4.500H17V6h4",
  steady: "M8.5 5h7v14h-7zM5 8.5v7M19 8.5v7M1.8 10.5v3M22.2 10.5v3",
  sun: `${circle(12, 12, 4)}M12 2.5v2.5M12 19v2.5M2.5 12H5M19 12h2.5M5.3 5.3l1.8 1.8M16.9 16.9l1.8 1.8M18.7 5.3l-1.8 1.8M7.1 16.9l-1.8 1.8`,
  torch: "M7 3h10v3l-2 3.5V21H9V9.5L7 6zM7 6h10M12 13v2.5",
  trash: "M4 6.5h16M9 6.5V4h6v2.5M6.5 6.5l1 13.5h9l1-13.5M10 10.5v6M14 10.5v6",
  turn: "M4.2 10.5C5.5 8.3 8.5 7 12 7c4.7 0 8.5 2.2 8.5 5s-3.8 5-8.5 5c-.8 0-1.5 0-2.2-.2M12.5 13.5l-3 3.3 3.3 3",
  undo: "M8.5 5L4 9.5 8.5 14M4 9.5h10.5a5.5 5.5 0 0 1 0 11H9",
  video: "M3.5 6.5h11.5v11H3.5zM15 10.5l5.5-3v9l-5.5-3z",
  warning: { stroke: "M12 3.5L2.5 20h19zM12 10v4.5", solid: circle(12, 17.3, 0.4) },
  water: "M12 3.5c3.5 4.3 6 7.5 6 10.7a6 6 0 0 1-12 0c0-3.2 2.5-6.4 6-10.7z",
  visit: `${HOUSE}${circle(12, 13.5, 2.6)}`,
  "wifi-off": "M5 12.5a10 10 0 0 1 4-2.5M2 9a15 15 0 0 1 4.5-3M12.5 6.2A15 15 0 0 1 22 9M14.5 10.3a10 10 0 0 1 4.5 2.2M8.5 16a5 5 0 0 1 5.5-1M12 19.5h.01M4 4l16 16",
  window: "M4.5 4h15v16h-15zM12 4v16M4.5 12h15",
  zoom: `${circle(10.5, 10.5, 6.5)}M15.5 15.5L20.5 20.5M10.5 7.5v6M7.5 10.5h6`,
};

/**
 * A drawing; unknown names are a mistake of ours and fail loudly.
 * @param {string} name @param {string} [extra] further classes, such as "small"
 */
export function icon(name, extra = "") {
  const drawing = DRAWINGS[name];
  if (drawing === undefined) throw new Error(`no icon ${name}`);
  const { stroke, solid } = typeof drawing === "string" ? { stroke: drawing, solid: undefined } : drawing;
  return html`<svg class="icon ${extra}" viewBox="0 0 24 24" aria-hidden="true">
    ${stroke ? svg`<path d=${stroke} />` : nothing}${solid ? svg`<path class="solid" d=${solid} />` : nothing}
  </svg>`;
}

/** All names, for the page that shows every part alone. */
export const ICON_NAMES = Object.keys(DRAWINGS);

/** Tops of the four bars of a connection. */
const BAR_TOPS = [16, 12, 8, 4];

/**
 * Bars of a connection, `filled` of four; its word stands beside it.
 * @param {number} filled 0..4 @param {string} [extra]
 */
export function signalBars(filled, extra = "") {
  return html`<svg class="icon ${extra}" viewBox="0 0 24 24" aria-hidden="true">
    ${BAR_TOPS.map(
      (top, bar) => svg`<path class=${bar < filled ? "" : "faint"} d="M${4 + bar * 5.3} 20V${top}" />`,
    )}
  </svg>`;
}

/** The level mark of every drawing of water, ▽ over three lines: the logo. */
export function logoMark() {
  return html`<svg class="mark" viewBox="0 0 28 28" aria-hidden="true">
    <path d="M6 4h16l-8 10z" />
    <path d="M2 16.5h24M6.5 21h15M11 25.5h6" />
  </svg>`;
}
