/** One search box, and chips for what one looks for most. */

import { html, nothing } from "lit-html";

import { t, tn } from "../shared/i18n.js";
import { icon } from "../shared/icons.js";
import { levelIcon } from "../shared/level-sign.js";
import { LEVELS, STATE_GROUPS } from "./state.js";

/** @typedef {import("./state.js").State} State */
/** @typedef {import("./state.js").Level} Level */

/**
 * @typedef {object} FilterActions
 * @property {(words: string) => void} search
 * @property {(group: string) => void} toggleGroup
 * @property {(level: Level) => void} toggleLevel
 * @property {() => void} openForm
 */

/** @param {State} state @param {FilterActions} actions */
export function filters(state, actions) {
  const found = state.rows === null ? "" : t("office.archive.found", { found: tn("office.archive.count", state.total), ms: state.took });
  return html`
    <div class="find">
      <label class="search">
        ${icon("search")}<span class="unseen">${t("office.archive.search")}</span>
        <input
          type="search"
          placeholder=${t("office.archive.search")}
          .value=${state.words}
          @input=${(/** @type {InputEvent} */ event) =>
            actions.search(/** @type {HTMLInputElement} */ (event.target).value)}
          autocomplete="off"
          spellcheck="false"
          autofocus
        />
        <span class="soft num" role="status">${found}</span>
      </label>
      <button type="button" class="button" @click=${actions.openForm}>${icon("plus")}${t("office.archive.new")}</button>
    </div>
    <div class="filters" role="group" aria-label=${t("office.archive.filters")}>
      ${Object.keys(STATE_GROUPS).map((group) =>
        chip(t(`office.group.${group}`), state.groups.includes(group), () => actions.toggleGroup(group)),
      )}
      <span class="part" aria-hidden="true"></span>
      <span class="soft" id="filter-level">${t("office.archive.risk")}</span>
      ${LEVELS.map((level) =>
        chip(html`${levelIcon(level)}${t(`common.level.${level}`)}`, state.levels.includes(level), () =>
          actions.toggleLevel(level),
        ),
      )}
    </div>
  `;
}

/** @param {string|import("lit-html").TemplateResult} word @param {boolean} on @param {() => void} toggle */
function chip(word, on, toggle) {
  return html`<button type="button" class="chip" aria-pressed=${String(on)} @click=${toggle}>
    ${on ? icon("check") : nothing}${word}
  </button>`;
}
