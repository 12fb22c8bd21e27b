/** What the consultant shows her of the result, over the picture; the call goes on with small keys. */

import { html, nothing } from "lit-html";
import { t } from "../../shared/i18n.js";
import { icon } from "../../shared/icons.js";
import { headline, pathList, stepList } from "../../shared/result-view.js";
import { sectionView } from "../../shared/section-view.js";
import { consultantShort } from "./names.js";

/** @typedef {import("../state.js").State} State */
/** @typedef {{toggleSound: () => void, hangUp: () => void, understood: () => void}} ResultActions */

/** @param {State} state @param {import("../result.js").Shown} shown @param {ResultActions} actions */
export function resultView(state, shown, actions) {
  const consultant = consultantShort(state.visit);
  const { data, what } = shown;
  return html`<div class="result-screen ${what}">
    <header class="result-bar">
      ${icon("eye")}
      <p role="status">${t(`closing.shows.${what}`, { consultant })}</p>
      <div class="result-keys">
        ${state.telephone === "on"
          ? nothing
          : html`<button type="button" class="result-key" aria-pressed=${String(state.soundOn)} @click=${actions.toggleSound}>
              ${icon(state.soundOn ? "speaker" : "speaker-off")}<span class="unseen">${t(`customer.sound.${state.soundOn ? "on" : "off"}`)}</span>
            </button>`}
        <button type="button" class="result-key end" @click=${actions.hangUp}>
          ${icon("hang-up")}<span class="unseen">${t("customer.call.hang_up")}</span>
        </button>
      </div>
    </header>
    <div class="result-body" tabindex="-1">
      ${data
        ? html`<div class="result-house">
              ${what === "closing" ? headline(data, "result-heading") : html`<h1 class="result-title">${t("closing.section.title")}</h1>`}
              ${sectionView(data.section, "both")}
            </div>
            ${what === "closing" ? closing(data, shown, consultant, actions) : nothing}`
        : html`<p class="result-wait" role="status">${t(shown.failed ? "closing.later" : "closing.wait")}</p>`}
    </div>
  </div>`;
}

/** @param {import("../../shared/result-view.js").Result} data @param {import("../result.js").Shown} shown @param {string} consultant @param {ResultActions} actions */
function closing(data, shown, consultant, actions) {
  return html`<div class="result-rest">
    ${pathList(data)} ${stepList(data)}
    <p class="result-next">${t("closing.next", { consultant })}</p>
    ${shown.understood
      ? html`<p class="result-understood" role="status">${icon("check")}${t("closing.understood.told", { consultant })}</p>`
      : html`<button type="button" class="button primary big" @click=${actions.understood}>${icon("check")}${t("closing.understood")}</button>`}
  </div>`;
}
