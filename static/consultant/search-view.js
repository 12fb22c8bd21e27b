/** The field that searches, and what it found: things first, then questions. */

import { html, nothing } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { icon } from "../shared/icons.js";
import { t, tn } from "../shared/i18n.js";

/** @typedef {import("./search.js").Found} Found */

/** @param {string} words @param {(words: string) => void} look */
export function searchField(words, look) {
  return html`<label class="search">
    ${icon("search", "small")}<span class="unseen">${t("list.search.label")}</span>
    <input
      type="search"
      autocomplete="off"
      placeholder=${t("list.search.label")}
      aria-keyshortcuts="Control+K"
      .value=${live(words)}
      @input=${(/** @type {Event} */ event) => look(/** @type {HTMLInputElement} */ (event.target).value)}
    />
  </label>`;
}

/**
 * @param {Found} found @param {string} words
 * @param {{goTo: (target: string, item: string|null) => void, look: (words: string) => void}} act
 */
export function searchResults({ things, questions, more }, words, act) {
  const count = things.length + questions.length;
  if (!count) {
    return html`<div class="search-empty" role="status">
      ${icon("search")}
      <p><b>${t("list.search.nothing", { words: words.trim() })}</b></p>
      <p class="soft">${t("list.search.hint")}</p>
      <button type="button" class="button call" @click=${() => act.look("")}>${t("list.search.clear")}</button>
    </div>`;
  }
  return html`<div class="search-found">
    <p class="unseen" role="status">${tn("list.search.found", count)}</p>
    ${things.length
      ? html`<h3 class="panel-part">${t("list.search.things")}</h3>
          <ul class="jump-list">
            ${things.map(
              (thing) => html`<li>
                <button type="button" class="jump" data-target=${thing.target} @click=${() => act.goTo(thing.target, null)}>
                  <span><b>${thing.label}</b><br /><span class="soft">${[thing.kindName, thing.place].filter(Boolean).join(" · ")}</span></span>
                  ${icon("chevron-right", "small")}
                </button>
              </li>`,
            )}
          </ul>`
      : nothing}
    ${questions.length
      ? html`<h3 class="panel-part">${t("list.search.questions")}</h3>
          <ul class="jump-list">
            ${questions.map(
              (hit) => html`<li>
                <button type="button" class="jump" @click=${() => act.goTo(hit.target, hit.item)}>
                  <span><span class="soft">${hit.name}</span><br />${hit.question}</span>
                  <b class="num">${hit.answer}</b>
                  ${icon("chevron-right", "small")}
                </button>
              </li>`,
            )}
          </ul>`
      : nothing}
    ${more ? html`<p class="soft">${t("list.search.more")}</p>` : nothing}
  </div>`;
}
