/** A number with its keypad: phone order, sign, delete; unit and method beside it. Keys of a real keyboard work too. */

import { html, nothing } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { icon } from "../shared/icons.js";
import { t } from "../shared/i18n.js";
import { numberWord, readNumber, unitWord } from "./words.js";

/** @typedef {import("./state.js").Item} Item */

const DIGITS = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];
const MOST_DIGITS = 6;

/**
 * @param {object} options
 * @param {Item} options.item
 * @param {string} options.labelledby
 * @param {number|null} options.value
 * @param {string|undefined} options.draft
 * @param {boolean} options.open the keypad is there
 * @param {boolean} options.locked
 * @param {unknown} options.method chips for how it was found; nothing when that is not asked
 * @param {(draft: string) => void} options.type
 * @param {() => void} options.activate
 * @param {() => void} options.done
 */
export function numberAnswer({ item, labelledby, value, draft, open, locked, method, type, activate, done }) {
  const shown = draft ?? (value === null ? "" : numberWord(value));
  const wrong = draft ? outOfRange(item, draft) : "";
  /** @param {string} key */
  const press = (key) => type(pressed(draft, shown, key));
  return html`<div class="number ${open ? "open" : ""} ${method ? "" : "plain"}">
    <label class="number-value ${wrong ? "wrong" : ""}">
      <input
        class="num"
        inputmode="none"
        autocomplete="off"
        size="6"
        aria-labelledby=${labelledby}
        aria-invalid=${wrong ? "true" : "false"}
        placeholder="–"
        ?disabled=${locked}
        .value=${live(shown)}
        @focus=${activate}
        @input=${(/** @type {InputEvent} */ event) => type(tidy(/** @type {HTMLInputElement} */ (event.target).value))}
        @keydown=${(/** @type {KeyboardEvent} */ event) => event.key === "Enter" && done()}
      />
      <span class="soft">${unitWord(item.unit)}</span>
      ${open ? nothing : icon("keypad", "small")}
    </label>
    ${method ? html`<div class="number-method">${method}</div>` : nothing}
    ${open
      ? html`<div class="keypad num" role="group" aria-label=${t("consultant.number.keypad")}>
          ${DIGITS.map((digit) => key(digit, digit, digit, press))}
          ${item.range?.step && item.range.step < 1
            ? key(",", ",", t("consultant.number.comma"), press)
            : key("±", "±", t("consultant.number.sign"), press, (item.range?.min ?? -1) >= 0)}
          ${key("0", "0", "0", press)} ${key("delete", icon("backspace"), t("consultant.number.delete"), press)}
        </div>`
      : nothing}
    ${wrong ? html`<p class="number-wrong" role="alert">${wrong}</p>` : nothing}
  </div>`;
}

/**
 * @param {string} name @param {unknown} face @param {string} label @param {(key: string) => void} press
 * @param {boolean} [useless]
 */
function key(name, face, label, press, useless = false) {
  return html`<button
    type="button"
    tabindex="-1"
    data-key=${name}
    aria-label=${label}
    ?disabled=${useless}
    @pointerdown=${(/** @type {Event} */ event) => event.preventDefault()}
    @click=${() => press(name)}
  >
    ${face}
  </button>`;
}

/**
 * The text after a key. The first digit begins a new number; sign and delete change the one that is there.
 * @param {string|undefined} draft @param {string} shown @param {string} key @returns {string}
 */
export function pressed(draft, shown, key) {
  if (key === "delete") return shown.slice(0, -1);
  if (key === "±") return shown.startsWith("−") ? shown.slice(1) : `−${shown}`;
  const begun = draft ?? "";
  if (key === "," && (begun.includes(",") || !begun)) return begun;
  return begun.replace(/\D/g, "").length >= MOST_DIGITS ? begun : begun + key;
}

/** What a keyboard types, kept to what can become a number. @param {string} text @returns {string} */
export function tidy(text) {
  const sign = /^\s*[-−–]/.test(text) ? "−" : "";
  const [whole = "", ...rest] = text.replace(".", ",").replace(/[^\d,]/g, "").split(",");
  return sign + (rest.length ? `${whole},${rest.join("")}` : whole).slice(0, MOST_DIGITS + 1);
}

/** Why a number cannot stand, in words; empty when it can. @param {Item} item @param {string} text @returns {string} */
export function outOfRange(item, text) {
  const number = readNumber(text);
  const { min = -Infinity, max = Infinity } = item.range ?? {};
  if (number === null || (number >= min && number <= max)) return "";
  return t("consultant.number.range", { min: numberWord(min), max: numberWord(max), unit: unitWord(item.unit) });
}
