/** Why a path has its level: each finding with its reason, the answers that carry it, and what can be done. */

import { html, nothing } from "lit-html";
import { icon } from "../shared/icons.js";
import { levelIcon, levelSign } from "../shared/level-sign.js";
import { pick, t } from "../shared/i18n.js";
import { panel } from "./panel.js";

/** @typedef {import("./state.js").Level} Level */

/**
 * @typedef {object} Reason
 * @property {string} name of the subject
 * @property {Level} level
 * @property {boolean} unclear
 * @property {string} text
 * @property {{target: string, item: string, question: string, answer: string}[]} because
 */

/**
 * @typedef {object} ReasonsView
 * @property {string} title
 * @property {Level} level
 * @property {boolean} unclear
 * @property {Reason[]} reasons
 * @property {{id: string, text: import("./state.js").Text, priority: string}[]} measures
 */

/** @param {ReasonsView} view @param {{close: () => void, jump: (target: string, item: string) => void}} act */
export function reasonsPanel(view, act) {
  return panel({
    title: view.title,
    kind: "reasons",
    aside: html`<span class="panel-level">${levelSign(view.level, view.unclear)}</span>`,
    close: act.close,
    body: html`${view.reasons.length
      ? html`<ul class="reasons">
          ${view.reasons.map((reason) => reasonRow(reason, act))}
        </ul>`
      : html`<p class="panel-empty">${emptyWord(view.level)}</p>`}
    ${view.measures.length
      ? html`<h3 class="panel-part">${t("consultant.reasons.measures")}</h3>
          <ol class="measures">
            ${view.measures.map(
              (measure) => html`<li>
                <span>${pick(measure.text)}</span>
                <span class="soft">${measure.priority}</span>
              </li>`,
            )}
          </ol>`
      : nothing}`,
  });
}

/** @param {Level} level */
function emptyWord(level) {
  return level === "not_assessed" ? t("consultant.reasons.not-assessed") : t("consultant.reasons.none");
}

/** @param {Reason} reason @param {{jump: (target: string, item: string) => void}} act */
function reasonRow(reason, act) {
  return html`<li class="reason">
    <span class="reason-level ${reason.level}">${levelIcon(reason.level, reason.unclear)}</span>
    <div>
      <b>${reason.name}</b>
      <span class="unseen">${t(`common.level.${reason.level}`)}</span>
      <p class="soft">${reason.text}</p>
      ${reason.because.map(
        (one) => html`<button type="button" class="reason-answer" @click=${() => act.jump(one.target, one.item)}>
          <span><span class="soft">${one.question}</span> <b class="num">${one.answer || t("consultant.reasons.missing")}</b></span>
          ${icon("chevron-right", "small")}
        </button>`,
      )}
    </div>
  </li>`;
}
