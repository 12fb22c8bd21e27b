/** Answers by chips: one of several, several of them, or a reference to a room or device. */

import { html, nothing } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { icon } from "../shared/icons.js";

/** @typedef {{id: string, text: string}} Choice */

const LONG = 44; // characters from which chips become boxes over the full width
const EXCLUSIVE = new Set(["none", "unknown"]); // exclude all others

/**
 * @param {object} options
 * @param {string} options.name unique on the page
 * @param {string} options.labelledby id of the question
 * @param {Choice[]} options.choices
 * @param {string|null} options.value
 * @param {boolean} [options.locked]
 * @param {(id: string) => void} options.pick
 */
export function oneOf({ name, labelledby, choices, value, locked = false, pick }) {
  return html`<div class="chips ${shape(choices)}" role="radiogroup" aria-labelledby=${labelledby}>
    ${choices.map(
      (choice) => html`<label class="chip call choice">
        <input
          class="unseen"
          type="radio"
          name=${name}
          value=${choice.id}
          ?disabled=${locked}
          .checked=${live(choice.id === value)}
          @change=${() => pick(choice.id)}
        />${choice.id === value ? icon("check") : nothing}<span>${choice.text}</span>
      </label>`,
    )}
  </div>`;
}

/**
 * @param {object} options
 * @param {string} options.name
 * @param {string} options.labelledby
 * @param {Choice[]} options.choices
 * @param {string[]} options.value
 * @param {boolean} [options.locked]
 * @param {(ids: string[]) => void} options.pick
 */
export function severalOf({ name, labelledby, choices, value, locked = false, pick }) {
  return html`<div class="chips ${shape(choices)}" role="group" aria-labelledby=${labelledby}>
    ${choices.map(
      (choice) => html`<label class="chip call choice several">
        <input
          class="unseen"
          type="checkbox"
          name=${name}
          value=${choice.id}
          ?disabled=${locked}
          .checked=${live(value.includes(choice.id))}
          @change=${() => pick(toggled(value, choice.id))}
        />${value.includes(choice.id) ? icon("check") : nothing}<span>${choice.text}</span>
      </label>`,
    )}
  </div>`;
}

/**
 * "None" and "unknown" stand alone.
 * @param {string[]} value @param {string} id @returns {string[]}
 */
export function toggled(value, id) {
  if (value.includes(id)) return value.filter((one) => one !== id);
  if (EXCLUSIVE.has(id)) return [id];
  return [...value.filter((one) => !EXCLUSIVE.has(one)), id];
}

/** @param {Choice[]} choices */
function shape(choices) {
  return choices.some((choice) => choice.text.length > LONG) ? "boxes" : "";
}
