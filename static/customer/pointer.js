/**
 * Where the consultant points, and what she draws, on this phone's own picture. The phone fills its screen with the picture
 * and cuts two of its sides: what she points at there is named by an arrow at the edge.
 */

import { t } from "../shared/i18n.js";
import { LiveMarks } from "../shared/live-marks.js";
import { Strokes, readPoint } from "../shared/marks.js";
import { frameOf, spotOf } from "../shared/picture-place.js";
import { ringRadius } from "../shared/mark-paths.js";
import { consultantShort } from "./views/names.js";

/** @typedef {import("../shared/picture-place.js").Point} Point */

const LOST_MS = 9000; // without a word of it the pointer goes: its end may have been lost
const HEARD = new Set(["point", "stroke", "strokes"]); // over the channel
const GAP = 10; // px between the ring and its words

export class PointerHere {
  #marks = new LiveMarks("cover");
  #strokes = new Strokes();
  #newest = -1;
  #timer = 0;
  /** @type {{point: Point, of: {width: number, height: number}}|null} */
  #pointer = null;

  /** @param {import("./hub.js").Hub} hub @param {import("../shared/live-channel.js").LiveChannel} channel */
  constructor(hub, channel) {
    this._hub = hub;
    dress();
    this.layer = document.createElement("div");
    this.layer.className = "live-layer";
    this.words = document.createElement("p");
    this.words.className = "points-here";
    this.words.setAttribute("role", "status");
    this.layer.append(this.#marks.element, this.words);
    channel.on("said", ({ kind, payload }) => HEARD.has(kind) && hub.signals.emit(kind, payload));
    channel.on("ready", () => hub.say("marks-wanted", {}));
    hub.signals.on("point", (payload) => this.#point(payload));
    hub.signals.on("stroke", (payload) => this.#stroke(payload));
    hub.signals.on("strokes", (payload) => this.#marks.remove(this.#strokes.keep(payload)));
    hub.signals.on("hello", () => (this.#newest = -1)); // another page counts anew
    hub.moments.on("parted", () => this.#clear());
    document.addEventListener("resize", ({ target }) => target === this.#video && this.#show(), true); // the picture's
    addEventListener("resize", () => this.#show());
    document.addEventListener("click", (event) => this.#tapped(event));
    hub.say("marks-wanted", {});
  }

  /** @returns {HTMLVideoElement|null} */
  get #video() {
    return document.querySelector(".call-screen .own");
  }

  /** @param {any} payload */
  #point(payload) {
    const told = readPoint(payload);
    if (!told || told.n <= this.#newest) return; // a word that came late
    this.#newest = told.n;
    clearTimeout(this.#timer);
    this.#pointer = told.point && { point: told.point, of: told.of };
    if (told.point) this.#timer = window.setTimeout(() => this.#hide(), LOST_MS);
    this.#show();
  }

  /** @param {any} payload */
  #stroke(payload) {
    this.#fit();
    const stroke = this.#strokes.hear(payload);
    if (stroke) this.#marks.draw(stroke);
  }

  #fit() {
    const video = this.#video;
    if (video) this.#marks.fit({ width: video.videoWidth, height: video.videoHeight });
  }

  #show() {
    this.#fit();
    const place = this.#pointer && this.#marks.point(this.#pointer.point, this.#pointer.of);
    const frame = place && frameOf(this.layer.getBoundingClientRect(), this.#marks.size, "cover");
    if (!place || !frame) {
      this.#marks.point(null);
      this.#say("");
      this.layer.classList.remove("pointing");
      return;
    }
    const spot = spotOf(frame, place);
    const seen = this.#seen();
    const side = beside(spot, seen);
    this.layer.classList.add("pointing");
    this.#say(t(side ? `live.point.beside.${side}` : "live.point.here", { consultant: consultantShort(this._hub.store.get().visit) }));
    this.words.dataset.side = side ?? "";
    this.#placeWords(spot, seen, side ? 0 : (ringRadius(this.#marks.size) * frame.width) / this.#marks.size.width);
  }

  /** The words are read out once, not with each move. @param {string} text */
  #say(text) {
    if (this.words.textContent !== text) this.words.textContent = text;
  }

  /** @param {{left: number, top: number}} spot @param {{right: number, bottom: number}} seen @param {number} radius px */
  #placeWords({ left, top }, { right, bottom }, radius) {
    const { offsetWidth: width, offsetHeight: height } = this.words;
    const below = top + radius * 1.25 + GAP;
    const fits = below + height + GAP <= bottom;
    const middle = radius ? (fits ? below : top - radius * 1.25 - GAP - height) : top - height / 2;
    const within = (/** @type {number} */ value, /** @type {number} */ most) => Math.max(GAP, Math.min(most, value));
    this.words.style.left = `${within(left - width / 2, right - width - GAP)}px`;
    this.words.style.top = `${within(middle, bottom - height - GAP)}px`;
  }

  /** What of the layer the dock leaves free, px from its upper left corner. */
  #seen() {
    const layer = this.layer.getBoundingClientRect();
    const dock = document.querySelector(".dock")?.getBoundingClientRect();
    const right = dock && dock.left > layer.left + 1 ? Math.min(layer.right, dock.left) : layer.right;
    const bottom = dock && dock.top > layer.top + 1 ? Math.min(layer.bottom, dock.top) : layer.bottom;
    return { right: right - layer.left, bottom: bottom - layer.top };
  }

  #hide() {
    clearTimeout(this.#timer);
    this.#pointer = null;
    this.#show();
  }

  #clear() {
    this.#hide();
    this.#newest = -1;
    this.#marks.remove(this.#strokes.keep({ ids: [] }));
  }

  /** On the picture, not on a button: she has seen it. @param {MouseEvent} event */
  #tapped({ target }) {
    if (!this.#pointer || !(target instanceof Element) || !target.matches(".own, .over")) return;
    this._hub.say("point-gone", { n: this.#newest });
    this.#hide();
  }
}

/**
 * Where a spot lies that the screen does not show. @param {{left: number, top: number}} spot
 * @param {{right: number, bottom: number}} seen @returns {"left"|"right"|"up"|"down"|null}
 */
function beside({ left, top }, { right, bottom }) {
  const over = { left: -left, right: left - right, up: -top, down: top - bottom };
  const [[side, most]] = /** @type {["left"|"right"|"up"|"down", number][]} */ (Object.entries(over)).sort(([, one], [, other]) => other - one);
  return most > 0 ? side : null;
}

/** Its styles come with it. */
function dress() {
  for (const sheet of ["../shared/live-marks.css", "./live.css"]) {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = new URL(sheet, import.meta.url).href;
    document.head.append(link);
  }
}
