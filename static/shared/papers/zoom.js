/** Enlarges and moves a picture within its frame: two fingers, wheel, double tap, keys. */

const MOST = 8;
const STEP = 1.5;
const KEY_PX = 80;

export class Zoom {
  #scale = 1;
  #x = 0;
  #y = 0;
  /** @type {Map<number, {x: number, y: number}>} fingers by pointer */
  #fingers = new Map();

  /** @param {HTMLElement} frame */
  constructor(frame) {
    this.frame = frame;
    frame.addEventListener("pointerdown", this.#down);
    frame.addEventListener("pointermove", this.#move);
    frame.addEventListener("pointerup", this.#up);
    frame.addEventListener("pointercancel", this.#up);
    frame.addEventListener("wheel", this.#wheel, { passive: false });
    frame.addEventListener("dblclick", this.#twice);
  }

  get scale() {
    return this.#scale;
  }

  /** The whole page again. */
  fit = () => this.#set(1, 0, 0);

  larger = () => this.#about(this.#scale * STEP, this.frame.clientWidth / 2, this.frame.clientHeight / 2);

  smaller = () => this.#about(this.#scale / STEP, this.frame.clientWidth / 2, this.frame.clientHeight / 2);

  /** @param {KeyboardEvent} event @returns {boolean} whether the key was ours */
  key(event) {
    const way = { ArrowLeft: [1, 0], ArrowRight: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
    if (way) this.#set(this.#scale, this.#x + way[0] * KEY_PX, this.#y + way[1] * KEY_PX);
    else if (event.key === "+" || event.key === "=") this.larger();
    else if (event.key === "-") this.smaller();
    else if (event.key === "0") this.fit();
    else return false;
    return true;
  }

  /** @param {number} scale @param {number} x @param {number} y the point of the frame that stays */
  #about(scale, x, y) {
    const to = Math.min(MOST, Math.max(1, scale));
    const factor = to / this.#scale;
    this.#set(to, x - (x - this.#x) * factor, y - (y - this.#y) * factor);
  }

  /** @param {number} scale @param {number} x @param {number} y */
  #set(scale, x, y) {
    const { clientWidth: width, clientHeight: height } = this.frame;
    this.#scale = scale;
    this.#x = Math.min(0, Math.max(width * (1 - scale), x));
    this.#y = Math.min(0, Math.max(height * (1 - scale), y));
    const picture = /** @type {HTMLElement|null} */ (this.frame.querySelector("img"));
    picture?.style.setProperty("transform", `translate(${this.#x}px, ${this.#y}px) scale(${this.#scale})`);
    this.frame.dataset.zoom = String(Math.round(this.#scale * 100));
  }

  /** @param {{clientX: number, clientY: number}} event */
  #place({ clientX, clientY }) {
    const { left, top } = this.frame.getBoundingClientRect();
    return { x: clientX - left, y: clientY - top };
  }

  #down = (/** @type {PointerEvent} */ event) => {
    this.#fingers.set(event.pointerId, this.#place(event));
    this.frame.setPointerCapture(event.pointerId);
  };

  #move = (/** @type {PointerEvent} */ event) => {
    const before = this.#fingers.get(event.pointerId);
    if (!before) return;
    const now = this.#place(event);
    const other = [...this.#fingers].find(([id]) => id !== event.pointerId)?.[1];
    if (other) {
      const apart = (/** @type {{x: number, y: number}} */ one) => Math.hypot(one.x - other.x, one.y - other.y) || 1;
      this.#about((this.#scale * apart(now)) / apart(before), (now.x + other.x) / 2, (now.y + other.y) / 2);
    } else {
      this.#set(this.#scale, this.#x + now.x - before.x, this.#y + now.y - before.y);
    }
    this.#fingers.set(event.pointerId, now);
  };

  #up = (/** @type {PointerEvent} */ event) => void this.#fingers.delete(event.pointerId);

  #wheel = (/** @type {WheelEvent} */ event) => {
    event.preventDefault();
    const { x, y } = this.#place(event);
    this.#about(this.#scale * Math.exp(-event.deltaY / 400), x, y);
  };

  #twice = (/** @type {MouseEvent} */ event) => {
    const { x, y } = this.#place(event);
    if (this.#scale > 1) this.fit();
    else this.#about(STEP * 2, x, y);
  };
}
