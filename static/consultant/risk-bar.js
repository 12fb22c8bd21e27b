/** Five ways for water into the house, each with sign, word and "provisional"; a tap shows the reasons. */

import { html, nothing } from "lit-html";
import { levelIcon } from "../shared/level-sign.js";
import { pick, t } from "../shared/i18n.js";

/** @typedef {import("./state.js").Assessment} Assessment */

/**
 * @param {object} options
 * @param {import("./state.js").Checklist["paths"]} options.paths
 * @param {Assessment|null} options.assessment
 * @param {string|null} options.open path whose reasons are shown
 * @param {string} options.asOf "Stand 14:03" while the server cannot be reached; empty otherwise
 * @param {(path: string) => void} options.show
 */
export function riskBar({ paths, assessment, open, asOf, show }) {
  return html`<div class="risk" role="group" aria-label=${t("consultant.risk.label")}>
    <div class="risk-tiles">
      ${paths.map((path) => {
        const { level, unclear } = assessment?.paths[path.id] ?? { level: "not_assessed", unclear: false };
        return html`<button
          type="button"
          class="path ${level}"
          data-path=${path.id}
          data-level=${level}
          aria-expanded=${open === path.id}
          @click=${() => show(path.id)}
        >
          <span>${pick(path.short)}</span>
          <b>${levelIcon(/** @type {any} */ (level), unclear)}${level === "not_assessed" ? t("consultant.risk.out") : t(`common.level.${level}`)}</b>
          ${unclear ? html`<em>${t("consultant.risk.provisional")}</em>` : nothing}
        </button>`;
      })}
    </div>
    ${asOf ? html`<p class="risk-as-of" role="status">${asOf}</p>` : nothing}
  </div>`;
}
