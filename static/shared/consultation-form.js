/** The small form that makes a consultation: who, where, and for the office also when. */

import { html, nothing } from "lit-html";

import { ApiError, post } from "./api.js";
import { isoDay } from "./dates.js";
import { language, t } from "./i18n.js";
import { icon } from "./icons.js";
import { SALUTATION_CHOICES } from "./people.js";

/** @typedef {import("./consultation-words.js").Summary} Summary */

/**
 * @typedef {object} FormState
 * @property {boolean} busy
 * @property {string} refusal in words; "" when nothing went wrong
 */

/** @type {FormState} */
export const FORM_CLOSED = { busy: false, refusal: "" };

const FIRST_HOUR = "09:00";

/**
 * @param {FormState} state
 * @param {{withTime: boolean}} options
 * @param {{submit: (data: FormData) => void, close: () => void}} actions
 */
export function consultationForm(state, { withTime }, actions) {
  const submit = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    actions.submit(new FormData(/** @type {HTMLFormElement} */ (event.target)));
  };
  return html`<form class="new" @submit=${submit} aria-labelledby="new-title">
    <header>
      <h2 id="new-title">${t(withTime ? "office.form.title" : "office.form.title_now")}</h2>
      <button type="button" class="button quiet square" aria-label=${t("common.close")} @click=${actions.close}>
        ${icon("cross")}
      </button>
    </header>
    <div class="fields">
      <label class="field short"
        >${t("office.form.salutation")}
        <select name="salutation">
          ${SALUTATION_CHOICES.map(([value, key]) => html`<option value=${value}>${t(key)}</option>`)}
        </select>
      </label>
      ${field("name", { required: true, maxlength: 120 })} ${field("street", { required: true, maxlength: 120 })}
      ${field("number", { short: true, maxlength: 20 })} ${field("postcode", { short: true, maxlength: 10, numeric: true })}
      ${field("city", { maxlength: 80 })} ${field("phone", { type: "tel", maxlength: 40 })}
      <label class="field short"
        >${t("office.form.language")}
        <select name="language">
          ${["de", "en"].map(
            (one) => html`<option value=${one} ?selected=${one === language}>${t(`common.language.${one}`)}</option>`,
          )}
        </select>
      </label>
      ${withTime ? when() : nothing}
    </div>
    <div role="alert">
      ${state.refusal ? html`<p class="banner warn">${icon("warning")}<span>${state.refusal}</span></p>` : nothing}
    </div>
    <footer>
      <button type="button" class="button" @click=${actions.close}>${t("common.cancel")}</button>
      <button class="button primary" ?disabled=${state.busy}>
        ${icon("check")}${t(withTime ? "office.form.save" : "office.form.save_now")}
      </button>
    </footer>
  </form>`;
}

/**
 * @param {string} name
 * @param {{required?: boolean, short?: boolean, numeric?: boolean, type?: string, maxlength?: number}} options
 */
function field(name, { required = false, short = false, numeric = false, type = "text", maxlength = 100 }) {
  return html`<label class="field ${short ? "short" : ""}"
    >${t(`office.form.${name}`)}
    <input
      name=${name}
      type=${type}
      maxlength=${maxlength}
      inputmode=${numeric ? "numeric" : nothing}
      autocomplete="off"
      ?required=${required}
    />
  </label>`;
}

function when() {
  return html`<label class="field"
      >${t("office.form.day")}
      <input name="day" type="date" required .value=${isoDay(new Date())} />
    </label>
    <label class="field short"
      >${t("office.form.time")}
      <input name="time" type="time" required value=${FIRST_HOUR} />
    </label>`;
}

/**
 * Send the form. @param {FormData} data
 * @returns {Promise<Summary>} @throws {ApiError}
 */
export function createConsultation(data) {
  const text = (/** @type {string} */ name) => String(data.get(name) ?? "").trim();
  const spoken = text("language") || language;
  const day = text("day");
  return post("/consultations", {
    customer: { name: text("name"), salutation: text("salutation"), phone: text("phone"), language: spoken },
    address: { street: text("street"), number: text("number"), postcode: text("postcode"), city: text("city") },
    language: spoken,
    ...(day ? { scheduled_at: new Date(`${day}T${text("time")}`).toISOString() } : {}),
  });
}

/** Why it was refused, in words. @param {unknown} error */
export function refusalText(error) {
  return (error instanceof ApiError && error.text) || t("common.unreachable");
}
