/** While STOPP runs: whether she has seen it, why, what to say, whom to call; and the way out. */

import { html, nothing } from "lit-html";
import { LONGEST } from "../shared/conversation.js";
import { DANGERS, stoppSentences, stoppTitle } from "../shared/dangers.js";
import { timeOfDay } from "../shared/dates.js";
import { t } from "../shared/i18n.js";
import { icon } from "../shared/icons.js";
import { panel } from "./panel.js";

/** @typedef {import("./guide-state.js").Stopp} Stopp */

/**
 * @param {object} options
 * @param {Stopp} options.stopp
 * @param {boolean} options.own the danger is being put into own words
 * @param {string} options.customer
 * @param {string} options.place where help has to come
 * @param {{close: () => void, guide: import("./guide.js").Guide}} options.act
 */
export function stoppPanel({ stopp, own, customer, place, act }) {
  const { stopp: hand } = act.guide;
  return panel({
    title: t(stopp.seenAt ? "guide.stopp.on_phone" : "guide.stopp.on_way"),
    kind: "stopp",
    aside: html`<p class="stopp-seen soft" role="status">${seen(stopp)}</p>`,
    body: html`<h3 class="panel-part">${t("guide.stopp.why", { customer })}</h3>
      <div class="stopp-reasons" role="group" aria-label=${t("guide.stopp.reasons")}>
        ${DANGERS.map((danger) => {
          const chosen = stopp.danger === danger;
          return html`<button
            type="button"
            class="chip box call"
            data-danger=${danger}
            aria-pressed=${String(chosen)}
            @click=${() => hand.choose(danger)}
          >
            ${chosen ? icon("check") : nothing}${t(`guide.stopp.${danger}.reason`)}
          </button>`;
        })}
        <button type="button" class="chip box call dashed" aria-expanded=${String(own)} @click=${() => hand.writeOwn()}>
          ${icon("pencil")}${t("guide.stopp.own")}
        </button>
      </div>
      ${own ? ownWords(stopp, hand) : nothing}
      <h3 class="panel-part">${t("guide.stopp.say")}</h3>
      <p class="stopp-say">${[...(stopp.danger === "own" ? [stoppTitle(stopp)] : []), ...stoppSentences(stopp.danger)].join(" ")}</p>
      <div class="banner">${icon("phone")}<p><b>${t("guide.stopp.emergency")}</b> ${t("guide.stopp.place", { place, customer })}</p></div>`,
    foot: html`<div class="stopp-foot">
      <button type="button" class="button call" @click=${() => hand.lift()}>${t("guide.stopp.lift")}</button>
      <span role="status">${stopp.safe ? icon("check", "small") : nothing}${t(stopp.safe ? "guide.stopp.is_safe" : "guide.stopp.not_safe")}</span>
    </div>`,
    close: act.close,
  });
}

/** @param {Stopp} stopp @returns {string} */
function seen({ seenAt, heard }) {
  if (!seenAt) return t("guide.stopp.waiting");
  const time = timeOfDay(new Date(seenAt));
  if (heard === "silent") return t("guide.stopp.arrived", { time });
  return t(heard === "voice" ? "guide.stopp.spoken" : "guide.stopp.sounded", { time });
}

/** @param {Stopp} stopp @param {import("./stopp.js").Stopp} hand */
function ownWords(stopp, hand) {
  return html`<form
    class="stopp-own"
    @submit=${(/** @type {SubmitEvent} */ event) => {
      event.preventDefault();
      const text = String(new FormData(/** @type {HTMLFormElement} */ (event.target)).get("danger") ?? "");
      if (text.trim()) hand.choose("own", text);
    }}
  >
    <label class="field">
      <span>${t("guide.stopp.own_label")}</span>
      <textarea name="danger" rows="2" required maxlength=${LONGEST} .value=${stopp.text}></textarea>
    </label>
    <button type="submit" class="button stop call">${t("guide.stopp.own_send")}</button>
  </form>`;
}
