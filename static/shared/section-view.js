/** The cross-section with its lens, its key and the names of its numbers; and the same in words. */

import { html, nothing } from "lit-html";
import { pick, t } from "./i18n.js";
import { lensDrawing, sectionDrawing } from "./section-drawing.js";

/** @typedef {import("./section-drawing.js").Drawing} Drawing */
/** @typedef {Record<string, string>} Text */

/**
 * @typedef {object} Section
 * @property {Drawing} wide
 * @property {Drawing} narrow
 * @property {number|null} backflow_cm
 * @property {number|null} water_cm
 * @property {number|null} groundwater_cm
 * @property {{name: string, floor_cm: number|null}[]} rooms
 * @property {{number: number, name: Text, kind: "drain"|"device"|"opening", level: string|null, cm: number|null, tolerance_cm: number}[]} legend
 */

const ESTIMATED_FROM = 10; // cm either way: "about"

/**
 * @param {Section} section
 * @param {"wide"|"narrow"|"both"} sheet both: the style sheet shows the one that fits
 */
export function sectionView(section, sheet) {
  const words = alt(section);
  const sheets = sheet === "both" ? [section.wide, section.narrow] : [section[sheet]];
  const { lens } = section.narrow;
  return html`<figure class="section-figure ${sheet}">
    ${sheets.map((drawing) => sectionDrawing(drawing, words))}
    <figcaption>
      ${lens
        ? html`<div class="section-lens">
            ${lensDrawing(lens)}
            <p><span class="number grave">${lens.number}</span>${t("closing.section.enlarged", { name: pick(section.legend.find((one) => one.number === lens.number)?.name) })}</p>
          </div>`
        : nothing}
      <ul class="section-keys">
        ${section.backflow_cm === null ? nothing : key("backflow", t("closing.key.backflow", { height: signed(section.backflow_cm) }))}
        ${section.water_cm === null ? nothing : key("rain", t("closing.key.water", { cm: `${section.water_cm}` }))}
        ${section.narrow.hatched ? key("hatch", t("closing.key.hatch")) : nothing}
        ${section.narrow.groundwater === null ? nothing : key("groundwater", t("closing.key.groundwater", { cm: `${section.groundwater_cm}` }))}
      </ul>
      <ul class="section-legend">
        ${section.legend.map(
          (entry) => html`<li>
            <span class="number ${grave(entry.level)}">${entry.number}</span><span>${pick(entry.name)}${height(entry)}</span>
          </li>`,
        )}
      </ul>
    </figcaption>
  </figure>`;
}

/** @param {string} kind @param {string} words */
function key(kind, words) {
  return html`<li><i class="key ${kind}" aria-hidden="true"></i><span>${words}</span></li>`;
}

/** @param {string|null} level */
function grave(level) {
  return level === "high" || level === "very_high" ? "grave" : level ? "some" : "calm";
}

/** ", etwa −90 cm" @param {Section["legend"][number]} entry */
function height({ kind, cm, tolerance_cm: tolerance }) {
  if (kind === "device") return "";
  if (cm === null) return `, ${t("closing.section.height_unknown")}`;
  const word = `${signed(cm)} cm`;
  if (kind === "opening") return `, ${t("closing.section.edge_height", { height: word })}`;
  return `, ${tolerance >= ESTIMATED_FROM ? t("closing.section.about", { height: word }) : word}`;
}

/** A height with its sign and a real minus. @param {number} cm */
export function signed(cm) {
  return cm === 0 ? "0" : `${cm > 0 ? "+" : "−"}${Math.abs(cm)}`;
}

/** @param {Section} section @returns {string} */
function alt({ backflow_cm: backflow, water_cm: water, groundwater_cm: ground, rooms }) {
  return [
    t("closing.alt"),
    backflow === null ? "" : t("closing.alt.backflow", { height: `${signed(backflow)} cm` }),
    ...rooms.map((room) => (room.floor_cm === null ? "" : t("closing.alt.room", { room: room.name, height: `${signed(room.floor_cm)} cm` }))),
    water === null ? "" : t("closing.alt.water", { cm: `${water}` }),
    ground === null ? "" : t("closing.alt.groundwater", { cm: `${ground}` }),
  ]
    .filter(Boolean)
    .join(" ");
}
