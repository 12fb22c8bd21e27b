/** The sketch plan: floors and legend above, the paper, its tools below, and beside it what is chosen. */

import { html, nothing, svg } from "lit-html";
import { ref } from "lit-html/directives/ref.js";
import { icon } from "../shared/icons.js";
import { t } from "../shared/i18n.js";
import { calledBy } from "../shared/people.js";
import { isLocked } from "./item-view.js";
import { planOf } from "./plan-data.js";
import { floorDrawing, pinShape } from "./plan-map.js";
import { planSide } from "./plan-side.js";
import { ZOOMS } from "./plan-state.js";
import { rooms } from "./room-stepper.js";
import { isOnTheWay } from "./visits.js";

/** @typedef {import("./view.js").Loaded} Loaded */
/** @typedef {import("./view.js").Acts} Acts */
/** @typedef {import("./plan-data.js").Plan} Plan */

/** @param {Loaded} state @param {import("./progress.js").Picture} seen @param {Acts} act @returns {import("./modes.js").ModeView} */
export function planMode(state, seen, act) {
  const plan = planOf(state);
  const locked = isLocked(state);
  const floor = t(`plan.floor.${state.plan.floor}`);
  const follow = { ...act, goRoom: (/** @type {string} */ id) => act.plan.follow(id, act.goRoom) };
  return {
    title: t("plan.title"),
    detail: floor,
    work: html`${rooms(state, seen, follow)} ${head(state, plan, act)} ${paper(state, plan, act, locked)} ${tray(state, plan, act, locked)}
    ${locked ? nothing : tools(state, act)}`,
    side: planSide(state, plan, act),
  };
}

/** @param {Loaded} state @param {Plan} plan @param {Acts} act */
function head(state, plan, act) {
  const { floor } = state.plan;
  return html`<div class="plan-head">
    <div class="plan-floors" role="group" aria-label=${t("plan.floor.label")}>
      ${plan.floors.map(
        (one) => html`<button type="button" class="chip" data-floor=${one} aria-pressed=${String(one === floor)} @click=${() => act.plan.goFloor(one)}>
          ${one === floor ? icon("check", "small") : nothing}${t(`plan.floor.${one}`)}
        </button>`,
      )}
    </div>
    <ul class="plan-legend" aria-label=${t("plan.legend.label")}>
      ${["unknown", "above", "shallow", "deep"].map((depth) => html`<li><i class="plan-swatch ${depth}"></i>${t(`plan.legend.${depth}`)}</li>`)}
    </ul>
  </div>`;
}

/** @param {Loaded} state @param {Plan} plan @param {Acts} act @param {boolean} locked */
function paper(state, plan, act, locked) {
  const { hand } = act.plan;
  const { size, tool, zoom } = state.plan;
  const empty = !plan.rooms.some((room) => room.box) && !plan.things.some((one) => one.place) && !plan.photos.some((one) => one.place);
  const along = plan.street === "left" || plan.street === "right";
  return html`<div class="plan-sheet street-${plan.street}">
    <div class="plan-window" ${ref(act.plan.measure)}>
      <svg
        class="plan-paper ${tool ? "aiming" : ""}"
        width=${size.width}
        height=${size.height}
        role="group"
        aria-label=${t("plan.paper.label", { floor: t(`plan.floor.${state.plan.floor}`) })}
        @pointerdown=${hand.down}
        @pointermove=${hand.move}
        @pointerup=${hand.up}
        @pointercancel=${hand.cancel}
        @keydown=${hand.keyDown}
        @keyup=${hand.keyUp}
        @focusout=${hand.blur}
        @wheel=${hand.wheel}
      >
        <defs>
          <pattern id="plan-unknown" width="12" height="12" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <path class="plan-stripe" d="M0 6h12" />
          </pattern>
        </defs>
        ${size.width ? floorDrawing(plan, state.plan, locked) : nothing}
      </svg>
      ${empty ? firstSteps(state, act) : nothing} ${tool ? aim(state, act) : nothing}
      <div class="plan-corner">
        <button type="button" class="plan-north" ?disabled=${locked} @click=${() => act.plan.take({ kind: "north" })}>
          <svg viewBox="-26 -26 52 52" aria-hidden="true"><g transform="rotate(${plan.north ?? 0})"><path d="M0 -22l8 17h-16z" /><text y="17">N</text></g></svg>
          ${plan.north === null ? html`<span>${t("plan.north.unknown")}</span>` : nothing}<span class="unseen">${t("plan.north.key")}</span>
        </button>
        <button type="button" class="button square" aria-label=${t("plan.zoom.in")} ?disabled=${zoom === ZOOMS.at(-1)} @click=${() => act.plan.zoom(1)}>${icon("plus")}</button>
        <button type="button" class="button square" aria-label=${t("plan.zoom.out")} ?disabled=${zoom === ZOOMS[0]} @click=${() => act.plan.zoom(-1)}>${icon("minus")}</button>
      </div>
    </div>
    <div class="plan-street ${along ? "upright" : ""}">
      <b>${t("plan.street.word")}</b><svg viewBox="0 0 20 14" aria-hidden="true"><path d="M0 0h20l-10 14z" /></svg>
      <ul class="plan-signs" aria-label=${t("plan.signs.label")}>
        ${/** @type {const} */ (["drain", "opening", "device"]).map(
          (kind) => html`<li><svg class="plan-pin ${kind}" viewBox="-20 -20 40 40" aria-hidden="true">${pinShape(kind)}</svg>${t(`plan.signs.${kind}`)}</li>`,
        )}
        <li><svg class="plan-photo" viewBox="-20 -36 40 40" aria-hidden="true">${svg`<path class="plan-wedge" d="M0 0L-13 -32A34 34 0 0 1 13 -32Z" />`}</svg>${t("plan.signs.photo")}</li>
      </ul>
    </div>
  </div>`;
}

/** Nothing is drawn yet. @param {Loaded} state @param {Acts} act */
function firstSteps(state, act) {
  return html`<div class="plan-empty">
    <h2>${t("plan.empty.title")}</h2>
    <p>${t("plan.empty.text")}</p>
    ${isLocked(state) ? nothing : html`<button type="button" class="button call primary" @click=${() => act.startAddingOf("room", isOnTheWay(state))}>${icon("plus")}${t("plan.empty.add")}</button>`}
  </div>`;
}

/** What the next tap does. @param {Loaded} state @param {Acts} act */
function aim(state, act) {
  const tool = state.plan.tool;
  if (!tool || tool.kind === "north" || (tool.kind === "pin" && !tool.target)) return nothing;
  const name = tool.kind === "pin" && tool.target ? act.plan.nameOf(tool.target) : "";
  return html`<p class="plan-aim" role="status">
    ${icon("pointer")}<span>${t(`plan.aim.${tool.kind}`, { name })}</span>
    <button type="button" class="button" @click=${() => act.plan.set({ tool: null })}>${t("plan.aim.stop")}</button>
  </p>`;
}

/** Rooms that are not drawn yet: one tap places each. @param {Loaded} state @param {Plan} plan @param {Acts} act @param {boolean} locked */
function tray(state, plan, act, locked) {
  const waiting = plan.rooms.filter((room) => !room.box);
  if (!waiting.length || locked) return nothing;
  const here = isOnTheWay(state) ? waiting.find((room) => room.id === state.here) : undefined;
  const next = here ? act.plan.nextTo(here.id) : null;
  return html`<div class="plan-tray" role="group" aria-label=${t("plan.tray.title")}>
    ${here
      ? html`<p>${t("plan.tray.here", { name: calledBy(state.consultation?.customer), room: here.label })}</p>
          <button type="button" class="button call primary" data-place=${here.id} @click=${() => act.plan.place(here.id)}>
            ${icon("plus")}${next ? t("plan.tray.beside", { room: next }) : t("plan.tray.draw", { room: here.label })}
          </button>`
      : html`<p>${t("plan.tray.title")}</p>`}
    ${waiting
      .filter((room) => room !== here)
      .map((room) => html`<button type="button" class="chip dashed" data-place=${room.id} @click=${() => act.plan.place(room.id)}>${icon("plus", "small")}${room.label}</button>`)}
  </div>`;
}

/** @param {Loaded} state @param {Acts} act */
function tools(state, act) {
  const { tool, selected } = state.plan;
  /** @param {string} name @param {string} picture @param {boolean} on @param {() => void} tap @param {boolean} [off] */
  const key = (name, picture, on, tap, off = false) =>
    html`<button type="button" class="plan-tool" data-tool=${name} aria-pressed=${String(on)} ?disabled=${off} @click=${tap}>${icon(picture)}<span>${t(`plan.tool.${name}`)}</span></button>`;
  const photo = selected?.startsWith("photo:") ? selected : null;
  return html`<div class="plan-tools" role="toolbar" aria-label=${t("plan.tool.label")}>
    ${key("room", "plus", state.adding !== null, () => (state.adding ? act.stopAdding() : act.startAddingOf("room", isOnTheWay(state))))}
    ${key("door", "door", tool?.kind === "door", () => act.plan.take({ kind: "door" }))}
    ${key("stairs", "stairs", tool?.kind === "stairs", () => act.plan.take({ kind: "stairs" }))}
    ${key("pin", "pin", tool?.kind === "pin", () => act.plan.take({ kind: "pin", target: null }))}
    ${key("look", "camera", tool?.kind === "look", () => photo && act.plan.take({ kind: "look", target: photo }), !photo)}
    ${key("north", "compass", tool?.kind === "north", () => act.plan.take({ kind: "north" }))}
    ${key("undo", "undo", false, act.plan.undo, state.undoable === 0)}
  </div>`;
}
