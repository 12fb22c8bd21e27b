/** The whole checklist at a glance: sections with their bars, and a search over questions and names. */

import { html } from "lit-html";
import { icon } from "../shared/icons.js";
import { pick, t } from "../shared/i18n.js";
import { panel } from "./panel.js";
import { searchField, searchResults } from "./search-view.js";
import { isDone, progressWord } from "./section-tabs.js";

/** @typedef {import("./section-tabs.js").SectionTab} SectionTab */

/**
 * @param {object} options
 * @param {SectionTab[]} options.tabs
 * @param {string} options.current
 * @param {string} options.search
 * @param {import("./search.js").Found} options.found
 * @param {{close: () => void, goTo: (target: string, item: string|null) => void, goSection: (id: string) => void, look: (words: string) => void}} options.act
 */
export function sectionsPanel({ tabs, current, search, found, act }) {
  return panel({
    title: t("consultant.sections.title"),
    kind: "sections",
    close: act.close,
    body: html`${searchField(search, act.look)}
      ${search.trim() ? searchResults(found, search, act) : html`${sectionList(tabs, current, act)} ${keyList()}`}`,
  });
}

/** @param {SectionTab[]} tabs @param {string} current @param {{goSection: (id: string) => void}} act */
export function sectionList(tabs, current, act) {
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

/** What a keyboard can do. */
function keyList() {
  return html`<h3 class="panel-part">${t("list.keys.title")}</h3>
    <dl class="key-list">
      ${["undo", "next", "search", "rows", "close"].map(
        (key) => html`<dt>${t(`list.keys.${key}.key`)}</dt>
          <dd>${t(`list.keys.${key}.does`)}</dd>`,
      )}
    </dl>`;
}
