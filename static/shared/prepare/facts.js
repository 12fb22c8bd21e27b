/** What is known of a house before the call, each with its source. */

import { html, nothing } from "lit-html";

import { language, pick, t, tn } from "../i18n.js";
import { icon } from "../icons.js";
import { valueOf } from "../operations.js";
import { sourceOf } from "./log.js";
import { numberWord } from "./typed.js";

/** @typedef {import("../operations.js").LogState} LogState */
/** @typedef {{name: string, value: string, small: string, two: boolean}} Tile */

/** @param {LogState|null} log @param {any} checklist @param {string[]} templates */
export function facts(log, checklist, templates) {
  if (!log || !checklist) return nothing;
  const tiles = tilesOf(log, checklist, templates);
  return html`<dl class="card facts num">
    ${tiles.map(
      ({ name, value, small, two }) =>
        html`<div>
          <dt>${t(`papers.fact.${name}`)}</dt>
          <dd class=${value ? "" : "open"}>
            ${value || t("papers.fact.open")}${small ? html`<small>${small}</small>` : nothing}
            ${two ? html`<small class="two">${icon("warning", "small")}${t("papers.fact.two")}</small>` : nothing}
          </dd>
        </div>`,
    )}
  </dl>`;
}

/** @param {LogState} log @param {any} checklist @param {string[]} templates @returns {Tile[]} */
export function tilesOf(log, checklist, templates) {
  const fields = log.entities.building?.fields ?? {};
  const answer = (/** @type {string} */ id) => fields[id]?.value ?? null;
  const word = (/** @type {string} */ id) => inWords(checklist.items[id], answer(id));
  const own = (/** @type {string} */ id) => valueOf(log, "consultation", id) ?? null;
  /** @param {string} name @param {string[]} items whose first one carries the value @param {string} value @param {string[]} [more] */
  const tile = (name, items, value, more = []) => ({
    name,
    value,
    small: unique([...more, ...items.map((id) => sourceOf(log, id))]).join(", "),
    two: items.some((id) => Boolean(fields[id]?.other?.length)),
  });
  const year = own("building_year");
  const units = answer("building_units");
  const building = word("building_type");
  const depth = answer("gw_depth_cm");
  const tiles = [
    templates.includes("backflow") && tile("level", ["backflow_level_cm"], word("backflow_level_cm"), [word("backflow_level_source")]),
    templates.includes("backflow") && tile("sewer", ["sewer_system"], word("sewer_system")),
    templates.includes("heavy_rain") &&
      tile("rain", ["map_depth_cm"], word("map_depth_cm"), [within(word("map_scenario")), own("map_version") ?? ""]),
    templates.includes("heavy_rain") &&
      tile("groundwater", ["gw_depth_cm"], depth === null ? "" : t("papers.fact.below", { cm: numberWord(depth) })),
    tile("building", ["building_type"], building && year ? t("papers.fact.from_year", { building, year }) : building, [
      word("building_basement"),
      units === null ? "" : tn("papers.fact.units", units),
    ]),
    tile("earlier", [], own("earlier_contacts") ?? ""),
  ];
  return tiles.filter((one) => one !== false);
}

/** A German adjective within a line: "außergewöhnlich". @param {string} word */
function within(word) {
  return word.charAt(0).toLocaleLowerCase(language) + word.slice(1);
}

/** Without those that another one says, too. @param {string[]} words @returns {string[]} */
function unique(words) {
  const all = [...new Set(words.filter(Boolean))];
  return all.filter((word) => !all.some((other) => other !== word && other.startsWith(word)));
}

/** An answer as people read it; empty when there is none. @param {any} item of the checklist @param {any} value @returns {string} */
export function inWords(item, value) {
  if (value === null || value === undefined || !item) return "";
  if (Array.isArray(value)) return value.map((one) => inWords(item, one)).join(", ");
  if (typeof value === "number") return `${numberWord(value)} ${{ cm: "cm", m2: "m²" }[String(item.unit)] ?? ""}`.trim();
  const option = item.options?.find((/** @type {{id: string}} */ one) => one.id === value);
  return option ? pick(option.text) : String(value);
}
