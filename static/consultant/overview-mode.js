/** The whole checklist at a glance: sections with progress, what each asks about, filters and a search. */

import { html, nothing } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { icon } from "../shared/icons.js";
import { pick, t } from "../shared/i18n.js";
import { levelIcon } from "../shared/level-sign.js";
import { tabsOf, theFoot } from "./checklist-view.js";
import { kindName } from "./entities.js";
import { isLocked } from "./item-view.js";
import { visitTasks } from "./open-points.js";
import { countsOf, filtered, rowsOf } from "./overview-rows.js";
import { search } from "./search.js";
import { searchField, searchResults } from "./search-view.js";
import { sectionList } from "./sections-panel.js";
import { tasksOf } from "./visit-tasks.js";

/** @typedef {import("./view.js").Loaded} Loaded */
/** @typedef {import("./view.js").Acts} Acts */
/** @typedef {import("./progress.js").Picture} Picture */
/** @typedef {import("./state.js").Section} Section */
/** @typedef {import("./overview-rows.js").Row} Row */
/** @typedef {import("./sheet-state.js").Filter} Filter */

/** @param {Loaded} state @param {Picture} seen @param {Acts} act @returns {import("./modes.js").ModeView} */
export function overviewMode(state, seen, act) {
  const { sheet, checklist } = state;
  const section = checklist.sections.find((one) => one.id === (sheet.section || state.section)) ?? checklist.sections[0];
  const looking = sheet.query.trim() !== "";
  return {
    title: t("list.overview.title"),
    work: html`<div class="glance">
      <nav class="glance-sections" aria-label=${t("consultant.sections.label")}>
        ${sectionList(tabsOf(state, seen), looking ? "" : section.id, { goSection: act.overviewOf })}
      </nav>
      <div class="glance-list">
        <div class="glance-find">
          ${searchField(sheet.query, act.searchFor)}
          ${section.scope && !isLocked(state)
            ? html`<button
                type="button"
                class="button square call"
                aria-label=${t("list.overview.add", { kind: kindName(checklist, section.scope) })}
                @click=${() => section.scope && act.addFromOverview(section.scope)}
              >
                ${icon("plus")}
              </button>`
            : nothing}
        </div>
        ${looking
          ? html`<div class="glance-rows">
              ${searchResults(search(state, seen, sheet.query), sheet.query, { goTo: act.goTo, look: act.searchFor })}
            </div>`
          : rows(state, seen, section, act)}
      </div>
    </div>`,
    side: html`<div class="glance-side" tabindex="0">
        ${visitTasks(tasksOf(state, seen), { jump: act.goTo })}
        ${seen.onsite.length ? nothing : html`<p class="soft">${t("list.overview.no-tasks")}</p>`}
      </div>
      ${theFoot(state, seen, act)}`,
  };
}

/** @param {Loaded} state @param {Picture} seen @param {Section} section @param {Acts} act */
function rows(state, seen, section, act) {
  const all = rowsOf(state, seen, section);
  const { filters } = state.sheet;
  const shown = filtered(all, filters);
  const counts = countsOf(all);
  return html`<div class="chips glance-filters" role="group" aria-label=${t("list.filter.label")}>
      ${filterChip("all", counts.all, !filters.length, act.filterAll)}
      ${/** @type {Filter[]} */ (["open", "unknown", "onsite"]).map((filter) =>
        filterChip(filter, counts[filter], filters.includes(filter), () => act.filterBy(filter)),
      )}
      ${counts.twofold ? filterChip("twofold", counts.twofold, filters.includes("twofold"), () => act.filterBy("twofold")) : nothing}
    </div>
    <div class="glance-rows">
      ${shown.length
        ? html`<ul>
            ${repeat(
              shown,
              (row) => `${row.target}/${row.level === null ? row.item : ""}`,
              (row) => html`<li>${rowView(row, act)}</li>`,
            )}
          </ul>`
        : html`<p class="glance-nothing soft" role="status">
            ${all.length ? t("list.filter.nothing") : t("list.overview.empty", { section: pick(section.title) })}
          </p>`}
    </div>`;
}

/** @param {Filter} filter @param {number} count @param {boolean} on @param {() => void} choose */
function filterChip(filter, count, on, choose) {
  return html`<button
    type="button"
    class="chip ${filter === "onsite" ? "dashed" : ""}"
    data-filter=${filter}
    aria-pressed=${String(on)}
    @click=${choose}
  >
    ${on ? icon("check") : nothing}${t(`list.filter.${filter}`)} <span class="num">${count}</span>
  </button>`;
}

/** @param {Row} row @param {Acts} act */
function rowView(row, act) {
  const isThing = row.level !== null;
  return html`<button
    type="button"
    class="glance-row ${isThing ? "" : "question"}"
    data-target=${row.target}
    data-item=${row.item ?? ""}
    data-states=${[...row.states].join(" ")}
    @click=${() => act.goTo(row.target, row.item)}
  >
    ${row.level !== null
      ? html`<span class="row-level ${row.level}">${levelIcon(row.level, row.unclear)}<span class="unseen">${t(`common.level.${row.level}`)}</span></span>`
      : nothing}
    <span class="row-name"><b>${row.name}</b>${row.place ? html`<span class="soft">${row.place}</span>` : nothing}</span>
    ${isThing ? html`<span class="row-height num">${row.heightMissing ? lacking(row.heightMissing) : row.height}</span>` : nothing}
    <span class="row-word num">${row.missing ? lacking(row.missing) : row.word}</span>
    ${icon("chevron-right", "small")}
  </button>`;
}

/** @param {import("./overview-rows.js").Missing} missing */
function lacking({ icon: drawing, text }) {
  return html`<span class="lacking">${icon(drawing, "small")}<b>${text}</b></span>`;
}
