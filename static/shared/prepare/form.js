/** The fields of the preparation: an answer, where it comes from, and both values where two people differ. */

import { html, nothing } from "lit-html";
import { live } from "lit-html/directives/live.js";

import { addressLine } from "../consultation-words.js";
import { timeOfDay } from "../dates.js";
import { pick, t } from "../i18n.js";
import { icon } from "../icons.js";
import { calledBy } from "../people.js";
import { inWords } from "./facts.js";
import { NHN_ITEMS, WITHOUT_SOURCE, suggestionsOf, targetOf } from "./fields.js";
import { readingOf, referenceOf, sourceTyped, textOf } from "./sheet.js";
import { asTyped, numberWord, unitWord } from "./typed.js";

/** @typedef {import("./sheet.js").Sheet} Sheet */
/** @typedef {import("./sheet.js").Draft} Draft */
/** @typedef {import("./fields.js").Field} Field */
/** @typedef {{change: (field: Field, draft: Draft) => void, save: () => void, close: () => void}} Acts */

const LONGEST_SOURCE = 200;
const LONGEST = { parcel_id: 120, map_version: 80, earlier_contacts: 400 };

/** @param {Sheet} sheet @param {Acts} act */
export function form(sheet, act) {
  const submit = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    act.save();
  };
  const { consultation } = sheet;
  return html`<form @submit=${submit} novalidate>
    <header>
      <div>
        <h2 id="prepare-title">${t("papers.prepare.title")}</h2>
        <p class="soft">${calledBy(consultation.customer)} · ${addressLine(consultation.address)}</p>
      </div>
      <button type="button" class="button quiet square" aria-label=${t("common.close")} @click=${act.close}>${icon("cross")}</button>
    </header>
    <div class="prepare-fields">
      ${sheet.log
        ? sheet.groups.map((group) => section(sheet, group, act))
        : sheet.refusal
          ? nothing
          : html`<p class="empty"><span class="spinner" aria-hidden="true"></span>${t("common.loading")}</p>`}
    </div>
    <footer>
      <div role="alert">
        ${sheet.refusal ? html`<p class="banner warn">${icon("warning")}<span>${sheet.refusal}</span></p>` : nothing}
        ${Object.keys(sheet.wrong).length
          ? html`<p class="banner warn">${icon("warning")}<span>${t("papers.prepare.look_again")}</span></p>`
          : nothing}
      </div>
      <button type="button" class="button" @click=${act.close}>${t("common.cancel")}</button>
      <button class="button primary" ?disabled=${sheet.busy || !sheet.log}>${icon("check")}${t("papers.prepare.save")}</button>
    </footer>
  </form>`;
}

/** @param {Sheet} sheet @param {import("./fields.js").Group} group @param {Acts} act */
function section(sheet, group, act) {
  return html`<section aria-labelledby="prepare-${group.id}">
    <h3 id="prepare-${group.id}">${group.title ? pick(group.title) : t("papers.prepare.more")}</h3>
    ${group.fields.map((field) => row(sheet, field, act))}
  </section>`;
}

/** @param {Sheet} sheet @param {Field} field @param {Acts} act */
function row(sheet, field, act) {
  const id = `prepare-${field.id}`;
  const wrong = sheet.wrong[field.id];
  const label = field.kind === "item" ? pick(field.item.text) : t(`papers.own.${field.id}`);
  return html`<div class="prepare-row" role="group" aria-labelledby=${`${id}-label`} data-field=${field.id}>
    <p class="prepare-label" id=${`${id}-label`}>${label}</p>
    ${twoValues(sheet, field, act)} ${control(sheet, field, id, act)}
    ${wrong ? html`<p class="wrong" id=${`${id}-wrong`}>${icon("warning", "small")}${wrong}</p>` : nothing}
    ${field.kind === "item" && !WITHOUT_SOURCE.has(field.id) ? source(sheet, field, id, act) : nothing}
  </div>`;
}

/** @param {Sheet} sheet @param {Field} field @param {string} id @param {Acts} act */
function control(sheet, field, id, act) {
  if (field.shape === "choice" || field.shape === "several") return choices(sheet, field, id, act);
  const draft = sheet.drafts[field.id] ?? {};
  const hint = field.shape === "coordinates" ? t("papers.own.coordinates_hint") : "";
  return html`<div class="prepare-value">
      <input
        class=${field.shape === "number" ? "num" : ""}
        type="text"
        inputmode=${field.shape === "number" ? "decimal" : nothing}
        maxlength=${LONGEST[/** @type {keyof typeof LONGEST} */ (field.id)] ?? 60}
        autocomplete="off"
        placeholder=${hint || nothing}
        aria-labelledby=${`${id}-label`}
        aria-describedby=${sheet.wrong[field.id] ? `${id}-wrong` : nothing}
        aria-invalid=${sheet.wrong[field.id] ? "true" : "false"}
        .value=${live(textOf(sheet, field))}
        @input=${(/** @type {InputEvent} */ event) =>
          act.change(field, { text: /** @type {HTMLInputElement} */ (event.target).value, value: undefined })}
      />
      ${NHN_ITEMS.has(field.id)
        ? ["cm", "m"].map(
            (unit) => html`<button
              type="button"
              class="chip"
              aria-pressed=${String((unit === "m") === Boolean(draft.nhn))}
              @click=${() => act.change(field, { nhn: unit === "m", text: textOf(sheet, field), value: undefined })}
            >
              ${unitWord(unit)}
            </button>`,
          )
        : html`<span class="soft">${unitWord(field.unit)}</span>`}
    </div>
    ${draft.nhn ? converted(sheet, field) : nothing}`;
}

/** What a height in m NHN becomes, before it is saved. @param {Sheet} sheet @param {Field} field */
function converted(sheet, field) {
  const reading = readingOf(sheet, field);
  const reference = referenceOf(sheet);
  const words =
    "wrong" in reading
      ? reading.wrong
      : reading.value === null || reference === null
        ? t("papers.prepare.nhn_hint")
        : t("papers.prepare.converted", {
            nhn: textOf(sheet, field).trim(),
            reference: numberWord(reference, 3),
            cm: `${reading.value > 0 ? "+" : ""}${numberWord(reading.value)}`,
          });
  return html`<p class="prepare-converted num" role="status">${icon("ruler", "small")}${words}</p>`;
}

/** @param {Sheet} sheet @param {Field} field @param {string} id @param {Acts} act */
function choices(sheet, field, id, act) {
  const reading = readingOf(sheet, field);
  const value = "value" in reading ? reading.value : null;
  const chosen = (/** @type {string} */ option) => (Array.isArray(value) ? value.includes(option) : value === option);
  const toggled = (/** @type {string} */ option) => {
    if (field.shape === "choice") return chosen(option) ? null : option;
    const rest = (value ?? []).filter((/** @type {string} */ one) => one !== option);
    return chosen(option) ? (rest.length ? rest : null) : [...rest, option];
  };
  return html`<div class="chips" role="group" aria-labelledby=${`${id}-label`}>
    ${field.item.options.map(
      (/** @type {any} */ option) => html`<button
        type="button"
        class="chip"
        aria-pressed=${String(chosen(option.id))}
        @click=${() => act.change(field, { value: toggled(option.id) })}
      >
        ${chosen(option.id) ? icon("check") : nothing}${pick(option.text)}
      </button>`,
    )}
  </div>`;
}

/** @param {Sheet} sheet @param {Field} field @param {string} id @param {Acts} act */
function source(sheet, field, id, act) {
  const reading = readingOf(sheet, field);
  const typed = sourceTyped(sheet, field);
  if (!typed && "value" in reading && reading.value === null) return nothing;
  return html`<div class="prepare-source">
    <label class="field"
      ><span>${t("papers.prepare.source")}</span>
      <input
        type="text"
        maxlength=${LONGEST_SOURCE}
        autocomplete="off"
        .value=${live(typed)}
        @input=${(/** @type {InputEvent} */ event) => act.change(field, { source: /** @type {HTMLInputElement} */ (event.target).value })}
      />
    </label>
    ${typed
      ? nothing
      : html`<div class="chips" role="group" aria-label=${t("papers.prepare.sources")}>
          ${suggestionsOf(field.id).map((name) => {
            const words = t(`papers.source.${name}`);
            return html`<button type="button" class="chip dashed" @click=${() => act.change(field, { source: words })}>
              ${icon("plus")}${words}
            </button>`;
          })}
        </div>`}
  </div>`;
}

/** @param {Sheet} sheet @param {Field} field @param {Acts} act */
function twoValues(sheet, field, act) {
  const entry = sheet.log?.entities[targetOf(field)]?.fields[field.id];
  if (!entry?.other?.length) return nothing;
  const word = (/** @type {any} */ value) => (field.kind === "item" ? inWords(field.item, value) : asTyped(field, value));
  const chosen = sheet.drafts[field.id]?.value;
  return html`<div class="prepare-two" role="group" aria-label=${t("papers.prepare.two")}>
    <p>${icon("warning", "small")}<b>${t("papers.prepare.two")}</b></p>
    ${[entry, ...entry.other].map(
      (version) => html`<button
        type="button"
        class="button"
        aria-pressed=${String(chosen === version.value)}
        @click=${() => act.change(field, { value: version.value, text: asTyped(field, version.value) })}
      >
        <b class="num">${word(version.value) || t("papers.fact.open")}</b>
        <span>${version.by?.name ?? ""} ${timeOfDay(new Date(version.at))}</span>
      </button>`,
    )}
  </div>`;
}
