/** The control that fits an item's type. */

import { html, nothing } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { icon } from "../shared/icons.js";
import { t, tn } from "../shared/i18n.js";
import { oneOf, severalOf } from "./choice.js";
import { numberAnswer } from "./number-answer.js";

/** @typedef {import("./item.js").ItemView} ItemView */
/** @typedef {import("./item.js").ItemActs} ItemActs */

const LONGEST_TEXT = 4000;

/** @param {ItemView} view @param {ItemActs} act @param {string} labelledby */
export function answerControl(view, act, labelledby) {
  const { item } = view;
  if (item.source === "consent") return consent(view, act);
  switch (item.type) {
    case "photo":
      return nothing;
    case "multi":
      return several(view, act, labelledby);
    case "number":
      return number(view, act, labelledby);
    case "text":
      return text(view, act, labelledby);
    case "reference":
      return reference(view, act, labelledby);
    default:
      return one(view, act, labelledby);
  }
}

/** @param {ItemView} view @param {ItemActs} act @param {string} labelledby */
function one({ target, item, field, choices, locked }, act, labelledby) {
  return oneOf({
    name: `${target}/${item.id}`,
    labelledby,
    choices,
    value: field?.value ?? null,
    locked,
    pick: (id) => act.answer(target, item.id, id),
  });
}

/** @param {ItemView} view @param {ItemActs} act @param {string} labelledby */
function several({ target, item, field, choices, locked }, act, labelledby) {
  return severalOf({
    name: `${target}/${item.id}`,
    labelledby,
    choices,
    value: Array.isArray(field?.value) ? field.value : [],
    locked,
    pick: (ids) => act.answer(target, item.id, ids),
  });
}

/** @param {ItemView} view @param {ItemActs} act @param {string} labelledby */
function number(view, act, labelledby) {
  const { target, item, field, draft, isActive, locked, method } = view;
  return numberAnswer({
    item,
    labelledby,
    value: typeof field?.value === "number" ? field.value : null,
    draft,
    open: isActive && !locked,
    locked,
    method: method ? one(method, act, labelledby) : null,
    type: (typed) => act.type(target, item.id, typed),
    activate: () => act.focus(target, item.id),
    done: () => act.next(),
  });
}

/** @param {ItemView} view @param {ItemActs} act @param {string} labelledby */
function text({ target, item, field, draft, locked }, act, labelledby) {
  return html`<textarea
    class="text-answer"
    rows="3"
    maxlength=${LONGEST_TEXT}
    aria-labelledby=${labelledby}
    ?disabled=${locked}
    .value=${live(draft ?? field?.value ?? "")}
    @focus=${() => act.focus(target, item.id)}
    @input=${(/** @type {Event} */ event) =>
      act.type(target, item.id, /** @type {HTMLTextAreaElement} */ (event.target).value)}
    @blur=${() => act.settle()}
  ></textarea>`;
}

/** @param {ItemView} view @param {ItemActs} act @param {string} labelledby */
function reference(view, act, labelledby) {
  const { item, choices } = view;
  return html`${choices.length ? one(view, act, labelledby) : nothing}
    ${item.ref && !view.locked
      ? html`<button type="button" class="chip call dashed add-here" @click=${() => act.addReferenced(view)}>
          ${icon("plus")}${t("consultant.item.add-referenced")}
        </button>`
      : nothing}`;
}

/** The consent is a record, not an answer: shown, and by word of mouth recorded. @param {ItemView} view @param {ItemActs} act */
function consent(view, act) {
  const given = view.field?.value === "yes";
  return html`<p class="consent-state">
      ${icon(given ? "check" : "warning", "small")}
      ${given
        ? t("consultant.consent.given")
        : view.field?.value === "no"
          ? t("consultant.consent.refused")
          : t("consultant.consent.open")}
    </p>
    ${view.undecided ? html`<p class="banner warn">${icon("image")}<span>${tn("consultant.consent.undecided", view.undecided)}</span></p>` : nothing}
    ${view.locked
      ? nothing
      : html`<button type="button" class="button" @click=${act.readConsent}>
          ${icon(given ? "cross" : "speaker")}${t(consentAct(given, view.undecided))}
        </button>`}`;
}

/** @param {boolean} given @param {number} undecided @returns {string} */
function consentAct(given, undecided) {
  if (given) return "consultant.consent.withdraw";
  return undecided ? "consultant.consent.decide" : "consultant.consent.read";
}
