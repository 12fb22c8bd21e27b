/**
 * Where one draws: a finger, pen or mouse drags; the keyboard moves a cross with the arrow keys (Shift: in larger steps),
 * Enter begins and ends a shape, Escape gives it up.
 */

import { html, nothing } from "lit-html";
import { t } from "../shared/i18n.js";
import { TEXT_MAX } from "./drawing.js";

/** @typedef {import("./evidence.js").Evidence} Act */
/** @typedef {import("./evidence-state.js").Point} Point */

const STEP = 0.01;
const LARGE = 0.08;
const MIDDLE = { x: 0.5, y: 0.5 };
/** @type {Record<string, [number, number]>} */
const KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/**
 * @param {object} options
 * @param {unknown} options.content picture and drawing
 * @param {import("./evidence-state.js").Evidence} options.evidence
 * @param {boolean} options.locked
 * @param {Act} options.act
 */
export function pad({ content, evidence, locked, act }) {
  return html`<div
      class="draw-canvas ${locked ? "" : "drawable"}"
      role="application"
      tabindex="0"
      aria-label=${t("evidence.draw.canvas")}
      aria-describedby="draw-help"
      @pointerdown=${(/** @type {PointerEvent} */ event) => !locked && down(event, act)}
      @pointermove=${(/** @type {PointerEvent} */ event) => move(event, act)}
      @pointerup=${(/** @type {PointerEvent} */ event) => up(event, act)}
      @pointercancel=${() => act.cancel()}
      @keydown=${(/** @type {KeyboardEvent} */ event) => !locked && key(event, act)}
    >
      ${content}
    </div>
    <p id="draw-help" class="unseen">${t("evidence.draw.help")}</p>
    ${evidence.typing
      ? html`<form class="draw-text glass" @submit=${(/** @type {Event} */ event) => (event.preventDefault(), act.write())}>
          <label class="field"
            ><span>${t("evidence.draw.text")}</span>
            <input
              maxlength=${TEXT_MAX}
              dir="auto"
              autocomplete="off"
              .value=${evidence.typing.text}
              @input=${(/** @type {Event} */ event) => act.type(/** @type {HTMLInputElement} */ (event.target).value)}
              @keydown=${(/** @type {KeyboardEvent} */ event) => event.key === "Escape" && (event.stopPropagation(), act.cancel())}
          /></label>
          <button class="button call primary">${t("evidence.draw.write")}</button>
        </form>`
      : nothing}`;
}

/** @param {PointerEvent} event @returns {Point|null} */
function pointOf(event) {
  const shown = /** @type {HTMLElement} */ (event.currentTarget).querySelector(".pictured")?.getBoundingClientRect();
  if (!shown?.width) return null;
  const part = (/** @type {number} */ value) => Math.min(1, Math.max(0, value));
  return { x: part((event.clientX - shown.left) / shown.width), y: part((event.clientY - shown.top) / shown.height) };
}

/** @param {PointerEvent} event @param {Act} act */
function down(event, act) {
  const point = pointOf(event);
  if (!point || !event.isPrimary || event.button) return;
  /** @type {HTMLElement} */ (event.currentTarget).setPointerCapture(event.pointerId);
  act.set({ cursor: null });
  act.begin(point);
}

/** @param {PointerEvent} event @param {Act} act */
function move(event, act) {
  const point = event.isPrimary && event.buttons ? pointOf(event) : null;
  if (point) act.drag(point);
}

/** @param {PointerEvent} event @param {Act} act */
function up(event, act) {
  if (event.isPrimary) act.end();
}

/** @param {KeyboardEvent} event @param {Act} act */
function key(event, act) {
  const { cursor, draft } = act.shown; // as it is now: keys may come faster than paintings
  const way = KEYS[event.key];
  if (way) {
    const step = event.shiftKey ? LARGE : STEP;
    const from = cursor ?? MIDDLE;
    const part = (/** @type {number} */ value) => Math.min(1, Math.max(0, value));
    const next = { x: part(from.x + way[0] * step), y: part(from.y + way[1] * step) };
    act.set({ cursor: next });
    if (draft) act.drag(next);
  } else if (event.key === "Enter" || event.key === " ") {
    const at = cursor ?? MIDDLE;
    act.set({ cursor: at });
    if (draft) act.end();
    else act.begin(at);
  } else if (event.key === "Escape" && draft) {
    event.stopPropagation();
    act.cancel();
  } else if (event.key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey)) {
    act.undo();
  } else {
    return;
  }
  event.preventDefault();
}
