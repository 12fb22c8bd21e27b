/** Where a picture belongs: every place that can have one, found by a few letters. */

import { html, nothing } from "lit-html";
import { icon } from "../shared/icons.js";
import { pick, t } from "../shared/i18n.js";
import { entitiesOf, photosOf, split } from "./entities.js";
import { subjectName } from "./item-view.js";

/** @typedef {import("./view.js").Loaded} Loaded */
/** @typedef {import("./progress.js").Picture} Picture */
/** @typedef {import("./view.js").Acts} Acts */
/** @typedef {{target: string, item: string, name: string, what: string}} Place */

const MOST = 60; // rows; more are found by typing

/** @param {Loaded} state @param {Picture} seen @param {Acts} act */
export function moveDialog(state, seen, act) {
  const { moving } = state.evidence;
  if (!moving) return nothing;
  const places = found(placesOf(state, seen), moving.query);
  const bound = photosOf(state.view).find(({ id }) => id === moving.photo);
  return html`<div class="move-veil" @click=${(/** @type {Event} */ event) => event.target === event.currentTarget && act.evidence.stopMoving()}>
    <section class="move-dialog" role="dialog" aria-modal="true" aria-labelledby="move-title" @keydown=${(/** @type {KeyboardEvent} */ event) => stay(event, act)}>
      <header>
        <h2 id="move-title">${t("evidence.move.title")}</h2>
        <button type="button" class="button square quiet" aria-label=${t("evidence.move.close")} @click=${act.evidence.stopMoving}>${icon("cross")}</button>
      </header>
      <label class="field"
        ><span>${t("evidence.move.search")}</span>
        <input type="search" autocomplete="off" .value=${moving.query} @input=${(/** @type {Event} */ event) => act.evidence.lookFor(/** @type {HTMLInputElement} */ (event.target).value)}
      /></label>
      <ul class="move-places">
        ${places.slice(0, MOST).map((place) => {
          const here = bound?.item === place.item && bound.entity === split(place.target)[1];
          return html`<li>
            <button type="button" class="move-place" aria-current=${here ? "true" : nothing} @click=${() => act.evidence.moveTo(place.target, place.item)}>
              <b>${place.name}</b><span class="soft">${place.what}</span>${here ? icon("check") : nothing}
            </button>
          </li>`;
        })}
      </ul>
      ${places.length ? nothing : html`<p class="soft" role="status">${t("evidence.move.nothing")}</p>`}
      ${places.length > MOST ? html`<p class="soft">${t("evidence.move.more", { n: places.length - MOST })}</p>` : nothing}
    </section>
  </div>`;
}

/** Tab goes round inside; Escape leaves. @param {KeyboardEvent} event @param {Acts} act */
function stay(event, act) {
  if (event.key === "Escape") {
    event.stopPropagation();
    act.evidence.stopMoving();
    return;
  }
  if (event.key !== "Tab") return;
  const all = [.../** @type {HTMLElement} */ (event.currentTarget).querySelectorAll("button, input")];
  const [first, last] = [all[0], all.at(-1)];
  const leaving = event.shiftKey ? first : last;
  if (document.activeElement !== leaving) return;
  event.preventDefault();
  const next = event.shiftKey ? last : first;
  if (next instanceof HTMLElement) next.focus();
}

/** Photo items first, then whatever else may have a picture. @param {Loaded} state @param {Picture} seen @returns {Place[]} */
function placesOf(state, seen) {
  const { checklist, view } = state;
  const kinds = /** @type {const} */ (["room", "drain", "device", "opening"]);
  const targets = ["building", ...kinds.flatMap((kind) => entitiesOf(view, kind).map(({ target }) => target))];
  const places = targets.flatMap((target) =>
    [...seen.visible(target)].flatMap((item) => {
      const asked = checklist.items[item];
      if (!asked || (asked.type !== "photo" && asked.photo === "none")) return [];
      return [{ target, item, name: subjectName(state, target, item), what: pick(asked.text) }];
    }),
  );
  return places.sort((one, other) => Number(checklist.items[other.item].type === "photo") - Number(checklist.items[one.item].type === "photo"));
}

/** @param {Place[]} places @param {string} query every word has to occur */
function found(places, query) {
  const words = query.toLocaleLowerCase().split(/\s+/u).filter(Boolean);
  return places.filter(({ name, what }) => {
    const text = `${name} ${what}`.toLocaleLowerCase();
    return words.every((word) => text.includes(word));
  });
}
