/** The head of an entity: a thumbnail, its name (a tap renames), its room, and what can be done. */

import { html, nothing } from "lit-html";
import { icon } from "../shared/icons.js";
import { t } from "../shared/i18n.js";

/** @typedef {import("./state.js").Photo} Photo */

/**
 * @typedef {object} EntityView
 * @property {string} target
 * @property {string} label
 * @property {string} room name of its room; empty when it has none
 * @property {boolean} renaming
 * @property {boolean} locked
 * @property {Photo|null} photo
 * @property {{id: string, text: string}[]} rooms
 * @property {string|null} roomId
 * @property {{target: string, label: string}|null} like a thing of its kind whose answers it can take over
 */

/** @typedef {ReturnType<typeof import("./entity-acts.js").entityActs>} EntityActs */

const LONGEST_NAME = 80;

/** @param {EntityView} view @param {EntityActs} act @param {(photo: Photo) => string} thumb */
export function entityHead(view, act, thumb) {
  if (view.renaming) return renameForm(view, act);
  return html`<header class="entity-head">
    ${view.photo
      ? html`<img class="entity-photo" src=${thumb(view.photo)} alt="" decoding="async" />`
      : nothing}
    <div class="entity-name">
      <h2 tabindex="-1">${view.label}</h2>
      ${view.room && !view.label.includes(view.room) ? html`<p class="soft">${view.room}</p>` : nothing}
    </div>
    ${view.locked
      ? nothing
      : html`<button
            type="button"
            class="button square"
            aria-label=${t("consultant.entity.rename", { name: view.label })}
            @click=${() => act.rename(view.target)}
          >
            ${icon("pencil")}</button
          ><button
            type="button"
            class="button square"
            aria-label=${t("list.same.double", { name: view.label })}
            @click=${() => act.duplicate(view.target)}
          >
            ${icon("copy")}</button
          ><button
            type="button"
            class="button square"
            aria-label=${t("consultant.entity.remove", { name: view.label })}
            @click=${() => act.remove(view.target)}
          >
            ${icon("trash")}
          </button>`}
  </header>
  ${view.like && !view.locked ? likeKey(view.target, view.like, act) : nothing}`;
}

/** @param {string} target @param {{target: string, label: string}} like @param {EntityActs} act */
function likeKey(target, like, act) {
  return html`<button type="button" class="chip call dashed like" @click=${() => act.fillFrom(like.target, target)}>
    ${icon("copy")}<span>${t("list.same.like", { name: like.label })}</span>
  </button>`;
}

/** @param {EntityView} view @param {EntityActs} act */
function renameForm(view, act) {
  return html`<form
    class="entity-rename"
    @submit=${(/** @type {SubmitEvent} */ event) => {
      event.preventDefault();
      const data = new FormData(/** @type {HTMLFormElement} */ (event.target));
      act.renamed(view.target, String(data.get("name") ?? ""), String(data.get("room") ?? ""));
    }}
  >
    <label class="field"
      ><span>${t("consultant.entity.name")}</span>
      <input name="name" maxlength=${LONGEST_NAME} autocomplete="off" required .value=${view.label}
    /></label>
    ${view.rooms.length
      ? html`<fieldset>
          <legend>${t("consultant.entity.room")}</legend>
          <div class="chips">
            ${view.rooms.map(
              (room) => html`<label class="chip call choice">
                <input class="unseen" type="radio" name="room" value=${room.id} ?checked=${room.id === view.roomId} />
                <span>${room.text}</span>
              </label>`,
            )}
          </div>
        </fieldset>`
      : nothing}
    <div class="entity-buttons">
      <button type="button" class="button call" @click=${act.keepName}>${t("consultant.entity.cancel")}</button>
      <button type="submit" class="button call primary">${icon("check")}${t("consultant.entity.save")}</button>
    </div>
  </form>`;
}

/**
 * The entities of a section as chips, and the one that adds another.
 * @param {object} options
 * @param {{target: string, label: string, done: boolean}[]} options.entities
 * @param {{label: string, current: boolean, done: boolean}|null} options.general questions on the building in this section
 * @param {string} options.current
 * @param {string} options.addWord
 * @param {boolean} options.locked
 * @param {boolean} options.adding
 * @param {EntityActs} options.act
 */
export function entityChips({ entities, general, current, addWord, locked, adding, act }) {
  return html`<div class="entities">
    ${general
      ? html`<button type="button" class="chip" aria-pressed=${general.current && !adding} @click=${() => act.show("building")}>
          ${general.done ? icon("check") : nothing}${general.label}
        </button>`
      : nothing}
    ${entities.map(
      (one) => html`<button
        type="button"
        class="chip"
        data-target=${one.target}
        aria-pressed=${one.target === current && !adding}
        @click=${() => act.show(one.target)}
      >
        ${one.done ? icon("check") : nothing}<span class="entity-chip-name">${one.label}</span>
      </button>`,
    )}
    ${locked
      ? nothing
      : html`<button type="button" class="chip dashed add" aria-expanded=${adding} @click=${act.startAdding}>
          ${icon("plus")}${addWord}
        </button>`}
  </div>`;
}
