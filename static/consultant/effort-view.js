/** What the consultation took, by phase and in writing up, beside what the utility says a visit takes. */

import { html, nothing, svg } from "lit-html";
import { t } from "../shared/i18n.js";

/**
 * Answer of `GET …/effort`, in minutes; null where nobody recorded or said it.
 * @typedef {object} Effort
 * @property {number|null} whole
 * @property {{opening: number, outside: number, inside: number, closing: number}|null} phases
 * @property {{minutes: number, how: "active"|"elapsed"}|null} writing_up
 * @property {number|null} visit
 * @property {number|null} travel
 */

/** @param {Effort|null} effort */
export function effortView(effort) {
  if (!effort || effort.whole === null) return nothing;
  const { whole, phases } = effort;
  const written = effort.writing_up?.how === "active" ? effort.writing_up.minutes : 0; // pauses are no work
  const ours = whole + written;
  if (Math.round(ours) < 1) return nothing; // hardly begun: nothing that could be compared
  const visit = effort.visit === null && effort.travel === null ? null : (effort.visit ?? 0) + (effort.travel ?? 0);
  const most = Math.max(ours, visit ?? 0, 1);
  return html`<h3 class="panel-part">${t("consultant.effort.title")}</h3>
    <dl class="effort">
      ${row(t("consultant.effort.ours"), ours, most, "ours", parts(phases, written))}
      ${visit === null ? nothing : row(t("consultant.effort.visit"), visit, most, "visit", way(effort))}
    </dl>
    ${visit === null ? html`<p class="soft">${t("consultant.effort.unset")}</p>` : html`<p class="effort-sum">${difference(visit - ours)}</p>`}`;
}

/** @param {string} name @param {number} minutes @param {number} most @param {string} kind @param {string} told */
function row(name, minutes, most, kind, told) {
  return html`<div>
    <dt>${name}</dt>
    <dd>
      <b>${t("consultant.effort.minutes", { n: Math.round(minutes) })}</b>
      <svg class="effort-bar ${kind}" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
        ${svg`<rect width=${(100 * minutes) / most} height="4"/>`}
      </svg>
      ${told ? html`<span class="soft">${told}</span>` : nothing}
    </dd>
  </div>`;
}

/** @param {Effort["phases"]} phases @param {number} written */
function parts(phases, written) {
  const spent = /** @type {[string, number][]} */ ([...Object.entries(phases ?? {}), ["writing", written]]);
  return spent
    .filter(([, minutes]) => Math.round(minutes) > 0)
    .map(([phase, minutes]) => t(`consultant.effort.${phase}`, { n: Math.round(minutes) }))
    .join(" · ");
}

/** @param {Effort} effort */
function way({ visit, travel }) {
  return visit === null || travel === null ? "" : t("consultant.effort.way", { visit, travel });
}

/** @param {number} minutes that a visit takes more */
function difference(minutes) {
  const n = Math.abs(Math.round(minutes));
  if (n === 0) return t("consultant.effort.same");
  return t(minutes > 0 ? "consultant.effort.less" : "consultant.effort.more", { n });
}
