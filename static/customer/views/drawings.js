/** The foreign screen as a grey line drawing, one thick blue ring on what to tap. Drawings do not age as pictures do. */

import { html, svg } from "lit-html";

const WIDTH = 350;
const ROW = 44;

/** @typedef {import("lit-html").TemplateResult} Drawing */

/**
 * @param {number} height @param {Drawing[] | Drawing} content
 */
function drawing(height, content) {
  return html`<svg class="drawn" viewBox="0 0 ${WIDTH} ${height}" aria-hidden="true">${content}</svg>`;
}

/** @param {number} x @param {number} y @param {string} text @param {string} [kind] */
const words = (x, y, text, kind = "") => svg`<text class=${kind} x=${x} y=${y}>${text}</text>`;

const CAMERA = svg`<path class="ink" d="M33 34h17v15h-17zM50 39l8-4v13l-8-4z" />`;
const LOCK = svg`<path class="ink" d="M36 39h19v14h-19zM40 39v-4a5.500 5.500 0 0 1 11 0v4" />`;
const SLIDERS = svg`<path class="ink" d="M34 35h14M34 48h4M46 48h11" /><circle class="ink" cx="52" cy="35" r="4" /><circle class="ink" cx="42" cy="48" r="4" />`;

/** Signs beside the address, by what the browser shows there. */
const SIGNS = {
  page: svg`<path class="ink" d="M37 32h17v12h-17zM36 51h19" />`,
  sliders: SLIDERS,
  camera: CAMERA,
  lock: LOCK,
  shield: svg`<path class="ink" d="M45.500 29l11 4v8c0 7-4.500 11-11 14-6.500-3-11-7-11-14v-8z" />`,
  "camera-off": svg`${CAMERA}<path class="ink" d="M32 55l27-28" />`,
};

/** @typedef {keyof typeof SIGNS | "any"} Sign */

/** The address and the sign beside it. @param {Sign} sign */
export function addressBar(sign) {
  if (sign === "any") return anySign();
  return drawing(
    82,
    svg`<rect class="panel" x="14" y="18" width="322" height="46" rx="23" />
      ${SIGNS[sign]}
      ${words(WIDTH / 2 + 8, 47, location.hostname, "middle")}
      <path class="grey" d="M315 36a8 8 0 1 0 2 7m0-12v6h-6" />
      <circle class="ring" cx="45.5" cy="41" r="27" />`,
  );
}

/** Whatever this browser shows: one of three. */
function anySign() {
  return drawing(
    82,
    svg`<rect class="panel" x="14" y="18" width="322" height="46" rx="23" />
      ${SLIDERS}<g transform="translate(42 0)">${LOCK}</g><g transform="translate(84 0)">${CAMERA}</g>
      ${words(172, 47, location.hostname)}
      <rect class="ring" x="19" y="14" width="136" height="54" rx="27" />`,
  );
}

/** The head of another app, its three dots ringed. @param {boolean} lying side by side, as on an iPhone */
export function appBar(lying) {
  return drawing(
    86,
    svg`<rect class="panel" x="14" y="16" width="322" height="52" rx="10" />
      <path class="ink" d="M32 33l18 18M50 33l-18 18" />
      ${words(68, 48, location.hostname)}
      ${[-9, 0, 9].map((by) => svg`<circle class="dot" cx=${lying ? 308 + by : 308} cy=${lying ? 42 : 42 + by} r="2.8" />`)}
      <circle class="ring" cx="308" cy="42" r="27" />`,
  );
}

/** @param {number} x @param {number} y */
const compass = (x, y) =>
  svg`<circle class="ink" cx=${x} cy=${y} r="13" /><path class="ink" d="M${x + 6} ${y - 6}l-3.500 9.500-9.500 3.500 3.500-9.500z" />`;

/** The foot of an app on an iPhone, the compass of its browser ringed. */
export function compassBar() {
  return drawing(
    76,
    svg`<rect class="panel" x="14" y="10" width="322" height="56" rx="10" />
      <path class="grey" d="M42 30l-8 8 8 8M92 30l8 8-8 8M176 46v-18m-7 7l7-7 7 7M166 42v10h20v-10" />
      ${compass(308, 38)}<circle class="ring" cx="308" cy="38" r="26" />`,
  );
}

/** Her own browser, its address held for long, what was copied put in. @param {string} paste */
export function pasteBar(paste) {
  return drawing(
    136,
    svg`<rect class="panel" x="14" y="76" width="322" height="46" rx="23" />
      ${compass(45, 99)}<path class="ink" d="M76 86v26" />
      <rect class="panel" x="70" y="14" width="${paste.length * 10 + 48}" height="44" rx="10" /><path class="panel" d="M86 58l8 9 8-9" />
      ${words(94, 42, paste, "strong")}
      <rect class="ring" x="65" y="9" width="${paste.length * 10 + 58}" height="54" rx="14" />`,
  );
}

/** @param {string[]} rows @param {number} chosen the row to tap */
export function menu(rows, chosen) {
  const height = rows.length * ROW + 24;
  return drawing(
    height,
    svg`<rect class="panel" x="40" y="8" width="270" height=${height - 16} rx="14" />
      ${rows.map((row, index) => words(60, 12 + ROW * index + 28, row, index === chosen ? "strong" : "grey-text"))}
      <rect class="ring" x="34" y=${12 + ROW * chosen} width="282" height=${ROW} rx="12" />`,
  );
}

/** @param {string} title @param {string} entry */
export function settingsList(title, entry) {
  return drawing(
    112,
    svg`<rect class="panel" x="14" y="8" width="322" height="96" rx="14" />
      ${words(34, 38, title, "grey-text")}
      <path class="line" d="M30 56h290" />
      ${words(34, 87, entry, "strong")}
      <path class="grey" d="M306 74l7 7-7 7" />
      <rect class="ring" x="22" y="60" width="306" height="42" rx="12" />`,
  );
}

/**
 * Camera and microphone, and what to set them to. @param {string} camera @param {string} microphone
 * @param {string} allowed @param {boolean} onlyMicrophone the other one is right already
 */
export function permissions(camera, microphone, allowed, onlyMicrophone) {
  const rows = /** @type {[string, number][]} */ ([
    [camera, 38],
    [microphone, 87],
  ]);
  return drawing(
    112,
    svg`<rect class="panel" x="14" y="8" width="322" height="96" rx="14" />
      <path class="line" d="M30 56h290" />
      ${rows.map(
        ([name, y]) => svg`${words(34, y, name)}${words(300, y, allowed, "blue end")}
          <path class="grey" d="M308 ${y - 9}l4-4 4 4m-8 6l4 4 4-4" />`,
      )}
      ${onlyMicrophone
        ? svg`<rect class="ring" x="206" y="62" width="122" height="38" rx="12" />`
        : svg`<rect class="ring" x="206" y="14" width="122" height="84" rx="14" />`}`,
  );
}

/** What is blocked, and the cross that takes the block away. @param {string[]} names @param {string} blocked */
export function blocks(names, blocked) {
  const height = names.length * 48 + 18;
  return drawing(
    height,
    svg`<rect class="panel" x="14" y="8" width="322" height=${height - 16} rx="14" />
      ${names.map((name, index) => {
        const y = 40 + index * 48;
        return svg`${words(34, y, name)}${words(262, y, blocked, "grey-text end")}
          <path class="ink" d="M287 ${y - 13}l14 14m0-14l-14 14" /><circle class="ring" cx="294" cy=${y - 6} r="18" />`;
      })}`,
  );
}

/** The browser's question. @param {string} deny @param {string} allow */
export function question(deny, allow) {
  return drawing(
    142,
    svg`<rect class="panel" x="40" y="8" width="270" height="126" rx="16" />
      <g transform="translate(30 0)">${CAMERA}</g>
      <path class="line thick" d="M104 34h180M104 50h128" />
      ${words(108, 112, deny, "grey-text middle")}${words(236, 112, allow, "strong middle")}
      <rect class="ring" x="176" y="86" width="120" height="42" rx="14" />`,
  );
}

/** Two phones: the link goes to the other one. */
export function otherPhone() {
  return drawing(
    112,
    svg`<rect class="panel" x="80" y="10" width="54" height="92" rx="10" /><rect class="panel" x="216" y="10" width="54" height="92" rx="10" />
      <path class="grey" d="M97 46l20 20m0-20l-20 20" /><path class="ink" d="M150 56h46m-9-9l9 9-9 9" />
      <rect class="ring" x="209" y="4" width="68" height="104" rx="14" />
      <path class="ink" d="M231 56l8 9 16-18" />`,
  );
}
