/** The result in plain words: what to take home, the ways for water with their levels, the first steps. */

import { html, nothing } from "lit-html";
import { levelSign } from "./level-sign.js";
import { pick, t } from "./i18n.js";

/** @typedef {Record<string, string>} Text */
/** @typedef {import("./level-sign.js").Level} Level */

/**
 * Answer of `GET …/result` and `GET /customer/result`.
 * @typedef {object} Result
 * @property {"below"|"inflow"|"open"|"good"|"other"} heading
 * @property {import("./section-view.js").Section} section
 * @property {{id: string, name: Text, level: Level, computed: Level|null, unclear: boolean, open: Text[]}[]} paths
 * @property {{text: Text, responsible: string, priority: number}[]} steps
 * @property {number} seq
 */

/** @param {Result} result @param {string} id of the heading */
export function headline({ heading }, id) {
  return html`<div class="result-head">
    <h1 id=${id}>${t(`closing.heading.${heading}`)}</h1>
    <p>${t(`closing.heading.${heading}.text`)}</p>
  </div>`;
}

/** @param {Result} result */
export function pathList({ paths }) {
  return html`<section class="result-paths">
    <h2>${t("closing.paths")}</h2>
    <ul>
      ${paths.map(
        (path) => html`<li>
          <b>${pick(path.name)}</b>
          <span class="result-level">${levelSign(path.level)}</span>
          ${path.computed ? html`<p>${t("closing.by_hand", { level: t(`common.level.${path.computed}`) })}</p>` : nothing}
          ${path.unclear ? html`<p>${provisional(path.open)}</p>` : nothing}
        </li>`,
      )}
    </ul>
  </section>`;
}

/** @param {Text[]} open */
function provisional(open) {
  if (!open.length) return t("closing.provisional");
  return t("closing.provisional_open", { what: open.map((text) => pick(text).replace(/[?.: ]+$/, "")).join(t("closing.and")) });
}

/** @param {Result} result */
export function stepList({ steps }) {
  if (!steps.length) return html`<section class="result-steps"><h2>${t("closing.steps")}</h2><p>${t("closing.no_steps")}</p></section>`;
  return html`<section class="result-steps">
    <h2>${t(steps.length === 1 ? "closing.step" : "closing.steps")}</h2>
    <ol>
      ${steps.map(
        (step, at) => html`<li>
          <span class="result-number" aria-hidden="true">${at + 1}</span>
          <span><b>${pick(step.text)}</b><span class="result-who">${t(`closing.who.${step.responsible}`)} · ${t(`closing.when.${step.priority}`)}</span></span>
        </li>`,
      )}
    </ol>
  </section>`;
}
