/** Where the customer is and how long: outside, then the rooms of the house. A tick is a place that is complete. */

import { html, nothing } from "lit-html";
import { icon } from "../shared/icons.js";
import { t } from "../shared/i18n.js";
import { entitiesOf } from "./entities.js";
import { isLocked } from "./item-view.js";
import { itemsAt } from "./progress.js";
import { OUTSIDE, isOnTheWay, minutesAt, staysOf, untilWhen } from "./visits.js";

/** @typedef {import("./view.js").Loaded} Loaded */
/** @typedef {import("./progress.js").Picture} Picture */

/**
 * @typedef {object} Step
 * @property {string} id "outside", or a room
 * @property {string} label
 * @property {boolean} done nothing is asked there any more
 * @property {boolean} seen she was there
 * @property {number} minutes
 */

/**
 * The stepper above the picture and above the plan. @param {Loaded} state @param {Picture} seen
 * @param {{goRoom: (id: string) => void, startAddingOf: (kind: "room", going?: boolean) => void}} act
 */
export function rooms(state, seen, act) {
  const { checklist, view, target, here } = state;
  const section = checklist.sections.find((one) => one.scope === "room");
  const around = checklist.sections.find((one) => one.items.includes("terrain_position"));
  const minutes = minutesAt(view, untilWhen(state));
  const visited = new Set(staysOf(view).map((stay) => stay.place));
  /** @param {typeof section} asked @param {string} subject */
  const complete = (asked, subject) => {
    const items = asked ? itemsAt(asked, subject, seen) : [];
    return items.length > 0 && items.every((item) => seen.status(subject, item) !== "open");
  };
  /** @param {string} id @param {string} label @param {boolean} done @returns {Step} */
  const step = (id, label, done) => ({ id, label, done, seen: visited.has(id), minutes: Math.floor(minutes.get(id) ?? 0) });
  const walking = isOnTheWay(state);
  return roomStepper({
    steps: [
      step(OUTSIDE, t("consultant.rooms.outside"), complete(around, "building")),
      ...entitiesOf(view, "room").map((room) => step(room.id, room.label, complete(section, room.target))),
    ],
    here: walking ? here : null,
    shown: walking ? null : target.startsWith("room:") ? target.slice("room:".length) : null,
    locked: isLocked(state),
    go: act.goRoom,
    add: () => act.startAddingOf("room", true),
  });
}

/**
 * @param {object} options
 * @param {Step[]} options.steps
 * @param {string|null} options.here where she is
 * @param {string|null} options.shown whose questions are shown, while nobody is on the way
 * @param {boolean} options.locked
 * @param {(id: string) => void} options.go
 * @param {() => void} options.add
 */
export function roomStepper({ steps, here, shown, locked, go, add }) {
  return html`<ol class="rooms" aria-label=${t("consultant.rooms.label")}>
    ${steps.map((step) => {
      const state = step.id === here ? "now" : step.id === shown ? "shown" : step.done ? "done" : "todo";
      return html`<li>
        <button
          type="button"
          class="room ${state}"
          data-room=${step.id}
          aria-current=${state === "now" || state === "shown" ? "step" : nothing}
          @click=${() => go(step.id)}
        >
          ${sign(step, state)} ${step.label}${step.minutes
            ? html`<span class="num"> · ${t("plan.stepper.minutes", { n: step.minutes })}</span>`
            : nothing}${step.done ? html`<span class="unseen">${t("consultant.rooms.done")}</span>` : nothing}
          ${step.seen && !step.done ? html`<span class="unseen">${t("plan.stepper.begun")}</span>` : nothing}
        </button>
      </li>`;
    })}
    ${locked
      ? nothing
      : html`<li>
          <button type="button" class="room" aria-label=${t("consultant.rooms.add-long")} @click=${add}>
            ${icon("plus", "small")}${t("consultant.rooms.add")}
          </button>
        </li>`}
  </ol>`;
}

/** @param {Step} step @param {string} state */
function sign(step, state) {
  if (state === "now") return icon("pin", "small");
  return step.done ? icon("check", "small") : html`<span class="ring ${step.seen ? "half" : ""}"></span>`;
}
