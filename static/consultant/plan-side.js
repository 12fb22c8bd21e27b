/** Beside the plan: the chosen room with its height and what is in it, the chosen pin, picture or door, or the way to begin. */

import { html, nothing } from "lit-html";
import { icon } from "../shared/icons.js";
import { pick, t } from "../shared/i18n.js";
import { addEntity } from "./add-entity.js";
import { freeName, value } from "./entities.js";
import { isLocked } from "./item-view.js";
import { heightWord, pinShape } from "./plan-map.js";
import { numbersWord } from "./plan-places.js";

/** @typedef {import("./view.js").Loaded} Loaded */
/** @typedef {import("./view.js").Acts} Acts */
/** @typedef {import("./plan-data.js").Plan} Plan */
/** @typedef {import("./plan-data.js").PlanRoom} PlanRoom */

const TURN_DEG = 15;
const SIDES = /** @type {const} */ (["top", "right", "bottom", "left"]);

/** @param {Loaded} state @param {Plan} plan @param {Acts} act */
export function planSide(state, plan, act) {
  const { selected, tool } = state.plan;
  if (state.adding) return addRoom(state, act);
  if (tool?.kind === "north") return north(state, plan, act);
  if (tool?.kind === "pin" && !tool.target) return whichPin(state, plan, act);
  const room = plan.rooms.find((one) => one.target === selected);
  if (room) return roomSide(state, plan, room, act);
  const thing = plan.things.find((one) => one.target === selected);
  if (thing) return thingSide(state, plan, thing, act);
  const photo = plan.photos.find((one) => one.target === selected);
  if (photo) return photoSide(state, plan, photo, act);
  const door = plan.doors.find((one) => one.target === selected);
  if (door) return doorSide(state, door, act);
  return overview(state, plan, act);
}

/** @param {Loaded} state @param {Acts} act */
function addRoom(state, act) {
  const { adding, checklist, view } = state;
  const kind = adding?.kind ?? "room";
  const names = checklist.scopes[kind].suggestions.map((one) => freeName(view, kind, pick(one)));
  return html`<div class="plan-side">
    ${addEntity({ title: t("plan.tool.room-long"), names: [...new Set(names)], typed: adding?.name ?? "", rooms: null, room: null, act: { ...act, add: act.plan.add, stopAdding: act.plan.stopAdding } })}
  </div>`;
}

/** @param {unknown} title @param {unknown} rest */
const side = (title, rest) => html`<div class="plan-side"><h2 id="plan-title" tabindex="-1">${title}</h2>${rest}</div>`;

/** @param {Loaded} state @param {Plan} plan @param {Acts} act */
function overview(state, plan, act) {
  const rooms = plan.rooms.filter((room) => room.floor === state.plan.floor && room.box);
  return side(
    t(`plan.floor.${state.plan.floor}`),
    html`<p class="soft">${t("plan.side.hint")}</p>
      <ul class="plan-list">
        ${rooms.map((room) => row(html`<i class="plan-swatch ${room.depth}"></i>`, room.label, heightWord(room.height), () => act.plan.find(room.target, room.floor)))}
      </ul>
      <p class="soft num">${t("plan.side.count", { things: plan.things.filter((one) => one.place?.floor === state.plan.floor).length, photos: plan.photos.filter((one) => one.place?.floor === state.plan.floor).length })}</p>`,
  );
}

/** @param {unknown} sign @param {string} name @param {string} detail @param {() => void} tap @param {string} [target] */
const row = (sign, name, detail, tap, target) =>
  html`<li><button type="button" class="plan-row" data-row=${target ?? nothing} @click=${tap}>${sign}<span>${name}</span><span class="soft num">${detail}</span></button></li>`;

/** @param {"drain"|"device"|"opening"} kind @param {number} number */
const sign = (kind, number) =>
  html`<svg class="plan-pin ${kind}" viewBox="-20 -20 40 40" aria-hidden="true">${pinShape(kind)}</svg><span class="num plan-row-number">${number}</span>`;

/** @param {Loaded} state @param {Plan} plan @param {PlanRoom} room @param {Acts} act */
function roomSide(state, plan, room, act) {
  const locked = isLocked(state);
  const method = value(state.view, room.target, "room_height_method");
  const things = plan.things.filter((one) => one.room === room.id);
  const inIt = new Set(things.map((one) => one.target));
  const photos = plan.photos.filter((one) => one.room === room.id || one.entity === room.target || inIt.has(one.entity ?? ""));
  const model = [...plan.rooms].reverse().find((one) => one.box && one.floor === room.floor && one.target !== room.target);
  const below = room.height === null ? "" : t(room.height < plan.backflow ? "plan.height.below" : "plan.height.above", { cm: Math.abs(room.height - plan.backflow) });
  return side(
    room.label,
    html`<div class="plan-height num" role="group" aria-label=${t("plan.height.label")}>
        <button type="button" class="button square call" aria-label=${t("plan.height.lower")} ?disabled=${locked} @click=${() => act.plan.raise(room.target, -1)}>${icon("arrow-down")}</button>
        <p aria-live="polite"><b>${heightWord(room.height)}</b><span class="soft">${below || t("plan.height.ask")}</span></p>
        <button type="button" class="button square call" aria-label=${t("plan.height.higher")} ?disabled=${locked} @click=${() => act.plan.raise(room.target, 1)}>${icon("arrow-up")}</button>
      </div>
      ${room.height === null
        ? nothing
        : html`<div class="plan-chips" role="group" aria-label=${t("plan.method.label")}>
            ${/** @type {const} */ (["measured", "estimated"]).map(
              (one) => html`<button type="button" class="chip" aria-pressed=${String(method === one)} ?disabled=${locked} @click=${() => act.plan.method(room.target, one)}>
                ${method === one ? icon("check", "small") : nothing}${t(`plan.method.${one}`)}
              </button>`,
            )}
          </div>`}
      <ul class="plan-list">
        ${things.map((one) => row(sign(one.kind, one.number), one.label, one.kind === "device" ? "" : heightWord(one.height), () => act.plan.find(one.target, one.place?.floor), one.target))}
        ${photos.length ? html`<li><details class="plan-photos"><summary>${icon("camera")}${t("plan.side.photos", { numbers: numbersWord(photos.map((one) => one.number)) })}</summary>
          <ul class="plan-list">${photos.map((one) => row(icon("camera"), photoName(one), direction(one.place?.deg ?? null), () => act.plan.find(one.target, one.place?.floor), one.target))}</ul></details></li>` : nothing}
      </ul>
      ${locked
        ? nothing
        : html`<details class="plan-more"><summary>${t("plan.side.floor")}</summary>
              <div class="plan-chips">
                ${["lower_basement", "basement", "ground", "upper", "outside"].map(
                  (floor) => html`<button type="button" class="chip" aria-pressed=${String(floor === room.floor)} @click=${() => act.plan.toFloor(room.target, /** @type {any} */ (floor))}>${t(`plan.floor.${floor}`)}</button>`,
                )}
              </div></details>
            <div class="plan-acts">
              ${!room.box
                ? html`<button type="button" class="button call primary" @click=${() => act.plan.place(room.id)}>${icon("plus")}${t("plan.tray.draw", { room: room.label })}</button>`
                : html`${model ? html`<button type="button" class="button call" @click=${() => act.plan.like(room.target, model.target)}>${icon("copy")}${t("plan.side.like", { room: model.label })}</button>` : nothing}
                    <button type="button" class="button call quiet" @click=${() => act.plan.unplace(room.target)}>${t("plan.side.unplace")}</button>`}
            </div>`}`,
  );
}

/** @param {import("./plan-data.js").PlanPhoto} photo */
const photoName = (photo) => t("plan.photo.name", { number: photo.number ?? "?", caption: photo.caption }).replace(/[ :,]+$/, "");

/** "NO 38°" on the paper; empty when not known. @param {number|null} deg */
const direction = (deg) => (deg === null ? "" : `${deg}°`);

/** @param {Loaded} state @param {Plan} plan @param {import("./plan-data.js").PlanThing} thing @param {Acts} act */
function thingSide(state, plan, thing, act) {
  const room = plan.rooms.find((one) => one.id === thing.room);
  return side(
    html`<span class="plan-title-sign">${sign(thing.kind, thing.number)}</span>${thing.label}`,
    html`<p class="soft">${t(`plan.signs.${thing.kind}`)}${room ? ` · ${room.label}` : ""}</p>
      ${thing.height === null ? nothing : html`<p class="plan-big num">${heightWord(thing.height)}</p>`}
      <p class="soft">${t(thing.place ? (thing.place.placed ? "plan.pin.placed" : "plan.pin.loose") : "plan.pin.nowhere")}</p>
      ${pinActs(state, thing.target, thing.place, act)}`,
  );
}

/** @param {Loaded} state @param {string} target @param {import("./plan-places.js").Place|null} place @param {Acts} act */
function pinActs(state, target, place, act) {
  if (isLocked(state)) return nothing;
  return html`<div class="plan-acts">
    <button type="button" class="button call primary" @click=${() => act.plan.take({ kind: "pin", target })}>${icon("pin")}${t("plan.pin.place")}</button>
    ${place?.placed ? html`<button type="button" class="button call quiet" @click=${() => act.plan.unplace(target)}>${t("plan.pin.back")}</button>` : nothing}
  </div>`;
}

/** @param {Loaded} state @param {Plan} plan @param {import("./plan-data.js").PlanPhoto} photo @param {Acts} act */
function photoSide(state, plan, photo, act) {
  const mark = plan.marks.find((one) => one.targets.includes(photo.target));
  const others = plan.photos.filter((one) => one !== photo && mark?.targets.includes(one.target));
  const deg = photo.place?.deg ?? null;
  return side(
    t("plan.photo.label", { number: photo.number ?? "?" }),
    html`${photo.caption ? html`<p>${photo.caption}</p>` : nothing}
      <p class="soft num">${deg === null ? t("plan.photo.no-direction") : t("plan.photo.direction", { deg })}</p>
      ${isLocked(state)
        ? nothing
        : html`<div class="plan-chips" role="group" aria-label=${t("plan.tool.look")}>
            <button type="button" class="chip" aria-label=${t("plan.turn.left")} @click=${() => act.plan.lookTo(photo.target, (deg ?? 0) - TURN_DEG)}>${icon("undo", "small")}15°</button>
            <button type="button" class="chip" aria-label=${t("plan.turn.right")} @click=${() => act.plan.lookTo(photo.target, (deg ?? 0) + TURN_DEG)}>${icon("redo", "small")}15°</button>
            <button type="button" class="chip" @click=${() => act.plan.take({ kind: "look", target: photo.target })}>${t("plan.photo.tap-direction")}</button>
          </div>`}
      <button type="button" class="button call" @click=${() => act.openPanel({ kind: "photo", photo: photo.id })}>${icon("image")}${t("plan.photo.open")}</button>
      ${pinActs(state, photo.target, photo.place, act)}
      ${others.length ? html`<h3>${t("plan.photo.together")}</h3><ul class="plan-list">${others.map((one) => row(icon("camera"), photoName(one), "", () => act.plan.select(one.target), one.target))}</ul>` : nothing}`,
  );
}

/** @param {Loaded} state @param {import("./plan-data.js").PlanDoor} door @param {Acts} act */
function doorSide(state, door, act) {
  if (isLocked(state)) return side(t(`plan.${door.kind}.label`), nothing);
  const turned = door.kind === "door" ? 180 : 90;
  return side(
    t(`plan.${door.kind}.label`),
    html`<p class="soft num">${t("plan.door.width", { cm: door.w })}</p>
      <div class="plan-chips">
        <button type="button" class="chip call" @click=${() => act.plan.door(door.target, { deg: (door.deg + turned) % 360 })}>${icon("turn")}${t(`plan.${door.kind}.turn`)}</button>
        <button type="button" class="chip call" ?disabled=${door.w <= 60} @click=${() => act.plan.door(door.target, { w: Math.max(50, door.w - 10) })}>${icon("minus")}${t("plan.door.narrower")}</button>
        <button type="button" class="chip call" ?disabled=${door.w >= 500} @click=${() => act.plan.door(door.target, { w: door.w + 10 })}>${icon("plus")}${t("plan.door.wider")}</button>
      </div>
      <div class="plan-acts"><button type="button" class="button call quiet" @click=${() => act.plan.unplace(door.target)}>${icon("trash")}${t("plan.door.remove")}</button></div>`,
  );
}

/** @param {Loaded} state @param {Plan} plan @param {Acts} act */
function whichPin(state, plan, act) {
  const all = [...plan.things, ...plan.photos];
  const waiting = all.filter((one) => !one.place?.placed);
  const placed = all.filter((one) => one.place?.placed);
  /** @param {typeof all} some */
  const rows = (some) =>
    html`<ul class="plan-list">${some.map((one) => ("kind" in one ? row(sign(one.kind, one.number), one.label, "", () => act.plan.set({ tool: { kind: "pin", target: one.target } }), one.target) : row(icon("camera"), photoName(one), "", () => act.plan.set({ tool: { kind: "pin", target: one.target } }), one.target)))}</ul>`;
  return side(
    t("plan.pin.which"),
    all.length
      ? html`${waiting.length ? rows(waiting) : html`<p>${t("plan.pin.all-placed")}</p>`} ${placed.length ? html`<h3>${t("plan.pin.again")}</h3>${rows(placed)}` : nothing}`
      : html`<p>${t("plan.pin.none")}</p>`,
  );
}

/** @param {Loaded} state @param {Plan} plan @param {Acts} act */
function north(state, plan, act) {
  const deg = plan.north ?? 0;
  const heading = state.sensors?.heading;
  return side(
    t("plan.north.title"),
    html`<p class="num">${plan.north === null ? t("plan.north.unknown-long") : t("plan.north.at", { deg })}</p>
      <div class="plan-chips" role="group" aria-label=${t("plan.north.title")}>
        <button type="button" class="chip call" aria-label=${t("plan.turn.left")} @click=${() => act.plan.north(deg - TURN_DEG)}>${icon("undo")}15°</button>
        <button type="button" class="chip call" aria-label=${t("plan.turn.right")} @click=${() => act.plan.north(deg + TURN_DEG)}>${icon("redo")}15°</button>
      </div>
      ${typeof heading === "number"
        ? html`<p>${t("plan.north.by-phone-hint")}</p>
            <button type="button" class="button call primary" @click=${() => act.plan.northByPhone(heading)}>${icon("compass")}${t("plan.north.by-phone", { deg: Math.round(heading) })}</button>`
        : html`<p class="soft">${t("plan.north.no-sensors")}</p>`}
      <h3>${t("plan.street.where")}</h3>
      <div class="plan-chips" role="group" aria-label=${t("plan.street.where")}>
        ${SIDES.map(
          (one) => html`<button type="button" class="chip" data-street=${one} aria-pressed=${String(plan.street === one)} @click=${() => act.plan.street(one)}>
            ${plan.street === one ? icon("check", "small") : nothing}${t(`plan.street.${one}`)}
          </button>`,
        )}
      </div>
      <div class="plan-acts"><button type="button" class="button call" @click=${() => act.plan.set({ tool: null })}>${t("plan.north.done")}</button></div>`,
  );
}
