/**
 * The house cut open, as the server computed it (inspection/domain/cross_section): heights to scale, numbers as pins.
 * This only strokes and fills; colours and text sizes are in section.css. The twin for paper is section.svg.jinja.
 */

import { html, nothing, svg } from "lit-html";
import { t } from "./i18n.js";

/**
 * @typedef {{lines: string[], x0: number, x1: number, ceiling: number, floor: number, floor_known: boolean,
 *   hatch_top: number|null, label_x: number, label_y: number}} RoomShape
 * @typedef {{symbol: string, x: number, y: number, floor: number, known: boolean, connected: boolean,
 *   protection: string, outdoor: boolean, whisker: [number, number]|null}} DrainShape
 * @typedef {{x: number, floor: number, top: number, back: number, feeds: number[]}} LiftShape
 * @typedef {{form: string, side: "left"|"right"|"front", wall: number, outer: number, edge: number, bottom: number,
 *   known: boolean, inflow: boolean}} OpeningShape
 * @typedef {{number: number, x: number, y: number, level: string|null}} Pin
 */

/**
 * @typedef {object} Drawing
 * @property {number} width
 * @property {number} height
 * @property {number} left
 * @property {number} right
 * @property {number} kerb
 * @property {number} zero
 * @property {number} bottom
 * @property {[number, number]} house
 * @property {number} slab
 * @property {number} ceiling
 * @property {number} eaves
 * @property {number} ridge
 * @property {[number, number]|null} ground_floor_label
 * @property {RoomShape[]} rooms
 * @property {DrainShape[]} drains
 * @property {LiftShape[]} lifts
 * @property {OpeningShape[]} openings
 * @property {Pin[]} pins
 * @property {{y: number, label: string, zero: boolean}[]} ticks
 * @property {number|null} backflow
 * @property {number|null} water
 * @property {number|null} groundwater
 * @property {[number, number]|null} sewer
 * @property {number} collector
 * @property {{number: number, edge_cm: number, water_cm: number}|null} lens
 * @property {boolean} hatched
 */

const SHAFTS = ["light_well", "stairs", "ramp"];
const STEPS = 5;

/** The air in a shaft; most openings have none. @param {string} outline */
function dug(outline) {
  return outline ? svg`<path class="air" d=${`${outline}Z`} />` : nothing;
}

/** @param {Drawing} s @param {string} alt what a screen reader says instead */
export function sectionDrawing(s, alt) {
  const narrow = s.width < 500;
  return html`<svg class="house-section ${narrow ? "narrow" : "wide"}" viewBox="0 0 ${s.width} ${s.height}" role="img" aria-label=${alt}>
    <defs>
      <pattern id=${hatchId(narrow)} width="9" height="9" patternUnits="userSpaceOnUse" patternTransform="rotate(-35)">
        <path class="hatch" d="M0 4.5h9" />
      </pattern>
    </defs>
    ${ground(s)} ${s.openings.filter(cut).map((o) => dug(shaft(o, s.zero)))} ${sewer(s)}
    ${s.rooms.map((r) => svg`<rect class="air" x=${r.x0} y=${r.ceiling} width=${r.x1 - r.x0} height=${r.floor - r.ceiling} />`)}
    <path class="air" d="M${s.house[0]} ${s.ceiling}H${s.house[1]}V${s.eaves}L${middle(s)} ${s.ridge}L${s.house[0]} ${s.eaves}Z" />
    ${s.rooms.map((r) =>
      r.hatch_top === null
        ? nothing
        : svg`<rect x=${r.x0} y=${r.hatch_top} width=${r.x1 - r.x0} height=${r.floor - r.hatch_top} fill="url(#${hatchId(narrow)})" />`,
    )}
    ${s.drains.filter((d) => d.connected && d.protection !== "lift").map((d) => drop(d, s.collector))} ${s.lifts.map((l) => lift(l, s.collector))}
    ${walls(s, narrow)} ${s.drains.map((d) => drain(d, s.zero))} ${s.openings.map((o) => opening(o, s))} ${surface(s)} ${words(s, narrow)}
    ${s.pins.map((p) => pin(p, narrow))}
  </svg>`;
}

/** @param {boolean} narrow */
const hatchId = (narrow) => `hatch-${narrow ? "narrow" : "wide"}`;

/** @param {Drawing} s */
const middle = ({ house }) => (house[0] + house[1]) / 2;

/** @param {OpeningShape} o */
const cut = (o) => o.side !== "front";

/** @param {string} d @param {number} width */
function pipe(d, width) {
  return svg`<path class="pipe-wall" d=${d} stroke-width=${width} /><path class="pipe" d=${d} stroke-width=${width - 2.4} />`;
}

/** @param {Drawing} s */
function ground(s) {
  const [h0, h1] = s.house;
  return svg`<path class="soil" d="M${s.left} ${s.zero + 5}H${s.kerb}V${s.zero}H${s.right}V${s.bottom}H${s.left}Z" />
    ${s.slab < s.zero ? svg`<rect class="soil" x=${h0} y=${s.slab} width=${h1 - h0} height=${s.zero - s.slab + 1} />` : nothing}
    ${
      s.groundwater !== null && s.groundwater < s.bottom
        ? svg`<path class="groundwater" d="M${s.left} ${s.groundwater}H${s.right}V${s.bottom}H${s.left}Z" />
          <path class="groundwater-level" d="M${s.left} ${s.groundwater}H${s.right}" />
          <path class="level-mark open" d="M${s.right - 27} ${s.groundwater - 10}h14l-7 9z" />`
        : nothing
    }`;
}

/** The outline of what lies before an opening. @param {OpeningShape} o @param {number} zero */
function shaft(o, zero) {
  if (o.form === "light_well") return `M${o.wall} ${o.edge}H${o.outer}V${o.bottom}H${o.wall}`;
  if (o.form === "ramp") return `M${o.wall} ${o.edge}H${o.outer}V${zero}L${o.wall} ${o.bottom}`;
  if (o.form !== "stairs") return "";
  return `M${o.wall} ${o.edge}H${o.outer}V${zero}${stairs(o, zero)}`;
}

/** @param {OpeningShape} o @param {number} zero */
function stairs(o, zero) {
  return `v${(o.bottom - zero) / STEPS}h${(o.wall - o.outer) / STEPS}`.repeat(STEPS);
}

/** @param {Drawing} s */
function sewer(s) {
  if (!s.sewer) return nothing;
  const [x, y] = s.sewer;
  const ends = s.drains.filter((d) => d.connected).map((d) => d.x);
  const far = Math.max(ends.length ? Math.max(...ends) : s.house[0] + 40, s.house[0] + 20);
  return svg`<rect class="shaft" x=${x - 8} y=${s.zero + 5} width="16" height=${y - s.zero - 5} />
    <path class="lid" d="M${x - 11} ${s.zero + 5}h22" />
    ${pipe(`M${x + 8} ${y - 2}L${s.house[0] - 14} ${s.collector}H${far}${ends.length ? "" : `V${s.slab}`}`, 9)}
    <circle class="main" cx=${x} cy=${y} r="12" /><circle class="main-water" cx=${x} cy=${y} r="9.4" />`;
}

/** From the drain to the pipe below the slab. @param {DrainShape} d @param {number} collector */
function drop(d, collector) {
  const top = { machine: d.y, basin: d.y + 8, wc: d.y + 8 }[d.symbol] ?? Math.max(d.y, d.floor);
  const y = (d.floor + collector) / 2;
  return svg`${pipe(`M${d.x} ${collector}V${top}`, 7)}
    ${d.protection === "valve" ? svg`<path class="thing" d="M${d.x - 7} ${y - 6}h14v12h-14zM${d.x - 7} ${y - 6}L${d.x + 7} ${y + 6}" />` : nothing}`;
}

/** @param {LiftShape} l @param {number} collector */
function lift(l, collector) {
  return svg`${l.feeds.map((x) => pipe(`M${x} ${l.floor}V${l.floor + 13}H${l.x}`, 6))}
    ${pipe(`M${l.x + 7} ${l.floor - 12}V${l.top}H${l.back}V${collector}`, 5)}
    <rect class="thing" x=${l.x - 11} y=${l.floor - 17} width="26" height="34" rx="3" /><path class="thing line" d="M${l.x + 2} ${l.floor + 8}v-14m-5 5l5 -5l5 5" />`;
}

/** @param {Drawing} s @param {boolean} narrow */
function walls(s, narrow) {
  const [h0, h1] = s.house;
  return svg`<path class="wall" stroke-width="7" d="M${h0} ${s.eaves}V${s.slab}H${h1}V${s.eaves}" />
    ${s.rooms.map(
      (r) => svg`${r.x0 > h0 + 1 ? svg`<path class="wall" stroke-width="3.4" d="M${r.x0} ${r.ceiling}V${r.floor}" />` : nothing}
        ${r.floor < s.slab - 6 ? svg`<path class="wall" stroke-width="6" d="M${r.x0} ${r.floor + 3}H${r.x1}" />` : nothing}
        ${
          r.floor_known
            ? nothing
            : svg`<path class="unknown-floor" d="M${r.x0 + 6} ${r.floor - 1}H${r.x1 - 6}" />${narrow ? nothing : label(r.label_x, r.floor - 8, t("closing.section.height_unknown"), "soft halo")}`
        }`,
    )}
    ${s.ceiling < s.slab - 12 ? svg`<path class="wall" stroke-width="7" d="M${h0} ${s.ceiling}H${h1}" />` : nothing}
    <path class="wall" stroke-width="5.4" d="M${h0 - 10} ${s.eaves}L${middle(s)} ${s.ridge}L${h1 + 10} ${s.eaves}" />`;
}

/** @param {DrainShape} d @param {number} zero */
function drain(d, zero) {
  const rim = Math.min(zero - 1, d.y - 6);
  return svg`${
    d.outdoor
      ? svg`<path class="air" d="M${d.x - 12} ${rim}V${d.y}H${d.x + 12}V${rim}Z" /><path class="wall" stroke-width="2.6" d="M${d.x - 12} ${rim}V${d.y}H${d.x + 12}V${rim}" />`
      : nothing
  }${symbol(d)}${
    d.whisker
      ? svg`<path class="whisker" d="M${d.x + 21} ${d.whisker[0]}V${d.whisker[1]}M${d.x + 17} ${d.whisker[0]}h8M${d.x + 17} ${d.whisker[1]}h8" />`
      : nothing
  }`;
}

/** @param {DrainShape} d */
function symbol(d) {
  const { x, y, floor } = d;
  switch (d.symbol) {
    case "machine": {
      const tall = floor - y >= 62;
      return svg`<rect class="thing" x=${x + 5} y=${tall ? y + 3 : floor - 62} width="25" height=${tall ? Math.max(62, floor - y - 3) : 62} rx="2" />
        <circle class="thing line" cx=${x + 17.5} cy=${floor - 28} r="7.5" /><path class="bar" d="M${x - 5} ${y}h10" />`;
    }
    case "basin":
      return svg`<path class="thing" d="M${x - 13} ${y}h26l-4 12h-18z" />`;
    case "wc":
      return svg`<path class="thing" d="M${x - 12} ${y}h20q0 14 -9 17h-6q-5 -4 -5 -17z" /><path class="thing" d="M${x + 9} ${y + 8}v-22h6v22z" />`;
    case "tray":
      return svg`<path class="thing" d="M${x - 16} ${y}v5h32v-5" />`;
    case "cover":
      return svg`<path class="bar" d="M${x - 12} ${y - 1.5}h24M${x} ${y - 3}v-4" />`;
    default:
      return svg`<path class="bar thick ${d.known ? "" : "dashed"}" d="M${x - 10} ${y - 1}h20" />`;
  }
}

/** @param {OpeningShape} o @param {Drawing} s */
function opening(o, s) {
  const { wall, outer, edge, bottom } = o;
  const door = (/** @type {number} */ height) => {
    const top = Math.max(bottom - height, s.ceiling + 6);
    return svg`<rect class="thing thin" x=${wall - 3.5} y=${top} width="7" height=${Math.max(0, bottom - top)} />`;
  };
  if (o.side === "front") {
    return svg`<rect class="thing" x=${wall} y=${edge - 16} width="24" height="16" />
      ${o.form === "light_well" ? svg`<path class="wall" stroke-width="1.8" d="M${wall - 4} ${edge}v16h32v-16" />` : nothing}`;
  }
  switch (o.form) {
    case "light_well":
      return svg`<path class="wall" stroke-width="3.4" d="M${outer} ${edge}V${bottom}H${wall}" />
        <rect class="thing thin" x=${wall - 3.5} y=${s.zero - 5} width="7" height=${Math.max(0, Math.min(26, bottom - s.zero - 8))} />`;
    case "stairs":
      return svg`<path class="wall" stroke-width="3" d="M${outer} ${edge}V${s.zero}${stairs(o, s.zero)}" />${door(84)}`;
    case "ramp":
      return svg`<path class="wall" stroke-width="3" d="M${outer} ${edge}V${s.zero}L${wall} ${bottom}" />${door(90)}`;
    case "door":
      return svg`<rect class="thing thin" x=${wall - 3.5} y=${edge - 66} width="7" height="66" />
        ${edge < s.zero - 1 ? svg`<rect class="step" x=${o.side === "left" ? wall - 16 : wall} y=${edge} width="16" height=${s.zero - edge} />` : nothing}`;
    default:
      return svg`<rect class="thing thin" x=${wall - 3.5} y=${edge - 15} width="7" height="15" />`;
  }
}

/** Street, water on it, and the backflow level. @param {Drawing} s */
function surface(s) {
  const pit = (/** @type {string} */ side) => s.openings.find((o) => o.side === side && SHAFTS.includes(o.form))?.outer;
  const [left, right] = [pit("left") ?? s.house[0] - 3.5, pit("right") ?? s.house[1] + 3.5];
  return svg`${
    s.water === null
      ? nothing
      : svg`<path class="rain" d="M${s.left} ${s.zero + 4}H${s.kerb}V${s.zero - 1}H${left}V${s.water}H${s.left}ZM${right} ${s.zero - 1}H${s.right}V${s.water}H${right}Z" />
        ${s.openings
          .filter((o) => o.inflow && cut(o) && SHAFTS.includes(o.form))
          .map((o) => {
            const x = o.outer - (o.side === "left" ? -1 : 1) * 10;
            return svg`<path class="inflow" d="M${o.outer} ${s.water}Q${x} ${s.water} ${x} ${o.edge + 24}" />`;
          })}`
  }
    <path class="street" d="M${s.left} ${s.zero + 5}H${s.kerb}V${s.zero}H${left}M${right} ${s.zero}H${s.right}" />
    ${
      s.backflow === null
        ? nothing
        : svg`<path class="backflow" d="M${s.left - 6} ${s.backflow}H${s.right}" /><path class="level-mark" d="M${s.right - 28} ${s.backflow - 13}h18l-9 12z" />`
    }`;
}

/** @param {Drawing} s @param {boolean} narrow */
function words(s, narrow) {
  const line = narrow ? 17 : 14;
  const top = s.water !== null && s.water < s.zero ? s.water : s.zero;
  return svg`${s.rooms.map((r) => r.lines.map((text, at) => label(r.label_x, r.label_y + 4 + (at - (r.lines.length - 1) / 2) * line, text, "halo")))}
    ${s.ground_floor_label && !narrow ? label(s.ground_floor_label[0], s.ground_floor_label[1] + 4, t("closing.section.ground_floor"), "soft halo") : nothing}
    ${s.ticks.map((tick) => svg`<path class="tick" d="M${s.left - 13} ${tick.y}h6" />${label(s.left - 16, tick.y + 4.4, tick.label, `end ${tick.zero ? "strong" : "soft"}`)}`)}
    <path class="tick" d="M${s.left - 7} ${Math.max(4, (s.ticks[0]?.y ?? 0) - 6)}V${(s.ticks.at(-1)?.y ?? 0) + 3}" />
    ${label(s.left + 4, top - 8, t("closing.section.street"), "start")}
    ${s.sewer ? label(s.sewer[0] + 16, s.sewer[1] + 20, t("closing.section.sewer"), "start") : nothing}
    ${s.groundwater !== null && s.groundwater < s.bottom - 16 ? label(s.right - 8, s.bottom - 9, t("closing.section.groundwater"), "end") : nothing}`;
}

/** @param {number} x @param {number} y @param {string} text @param {string} [kind] */
function label(x, y, text, kind = "") {
  return svg`<text class=${kind} x=${x} y=${y}>${text}</text>`;
}

/** @param {Pin} p @param {boolean} narrow */
function pin({ number, x, y, level }, narrow) {
  const kind = level === "high" || level === "very_high" ? "grave" : level ? "some" : "calm";
  return svg`<g class="section-pin ${kind}"><circle cx=${x} cy=${y} r=${narrow ? 12 : 9.5} /><text x=${x} y=${y + (narrow ? 5.4 : 4.2)}>${number}</text></g>`;
}

const LENS = { width: 300, height: 150, ground: 112, rim: 180, wall: 270 }; // units

/** What is too small to see in the drawing: an edge beside the water before it. @param {{edge_cm: number, water_cm: number}} lens */
export function lensDrawing({ edge_cm: edge, water_cm: water }) {
  const scale = (LENS.ground - 26) / Math.max(water, edge, 1);
  const [we, re] = [LENS.ground - water * scale, LENS.ground - edge * scale];
  const { rim, ground, height, width, wall } = LENS;
  const over = we < re;
  const words = t("closing.section.lens", { water: `${water}`, edge: `${edge}` });
  return html`<svg class="house-section lens" viewBox="0 0 ${width} ${height}" role="img" aria-label=${words}>
    <rect class="air" width=${width} height=${height} />
    <path class="soil" d="M0 ${ground}H${rim}V${height}H0Z" />
    <path class="rain" d="M0 ${we}H${over ? rim + 18 : rim}V${over ? re : ground}H${rim}V${ground}H0Z" />
    ${over ? svg`<path class="rain" d="M${rim + 18} ${we}C${rim + 38} ${we} ${rim + 44} ${we + 26} ${rim + 44} ${height}H${rim + 26}C${rim + 26} ${re + 24} ${rim + 24} ${re} ${rim + 18} ${re}Z" />` : nothing}
    <path class="street" d="M0 ${ground}H${rim}" />
    <path class="thing rim" d="M${rim} ${height}V${re}h18V${height}" />
    <path class="wall" stroke-width="16" d="M${wall} 0V${height}" />
    <path class="whisker" d="M26 ${we}V${ground}m-7 0h14m-14 ${we - ground}h14" />
    <text class="start strong" x="44" y=${(we + ground) / 2 + 8}>${t("closing.section.cm", { cm: `${water}` })}</text>
    <path class="whisker" d="M${rim - 16} ${re}V${ground}m-7 0h14m-14 ${re - ground}h14" />
    <text class="end" x=${rim - 6} y=${ground + 27}>${t("closing.section.edge", { cm: `${edge}` })}</text>
  </svg>`;
}
