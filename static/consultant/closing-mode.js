/** The closing talk: the result as she sees it, and beside it what is shown to her and whether she has understood. */

import { html, nothing } from "lit-html";
import { icon } from "../shared/icons.js";
import { t } from "../shared/i18n.js";
import { calledBy } from "../shared/people.js";
import { headline, pathList, stepList } from "../shared/result-view.js";
import { sectionView } from "../shared/section-view.js";

/** @typedef {import("./view.js").Loaded} Loaded */
/** @typedef {import("./view.js").Acts} Acts */
/** @typedef {import("./result-share.js").What} What */

/** @param {Loaded} state @param {unknown} _ @param {Acts} act @returns {import("./modes.js").ModeView} */
export function closingMode(state, _, act) {
  const { result, resultFailed } = state.risk;
  return {
    title: t("risk.closing.title"),
    work: html`<div class="closing-work" tabindex="0" role="group" aria-label=${t("risk.closing.title")}>
      ${result
        ? html`<div class="closing-house">${headline(result, "closing-heading")} ${sectionView(result.section, "both")}</div>
            <div class="closing-rest">${pathList(result)} ${stepList(result)}</div>`
        : html`<p class="soft" role="status">${t(resultFailed ? "risk.result.failed" : "risk.result.wait")}</p>`}
    </div>`,
    side: html`<div class="closing-side">
      <p class="soft">${t("risk.closing.how")}</p>
      ${shareKeys(state, act, "closing")}
      <button type="button" class="button call wide" @click=${() => act.openPanel({ kind: "finish" })}>
        ${icon("document")}${t("risk.closing.finish")}
      </button>
    </div>`,
  };
}

/** What is shown to her now, and the key that begins or ends it. @param {Loaded} state @param {Acts} act @param {What} what */
export function shareKeys(state, act, what) {
  const { sharing } = state.risk;
  const customer = calledBy(state.consultation.customer);
  const may = state.call.role === "consultant" && state.call.customerThere;
  const on = sharing?.what === what;
  return html`<div class="share">
    ${on ? html`<p class="share-state" role="status">${icon(sharing.understood ? "check" : "eye", "small")}${stateWord(sharing, customer)}</p>` : nothing}
    ${on
      ? html`<button type="button" class="button call wide" @click=${() => act.risk.share.end()}>${icon("eye-off")}${t("risk.share.end")}</button>`
      : html`<button type="button" class="button call wide primary" ?disabled=${!may} @click=${() => act.risk.share.show(what)}>
          ${icon("eye")}${t(`risk.share.${what}`, { customer })}
        </button>`}
    ${may || on ? nothing : html`<p class="soft">${t("risk.share.away", { customer })}</p>`}
  </div>`;
}

/** @param {import("./result-share.js").Sharing} sharing @param {string} customer */
function stateWord({ arrived, understood }, customer) {
  if (understood) return t("risk.share.understood", { customer });
  return t(arrived ? "risk.share.seen" : "risk.share.on_the_way", { customer });
}

/** While it is shown to her and we look at something else. @param {Loaded} state @param {Acts} act */
export function shareBanner(state, act) {
  const { sharing } = state.risk;
  if (!sharing || state.mode.kind === "closing" || state.panel?.kind === "section") return nothing;
  return html`<div class="banner share-banner" role="status">
    ${icon(sharing.understood ? "check" : "eye")}
    <p>${stateWord(sharing, calledBy(state.consultation.customer))}</p>
    <button type="button" class="button" @click=${() => act.risk.share.end()}>${t("risk.share.end")}</button>
  </div>`;
}
