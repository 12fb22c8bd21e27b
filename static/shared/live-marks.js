/**
 * The pointer and the strokes over a live picture: an SVG that lies on the video and is fitted as the video is, so that a
 * place in the picture is the same place on every screen and at every size, without a script in between. Moved by hand
 * and not by the page's template: sixty times a second is no matter for a whole page.
 */

import { fromSeen } from "./picture-place.js";
import { pathOf, ringRadius } from "./mark-paths.js";

/** @typedef {import("./picture-place.js").Point} Point */
/** @typedef {import("./picture-place.js").Size} Size */
/** @typedef {import("./marks.js").Stroke} Stroke */

const SVG = "http://www.w3.org/2000/svg";
const ASPECT = { contain: "xMidYMid meet", cover: "xMidYMid slice" };

export class LiveMarks {
  /** @type {Size} of our picture, px */
  size = { width: 1, height: 1 };
  /** @type {Map<string, {stroke: Stroke, group: SVGGElement}>} */
  #strokes = new Map();
  /** @type {{point: Point, of: Size}|null} */
  #pointer = null;
  #drawn = make("g", { class: "strokes" });
  #ring = make("g", { class: "pointer", hidden: "" });

  /** @param {"contain"|"cover"} fit as the video is fitted into its element */
  constructor(fit) {
    this.element = make("svg", { class: "live-marks", preserveAspectRatio: ASPECT[fit], focusable: "false" });
    /** Takes what is done on the picture, where somebody listens to it. */
    this.field = make("rect", { class: "field" });
    for (const part of ["halo", "rim", "ring", "rim dot", "ring dot"]) this.#ring.append(make("circle", { class: part }));
    this.element.append(this.field, this.#drawn, this.#ring);
  }

  /** What the pointer looks like. */
  get ring() {
    return this.#ring;
  }

  /** Our own picture has this size now. @param {Size} size px */
  fit(size) {
    if (!size.width || !size.height || (size.width === this.size.width && size.height === this.size.height)) return;
    this.size = { width: size.width, height: size.height };
    this.element.setAttribute("viewBox", `0 0 ${size.width} ${size.height}`);
    set(this.field, this.size);
    for (const { stroke } of this.#strokes.values()) this.draw(stroke);
    if (this.#pointer) this.point(this.#pointer.point, this.#pointer.of);
  }

  /**
   * @param {Point|null} point null: none @param {Size} [of] the picture it was shown on
   * @returns {Point|null} where it is in our picture
   */
  point(point, of = this.size) {
    this.#pointer = point && { point, of };
    const place = point && fromSeen(of, this.size)?.(point);
    this.#ring.toggleAttribute("hidden", !place);
    if (!place) return null;
    const r = ringRadius(this.size);
    const [halo, rim, ring, dotRim, dot] = Array.from(this.#ring.children);
    set(this.#ring, { transform: `translate(${place.x * this.size.width} ${place.y * this.size.height})` });
    for (const [circle, share] of /** @type {[Element, number][]} */ ([[halo, 1.25], [rim, 1], [ring, 1], [dotRim, 0.09], [dot, 0.09]])) {
      set(circle, { r: r * share });
    }
    return place;
  }

  /** @param {Stroke} stroke new, or longer than before */
  draw(stroke) {
    const known = this.#strokes.get(stroke.id);
    const group = known?.group ?? make("g", {});
    if (!known) {
      group.append(make("path", { class: "rim" }), make("path", { class: "line" }));
      this.#drawn.append(group);
    }
    this.#strokes.set(stroke.id, { stroke, group });
    set(group, { class: `stroke ${stroke.colour}` });
    const placed = fromSeen(stroke.of, this.size);
    const path = placed ? pathOf(stroke.kind, stroke.points.map(placed), this.size) : "";
    for (const line of group.children) set(line, { d: path });
  }

  /** @param {Iterable<string>} ids */
  remove(ids) {
    for (const id of ids) {
      this.#strokes.get(id)?.group.remove();
      this.#strokes.delete(id);
    }
  }
}

/**
 * @template {keyof SVGElementTagNameMap} K
 * @param {K} name @param {Record<string, string|number>} attributes @returns {SVGElementTagNameMap[K]}
 */
function make(name, attributes) {
  const element = document.createElementNS(SVG, name);
  set(element, attributes);
  return element;
}

/** @param {Element} element @param {Record<string, string|number>} attributes */
function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
}
