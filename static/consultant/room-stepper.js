/** Where the customer is: outside, then the rooms of the house. A tick is a room that is complete. */

import { html, nothing } from "lit-html";
import { icon } from "../shared/icons.js";
import { t } from "../shared/i18n.js";

/** @typedef {{id: string, label: string, done: boolean}} Step "outside", or a room */

/**
 * @param {object} options
 * @param {Step[]} options.steps
 * @param {string|null} options.here
 * @param {boolean} options.locked
 * @param {(id: string) => void} options.go
 * @param {() => void} options.add
 */
export function roomStepper({ steps, here, locked, go, add }) {
  return html`<ol class="rooms" aria-label=${t("consultant.rooms.label")}>
    ${steps.map(
      (step) => html`<li>
        <button
          type="button"
          class="room ${step.id === here ? "now" : step.done ? "done" : "todo"}"
          data-room=${step.id}
          aria-current=${step.id === here ? "step" : nothing}
          @click=${() => go(step.id)}
        >
          ${step.id === here ? icon("pin", "small") : step.done ? icon("check", "small") : html`<span class="ring"></span>`}
          ${step.label}${step.done ? html`<span class="unseen">${t("consultant.rooms.done")}</span>` : nothing}
        </button>
      </li>`,
    )}
    ${locked
      ? nothing
      : html`<li>
          <button type="button" class="room" aria-label=${t("consultant.rooms.add-long")} @click=${add}>
            ${icon("plus", "small")}${t("consultant.rooms.add")}
          </button>
        </li>`}
  </ol>`;
}
