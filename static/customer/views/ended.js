/** Thank you, and what happens next. */

import { html, nothing } from "lit-html";

import { pageData, t, tn } from "../../shared/i18n.js";
import { icon } from "../../shared/icons.js";
import { isOver } from "../state.js";
import { bigSign, sheet } from "./frame.js";
import { consultantShort, customerName } from "./names.js";

/** @typedef {import("../state.js").State} State */

/** States in which her answer about pictures no longer changes anything. */
const FIXED = new Set(["released", "superseded", "withdrawn", "cancelled"]);

/** @param {State} state @param {{rejoin: () => void, openPictures: () => void}} actions */
export function ended(state, actions) {
  const visit = /** @type {import("../state.js").Visit} */ (state.visit);
  const over = isOver(visit.consultation.state) || state.endedBy === "consultant";
  const consultant = consultantShort(visit);
  return sheet(
    html`
      ${bigSign("check", "done")}
      <h1>${t("customer.ended.title", { name: customerName(visit) })}</h1>
      <p class="lead">${t(over ? "customer.ended.over" : "customer.ended.left", { consultant })}</p>
      ${state.pending > 0
        ? html`<p class="banner" role="status">
            <span class="spinner" aria-hidden="true"></span>${tn("customer.ended.pending", state.pending)}
          </p>`
        : nothing}
      <h2 class="small">${t("customer.ended.next")}</h2>
      <ol class="steps">
        ${[
          t("customer.ended.step_check", { consultant }),
          t("customer.ended.step_protocol", { utility: pageData.utility?.name ?? visit.utility.name }),
          t("customer.ended.step_questions"),
        ].map((text, index) => html`<li><b aria-hidden="true">${index + 1}</b><span>${text}</span></li>`)}
      </ol>
      ${state.pending > 0 ? nothing : html`<p class="lead">${t("customer.ended.close")}</p>`}
      ${FIXED.has(visit.consultation.state) || state.consent === null
        ? nothing
        : html`<button type="button" class="quiet-link" aria-haspopup="dialog" @click=${actions.openPictures}>
            ${icon("image", "small")}${t("customer.pictures.change")}
          </button>`}
    `,
    over
      ? nothing
      : html`<button type="button" class="button wide second" @click=${actions.rejoin}>
          ${icon("camera")}${t("customer.ended.rejoin")}
        </button>`,
    { languages: false },
  );
}
