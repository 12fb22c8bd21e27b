/** The foreign screen as a grey line drawing, one thick blue ring on what to tap. Drawings do not age as pictures do. */

import { html, svg } from "lit-html";

const WIDTH = 350;
const ROW = 44;

/**
 * @param {number} height @param {import("lit-html").TemplateResult[] | import("lit-html").TemplateResult} content
 */
function drawing(height, content) {
  return html`<svg class="drawn" viewBox="0 0 ${WIDTH} ${height}" aria-hidden="true">${content}</svg>`;
}

/** @param {number} x @param {number} y @param {string} text @param {string} [kind] */
const words = (x, y, text, kind = "") => svg`<text class=${kind} x=${x} y=${y}>${text}</text>`;

/** Signs beside the address, by what the browser shows there. */
const SIGNS = {
  page: svg`<path class="ink" d="M37 32h17v12h-17zM36 51h19" />`,
  sliders: svg`<path class="ink" d="M34 35h14M34 48h4M46 48h11" /><circle class="ink" cx="52" cy="35" r="4" /><circle class="ink" cx="42" cy="48" r="4" />`,
  camera: svg`<path class="ink" d="M33 34h17v15h-17zM50 39l8-4v13l-8-4z" />`,
};

/** @param {keyof typeof SIGNS} sign */
export function addressBar(sign) {
  return drawing(
    82,
    svg`<rect class="panel" x="14" y="18" width="322" height="46" rx="23" />
      ${SIGNS[sign]}
      ${words(WIDTH / 2 + 8, 47, location.hostname, "middle")}
      <path class="grey" d="M315 36a8 8 0 1 0 2 7m0-12v6h-6" />
      <circle class="ring" cx="45.5" cy="41" r="27" />`,
  );
}

/** The head of another app, its three dots ringed. */
export function appBar() {
  return drawing(
    86,
    svg`<rect class="panel" x="14" y="16" width="322" height="52" rx="10" />
      <path class="ink" d="M32 33l18 18M50 33l-18 18" />
      ${words(68, 48, location.hostname)}
      ${[33, 42, 51].map((y) => svg`<circle class="dot" cx="308" cy=${y} r="2.8" />`)}
      <circle class="ring" cx="308" cy="42" r="27" />`,
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

/** @param {string} camera @param {string} microphone @param {string} allowed */
export function permissions(camera, microphone, allowed) {
  return drawing(
    112,
    svg`<rect class="panel" x="14" y="8" width="322" height="96" rx="14" />
      <path class="line" d="M30 56h290" />
      ${[
        [camera, 38],
        [microphone, 87],
      ].map(
        ([name, y]) => svg`${words(34, Number(y), String(name))}${words(300, Number(y), allowed, "blue end")}
          <path class="grey" d="M308 ${Number(y) - 9}l4-4 4 4m-8 6l4 4 4-4" />`,
      )}
      <rect class="ring" x="206" y="14" width="122" height="84" rx="14" />`,
  );
}
