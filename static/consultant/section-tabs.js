/** Sections as tabs with their progress; the last button opens the whole list and the search. */

import { html, nothing } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { icon } from "../shared/icons.js";
import { pick, t } from "../shared/i18n.js";
import { presenceAtTab } from "./presence/presence-view.js";

/** @typedef {{id: string, title: import("./state.js").Text, done: number, all: number}} SectionTab */

/**
 * @param {SectionTab[]} tabs @param {string} current @param {import("./presence/presence.js").Other[]} others
 * @param {{goSection: (id: string) => void, openPanel: (panel: import("./state.js").Panel) => void}} act
 */
export function sectionTabs(tabs, current, others, act) {
  return html`<nav class="tabs" aria-label=${t("consultant.sections.label")}>
    <div class="tabs-row">
      ${repeat(
        tabs,
        (tab) => tab.id,
        (tab) => html`<button
          type="button"
          class="tab"
          data-section=${tab.id}
          aria-current=${tab.id === current ? "true" : nothing}
          @click=${() => act.goSection(tab.id)}
        >
          ${isDone(tab) ? icon("check", "small") : nothing}${pick(tab.title)}${isDone(tab) || !tab.all
            ? nothing
            : html`<span class="num" aria-hidden="true">${tab.done}/${tab.all}</span>
                <span class="unseen">${progressWord(tab)}</span>`}${presenceAtTab(others, tab.id)}
        </button>`,
      )}
    </div>
    <button
      type="button"
      class="tab all"
      aria-label=${t("consultant.sections.all")}
      @click=${() => act.openPanel({ kind: "sections" })}
    >
      ${icon("search")}
    </button>
  </nav>`;
}

/** @param {SectionTab} tab */
export function isDone(tab) {
  return tab.all > 0 && tab.done === tab.all;
}

/** @param {{done: number, all: number}} progress */
export function progressWord({ done, all }) {
  return t("consultant.sections.progress", { done, all });
}
