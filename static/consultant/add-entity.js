/** Adding a room, drain, device or opening: the plus, then a suggested name. Two taps. */

import { html, nothing } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { icon } from "../shared/icons.js";
import { t } from "../shared/i18n.js";

/**
 * @param {object} options
 * @param {string} options.title
 * @param {string[]} options.names suggestions
 * @param {string} options.typed
 * @param {{id: string, text: string}[]|null} options.rooms null when it lies in no room
 * @param {string|null} options.room
 * @param {ReturnType<typeof import("./entity-acts.js").entityActs>} options.act
 */
export function addEntity({ title, names, typed, rooms, room, act }) {
  if (rooms && !rooms.length) {
    return html`<section class="adding" tabindex="-1" aria-label=${title}>
      <p>${t("consultant.entity.needs-room")}</p>
      <button type="button" class="button call" @click=${act.addRoomFirst}>
        ${icon("plus")}${t("consultant.entity.add-room")}
      </button>
    </section>`;
  }
  return html`<section class="adding" tabindex="-1" aria-label=${title}>
    ${rooms
      ? html`<fieldset>
          <legend>${t("consultant.entity.which-room")}</legend>
          <div class="chips">
            ${rooms.map(
              (one) => html`<label class="chip choice">
                <input
                  class="unseen"
                  type="radio"
                  name="adding-room"
                  value=${one.id}
                  .checked=${live(one.id === room)}
                  @change=${() => act.addIn(one.id)}
                />${one.id === room ? icon("check") : nothing}<span>${one.text}</span>
              </label>`,
            )}
          </div>
        </fieldset>`
      : nothing}
    <h3>${title}</h3>
    <div class="chips">
      ${names.map(
        (name) => html`<button type="button" class="chip call" @click=${() => act.add(name)}>${name}</button>`,
      )}
    </div>
    <form
      class="adding-own"
      @submit=${(/** @type {SubmitEvent} */ event) => {
        event.preventDefault();
        act.add(typed);
      }}
    >
      <label class="field"
        ><span>${t("consultant.entity.own-name")}</span>
        <input
          name="own-name"
          maxlength="80"
          autocomplete="off"
          .value=${live(typed)}
          @input=${(/** @type {Event} */ event) =>
            act.typeName(/** @type {HTMLInputElement} */ (event.target).value)}
      /></label>
      <button type="submit" class="button call primary" ?disabled=${!typed.trim()}>${t("consultant.entity.add")}</button>
    </form>
    <button type="button" class="button quiet" @click=${act.stopAdding}>${t("consultant.entity.cancel")}</button>
  </section>`;
}
