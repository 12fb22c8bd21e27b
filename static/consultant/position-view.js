/** The proof of place beside the address: how far the phone was from the house, or the key that asks for it. */

import { html, nothing } from "lit-html";
import { timeOfDay } from "../shared/dates.js";
import { distanceM } from "../shared/distance.js";
import { icon } from "../shared/icons.js";
import { t } from "../shared/i18n.js";
import { valueOf } from "../shared/operations.js";
import { calledBy } from "../shared/people.js";
import { isOver } from "./item-view.js";
import { streetName } from "./words.js";

/** @typedef {import("./state.js").State} State */

const FAR_M = 100; // farther than this, beyond the accuracy, it is said with a warning

/** "etwa 12 m vom Haus, ± 20 m"; empty while there is no position. @param {State} state @returns {string} */
export function positionWords(state) {
  const position = state.consultation?.position;
  if (!position) return "";
  const accuracy = Math.round(position.accuracy_m);
  const house = valueOf(state.view, "consultation", "coordinates");
  if (!house) return t("papers.position.noted", { accuracy });
  return t("papers.position.distance", { distance: Math.round(distanceM(position, house)), accuracy });
}

/** @param {State} state */
function isFar(state) {
  const position = state.consultation?.position;
  const house = valueOf(state.view, "consultation", "coordinates");
  return Boolean(position && house && distanceM(position, house) - position.accuracy_m > FAR_M);
}

/** At the head of the opening. @param {State} state @param {{position: import("./position.js").PositionAsker}} act */
export function positionCard(state, act) {
  const { consultation, position, call } = state;
  if (!consultation || state.target !== "building" || state.section !== state.checklist?.sections[0]?.id) return nothing;
  const words = positionWords(state);
  const name = calledBy(consultation.customer);
  const leads = call.role === "consultant" && !isOver(state);
  if (!words && !leads && position.asking === "idle") return nothing;
  return html`<section class="place-proof" aria-labelledby="place-proof-title">
    <h3 id="place-proof-title">${icon("pin", "small")}${t("papers.position.title")}</h3>
    <p role="status">
      <span>${streetName(consultation.address)}</span>
      ${words
        ? html`<b class="num ${isFar(state) ? "far" : ""}">${isFar(state) ? icon("warning", "small") : icon("check", "small")}${words}</b>
            <span class="soft num">${t("papers.position.at", { time: timeOfDay(new Date(consultation.position.taken_at)) })}</span>`
        : position.asking === "idle"
          ? nothing
          : html`<span class="soft">${t(`papers.position.${position.asking}`, { name })}</span>`}
    </p>
    ${leads
      ? html`<button
          type="button"
          class="button"
          ?disabled=${!call.customerThere || position.asking === "asked" || position.asking === "locating"}
          @click=${act.position.ask}
        >
          ${icon("pin")}${t(words || position.asking === "no" ? "papers.position.ask_again" : "papers.position.ask")}
        </button>`
      : nothing}
  </section>`;
}
