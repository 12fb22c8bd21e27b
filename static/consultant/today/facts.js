/** What the office found out beforehand, each with its source. */

import { html, nothing } from "lit-html";

import { language, pick, t } from "../../shared/i18n.js";

/** @typedef {import("./state.js").Detail} Detail */

const UNITS = { cm: "cm", m2: "m²", percent: "%", year: "", years: "", count: "" };
const figures = new Intl.NumberFormat(language === "de" ? "de-DE" : "en-GB", { maximumFractionDigits: 2 });
const plain = new Intl.NumberFormat("de-DE", { useGrouping: false, maximumFractionDigits: 2 });

/** @param {Detail} detail @param {any} checklist */
export function facts(detail, checklist) {
  if (!checklist || detail.office_facts.length === 0) return nothing;
  return html`<dl class="card facts num">
    ${detail.office_facts.map(
      ({ item, value, source }) =>
        html`<div>
          <dt>${pick(checklist.items[item]?.text) || item}</dt>
          <dd>${inWords(checklist.items[item], value)}<small>${source}</small></dd>
        </div>`,
    )}
  </dl>`;
}

/** An answer as people read it. @param {any} item of the checklist @param {unknown} value @returns {string} */
function inWords(item, value) {
  if (value === null || value === undefined) return t("office.today.unknown");
  if (Array.isArray(value)) return value.map((one) => inWords(item, one)).join(", ");
  if (typeof value === "number") return withUnit(value, item?.unit);
  const option = item?.options?.find((/** @type {{id: string}} */ one) => one.id === value);
  return option ? pick(option.text) : String(value);
}

/** @param {number} value @param {string|null|undefined} unit */
function withUnit(value, unit) {
  const word = unit ? (UNITS[/** @type {keyof typeof UNITS} */ (unit)] ?? unit) : "";
  const number = (unit === "year" ? plain : figures).format(value).replace("-", "−");
  return word ? `${number} ${word}` : number;
}
