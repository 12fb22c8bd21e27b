/** Five ways for water into the house, each with sign, word and "provisional"; a tap shows the reasons. */

import { html, nothing } from "lit-html";
import { levelIcon } from "../shared/level-sign.js";
import { pick, t } from "../shared/i18n.js";
import { overrideOf } from "./risk-state.js";

/** @typedef {import("./state.js").Assessment} Assessment */
/** @typedef {import("./state.js").Level} Level */

/**
 * @param {object} options
 * @param {import("./state.js").Checklist["paths"]} options.paths
 * @param {Assessment|null} options.assessment
 * @param {import("./state.js").LogState} options.view levels set by hand are in it
 * @param {string|null} options.open path whose reasons are shown
 * @param {string} options.asOf "Stand 14:03" while the server cannot be reached; empty otherwise
 * @param {(path: string) => void} options.show
 */
export function riskBar({ paths, assessment, view, open, asOf, show }) {
  return html`<div class="risk" role="group" aria-label=${t("consultant.risk.label")}>
    <div class="risk-tiles">
      ${paths.map((path) => {
        const computed = assessment?.paths[path.id] ?? { level: /** @type {Level} */ ("not_assessed"), unclear: false };
        const override = overrideOf(view, path.id);
        const level = override?.level ?? computed.level;
        return html`<button
          type="button"
          class="path ${level}"
          data-path=${path.id}
          data-level=${level}
          aria-expanded=${open === path.id}
          @click=${() => show(path.id)}
        >
          <span aria-hidden="true">${pick(path.short)}</span><span class="unseen">${pick(path.name)}</span>
          <b>${levelIcon(level, !override && computed.unclear)}${level === "not_assessed" ? t("consultant.risk.out") : t(`common.level.${level}`)}</b>
          ${override
            ? html`<em class="by-hand">${t("risk.bar.by_hand")}</em><em>${t("risk.bar.computed", { level: t(`common.level.${computed.level}`) })}</em>`
            : computed.unclear
              ? html`<em>${t("consultant.risk.provisional")}</em>`
              : nothing}
        </button>`;
      })}
    </div>
    ${asOf ? html`<p class="risk-as-of" role="status">${asOf}</p>` : nothing}
  </div>`;
}
