/**
 * A finger, a mouse or the keys on the live picture, while a tool is on. While none is, nothing here takes a tap: the
 * video below hears it, and her camera looks sharply there.
 */

import { t } from "../shared/i18n.js";
import { frameOf, held, pointAt } from "../shared/picture-place.js";
import { ringRadius } from "../shared/mark-paths.js";

/** @typedef {import("../shared/picture-place.js").Point} Point */
/** @typedef {"point"|"draw"|null} Tool */

const STEP = 0.02; // of the picture's width, for a key
const LARGE_STEP = 0.1; // with shift
const MIDDLE = { x: 0.5, y: 0.5 };
const ON_RING = 0.6; // of its radius
/** @type {Record<string, [number, number]>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** Who leads a call in which somebody sees it, with the picture large. @param {import("./state.js").State} state */
export function mayMark({ call, mode }) {
  return call.role === "consultant" && call.customerThere && mode.kind === "live";
}

export class LiveHand {
  /** @type {Tool} */
  #tool = null;
  /** The finger that is on the picture. @type {number|null} */
  #finger = null;
  /** A tap on the ring takes it away. */
  #tapsRing = false;
  /** Where the keys are. @type {Point} */
  #cursor = MIDDLE;

  /** @param {import("./live.js").Live} live */
  constructor(live) {
    this.live = live;
    const { element, field } = live.marks;
    field.addEventListener("pointerdown", (event) => this.#down(event));
    field.addEventListener("pointermove", (event) => this.#move(event));
    field.addEventListener("pointerup", (event) => this.#up(event));
    field.addEventListener("pointercancel", (event) => this.#up(event));
    field.addEventListener("contextmenu", (event) => event.preventDefault()); // a long press is no wish for a menu
    element.addEventListener("keydown", (event) => this.#key(event));
    element.addEventListener("blur", () => this.#finger === null && this.#release());
  }

  /** @param {Tool} tool */
  follow(tool) {
    if (tool === this.#tool) return;
    this.#tool = tool;
    const { element } = this.live.marks;
    if (tool) {
      this.#cursor = MIDDLE;
      element.setAttribute("tabindex", "0");
      element.setAttribute("role", "application");
      element.setAttribute("aria-label", t(`live.${tool}.field`));
      return;
    }
    this.#finger = null;
    for (const name of ["tabindex", "role", "aria-label"]) element.removeAttribute(name);
  }

  /** @param {PointerEvent} event @returns {Point|null} */
  #place(event) {
    const { element, size } = this.live.marks;
    const box = element.getBoundingClientRect();
    const frame = frameOf(box, size, "contain");
    return frame && held(pointAt(frame, event.clientX - box.left, event.clientY - box.top));
  }

  /** @param {PointerEvent} event */
  #down(event) {
    const place = this.#place(event);
    if (!this.#tool || !place || this.#finger !== null || event.button !== 0) return;
    event.preventDefault();
    this.live.marks.field.setPointerCapture(event.pointerId);
    this.#finger = event.pointerId;
    this.#cursor = place;
    if (this.#tool === "draw") return this.live.begin(place);
    this.#tapsRing = this.#isOnRing(place);
    if (!this.#tapsRing) this.live.point(place);
  }

  /** @param {PointerEvent} event */
  #move(event) {
    const place = event.pointerId === this.#finger ? this.#place(event) : null;
    if (!place) return;
    if (this.#tool === "draw") this.live.extend(place);
    else if (!this.#tapsRing || !this.#isNear(place, this.#cursor)) {
      this.#tapsRing = false;
      this.live.point(place);
    }
  }

  /** @param {PointerEvent} event */
  #up(event) {
    if (event.pointerId !== this.#finger) return;
    this.#finger = null;
    if (this.#tapsRing) this.live.off();
    this.#tapsRing = false;
    this.#release();
  }

  #release() {
    if (this.#tool === "draw") this.live.end();
    else this.live.rest();
  }

  /** @param {Point} place */
  #isOnRing(place) {
    const { pointer, marks } = this.live;
    if (!pointer) return false;
    const { width, height } = marks.size;
    return Math.hypot((place.x - pointer.x) * width, (place.y - pointer.y) * height) < ON_RING * ringRadius(marks.size);
  }

  /** @param {Point} one @param {Point} other */
  #isNear(one, other) {
    return Math.hypot(one.x - other.x, one.y - other.y) < STEP;
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (!this.#tool) return;
    const { key, shiftKey } = event;
    const [across, down] = ARROWS[key] ?? [0, 0];
    if (across || down) this.#step(across, down, shiftKey ? LARGE_STEP : STEP);
    else if (key === "Enter" || key === " ") this.#press();
    else if (key === "Delete" || key === "Backspace") this.#takeBack();
    else return;
    event.preventDefault();
  }

  /** @param {number} across @param {number} down @param {number} step of the width */
  #step(across, down, step) {
    const { width, height } = this.live.marks.size;
    this.#cursor = held({ x: this.#cursor.x + across * step, y: this.#cursor.y + (down * step * width) / height });
    if (this.#tool === "draw") {
      this.live.marks.point(this.#cursor); // only here: where the line will go
      this.live.extend(this.#cursor);
    } else {
      this.live.point(this.#cursor);
      this.live.rest();
    }
  }

  /** Points at once; a line begins, or ends. */
  #press() {
    if (this.#tool === "point") {
      this.live.point(this.#cursor);
      this.live.rest();
    } else if (this.live.isDrawing) {
      this.live.marks.point(null);
      this.live.end();
    } else {
      this.live.marks.point(this.#cursor);
      this.live.begin(this.#cursor);
    }
  }

  #takeBack() {
    if (this.#tool === "point") this.live.off();
    else this.live.undo();
  }
}
