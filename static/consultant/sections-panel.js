/** The whole checklist at a glance: sections with their bars, and a search over questions and names. */

import { html } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { icon } from "../shared/icons.js";
import { pick, t } from "../shared/i18n.js";
import { panel } from "./panel.js";
import { isDone, progressWord } from "./section-tabs.js";

/** @typedef {import("./section-tabs.js").SectionTab} SectionTab */
/** @typedef {{target: string, item: string, name: string, question: string, answer: string}} Hit */

/**
 * @param {object} options
 * @param {SectionTab[]} options.tabs
 * @param {string} options.current
 * @param {string} options.search
 * @param {Hit[]} options.hits
 * @param {{close: () => void, jump: (target: string, item: string) => void, goSection: (id: string) => void, look: (words: string) => void}} options.act
 */
export function sectionsPanel({ tabs, current, search, hits, act }) {
  return panel({
    title: t("consultant.sections.title"),
    kind: "sections",
    close: act.close,
    body: html`<label class="search">
        ${icon("search", "small")}<span class="unseen">${t("consultant.sections.search")}</span>
        <input
          type="search"
          autocomplete="off"
          placeholder=${t("consultant.sections.search")}
          .value=${live(search)}
          @input=${(/** @type {Event} */ event) => act.look(/** @type {HTMLInputElement} */ (event.target).value)}
        />
      </label>
      ${search.trim() ? hitList(hits, act) : sectionList(tabs, current, act)}`,
  });
}

/** @param {SectionTab[]} tabs @param {string} current @param {{goSection: (id: string) => void}} act */
function sectionList(tabs, current, act) {
  return html`<ul class="section-list">
    ${tabs.map(
      (tab) => html`<li>
        <button
          type="button"
          class="section-row"
          data-section=${tab.id}
          aria-current=${tab.id === current ? "true" : "false"}
          @click=${() => act.goSection(tab.id)}
        >
          <span>${pick(tab.title)}</span>
          ${isDone(tab) ? icon("check", "small") : html`<span class="soft num">${tab.all ? progressWord(tab) : ""}</span>`}
          <progress max=${tab.all || 1} .value=${tab.done} aria-hidden="true"></progress>
        </button>
      </li>`,
    )}
  </ul>`;
}

/** @param {Hit[]} hits @param {{jump: (target: string, item: string) => void}} act */
function hitList(hits, act) {
  if (!hits.length) return html`<p class="panel-empty" role="status">${t("consultant.sections.nothing")}</p>`;
  return html`<ul class="jump-list">
    ${hits.map(
      (hit) => html`<li>
        <button type="button" class="jump" @click=${() => act.jump(hit.target, hit.item)}>
          <span><span class="soft">${hit.name}</span><br />${hit.question}</span>
          <b class="num">${hit.answer}</b>
          ${icon("chevron-right", "small")}
        </button>
      </li>`,
    )}
  </ul>`;
}
