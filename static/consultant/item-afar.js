/**
 * The third answer beside known and unknown: it cannot be judged from afar. It has a reason and makes a task for a
 * visit; the assessment sees no answer.
 */

import { html, nothing } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { icon } from "../shared/icons.js";
import { pick, t } from "../shared/i18n.js";

/** @typedef {import("./item.js").ItemView} ItemView */
/** @typedef {import("./state.js").Scope} Scope */

const LONGEST_REASON = 400;

/** What most often stands in the way, by what is looked at. @type {Record<Scope, string[]>} */
const REASONS = {
  building: ["dark", "hidden", "unreachable", "tool"],
  room: ["dark", "hidden", "locked", "unreachable"],
  drain: ["grate", "dark", "hidden", "unreachable"],
  device: ["closed", "plate", "hidden", "unreachable"],
  opening: ["dark", "hidden", "unreachable", "tool"],
};

/**
 * @param {ItemView} view
 * @param {{putOff: (target: string, item: string, reason: string|null) => void, chooseReason: (target: string, item: string) => void, typeReason: (text: string) => void}} act
 */
export function afar(view, act) {
  const { target, item, onsite, locked } = view;
  if (locked && onsite === null) return nothing;
  if (onsite !== null) return task(view, onsite, act);
  const choosing = view.reason !== null;
  return html`<div class="afar">
    <button
      type="button"
      class="chip call dashed afar-key"
      aria-expanded=${choosing}
      @click=${() => act.chooseReason(target, item.id)}
    >
      ${icon("visit")}<span>${t("list.afar.key")}</span>
    </button>
    ${choosing ? reasons(view, act) : nothing}
  </div>`;
}

/** Why, by a tap or in own words. @param {ItemView} view @param {Parameters<typeof afar>[1]} act */
function reasons({ target, item, reason }, act) {
  const typed = reason ?? "";
  return html`<form
    class="afar-reasons"
    aria-label=${t("list.afar.why")}
    @submit=${(/** @type {SubmitEvent} */ event) => {
      event.preventDefault();
      act.putOff(target, item.id, typed);
    }}
  >
    <p>${t("list.afar.why")}</p>
    <div class="chips">
      ${REASONS[item.scope].map((id) => {
        const words = t(`list.afar.reason.${id}`);
        return html`<button type="button" class="chip call" @click=${() => act.putOff(target, item.id, words)}>${words}</button>`;
      })}
    </div>
    <div class="afar-own">
      <label class="field"
        ><span>${t("list.afar.own")}</span>
        <input
          name="reason"
          maxlength=${LONGEST_REASON}
          autocomplete="off"
          .value=${live(typed)}
          @input=${(/** @type {Event} */ event) => act.typeReason(/** @type {HTMLInputElement} */ (event.target).value)}
      /></label>
      <button type="submit" class="button call primary" ?disabled=${!typed.trim()}>${t("list.afar.set")}</button>
    </div>
  </form>`;
}

/** It is a task now. @param {ItemView} view @param {string} reason @param {Parameters<typeof afar>[1]} act */
function task({ target, item, locked }, reason, act) {
  return html`<div class="afar-task" role="group" aria-label=${t("list.afar.task")}>
    ${icon("visit")}
    <p><b>${t("list.afar.task")}</b><br />${reason || pick(item.text)}</p>
    ${locked
      ? nothing
      : html`<button type="button" class="button" @click=${() => act.putOff(target, item.id, null)}>
          ${t("list.afar.remove")}
        </button>`}
  </div>`;
}
