/** The paper itself: one floor's rooms, doors, pins and pictures in px of its window. Depth is colour and number. */

import { nothing, svg } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { t } from "../shared/i18n.js";
import { frameOf, ghosts } from "./plan-data.js";
import { STAIRS_CM, wedge } from "./plan-geometry.js";
import { numberWord } from "./words.js";

/** @typedef {import("./plan-data.js").Plan} Plan */
/** @typedef {import("./plan-data.js").PlanRoom} PlanRoom */
/** @typedef {import("./plan-data.js").Frame} Frame */
/** @typedef {import("./plan-state.js").PlanState} PlanState */

const LETTER_PX = 8.6; // of the room's name, on the average
const WEDGE_PX = 46;
const CORNERS = /** @type {const} */ (["nw", "ne", "sw", "se"]);

/** @param {number} value */
const px = (value) => value.toFixed(1);

/** @param {number|null} cm @returns {string} "−210 cm", "? cm" */
export function heightWord(cm) {
  return cm === null ? t("plan.height.unknown") : `${cm > 0 ? "+" : ""}${numberWord(cm)} cm`;
}

/** @param {Plan} plan @param {PlanState} view @param {boolean} locked */
export function floorDrawing(plan, view, locked) {
  const frame = frameOf(view, plan);
  const { floor, selected } = view;
  const rooms = plan.rooms.filter((room) => room.floor === floor && room.box);
  const chosen = rooms.find((room) => room.target === selected);
  const order = [...rooms.filter((room) => room !== chosen), ...(chosen ? [chosen] : [])];
  return svg`
    ${ghosts(plan, floor).map(
      (box) => svg`<rect class="plan-ghost" x=${px(frame.x + box.x * frame.scale)} y=${px(frame.y + box.y * frame.scale)}
        width=${px(box.w * frame.scale)} height=${px(box.h * frame.scale)} />`,
    )}
    ${repeat(order, (room) => room.target, (room) => roomBox(room, frame, room === chosen))}
    ${plan.doors.filter((door) => door.floor === floor).map((door) => doorSign(door, frame, door.target === selected))}
    ${plan.marks.filter((mark) => mark.place.floor === floor).map((mark) => photoMark(mark, frame, mark.targets.includes(selected ?? "")))}
    ${plan.things.filter((thing) => thing.place?.floor === floor).map((thing) => pin(thing, frame, thing.target === selected))}
    ${guides(view, frame)} ${chosen?.box && !locked ? handles(chosen, frame) : nothing}`;
}

/** @param {import("./plan-geometry.js").Box} box @param {Frame} frame in px */
function inPx({ x, y, w, h }, { scale, x: left, y: top }) {
  return { x: left + x * scale, y: top + y * scale, w: w * scale, h: h * scale };
}

/** @param {PlanRoom} room @param {Frame} frame @param {boolean} chosen */
function roomBox(room, frame, chosen) {
  const { x, y, w, h } = inPx(/** @type {import("./plan-geometry.js").Box} */ (room.box), frame);
  const pad = w < 120 ? 8 : 14;
  const fits = Math.floor((w - 2 * pad) / LETTER_PX);
  const height = heightWord(room.height);
  return svg`<g
    class="plan-room ${room.depth} ${chosen ? "chosen" : ""}"
    role="button"
    tabindex="0"
    data-target=${room.target}
    aria-pressed=${String(chosen)}
    aria-label=${t("plan.room.label", { name: room.label, height, depth: t(`plan.depth.${room.depth}`) })}
  >
    <rect class="plan-wall" x=${px(x)} y=${px(y)} width=${px(w)} height=${px(h)} />
    ${room.depth === "unknown" ? svg`<rect class="plan-hatch" x=${px(x)} y=${px(y)} width=${px(w)} height=${px(h)} fill="url(#plan-unknown)" />` : nothing}
    ${fits > 1 && h > 30 ? svg`<svg x=${px(x + pad)} y=${px(y)} width=${px(w - pad - 2)} height=${px(h)}><text class="plan-name" y="26">${room.label}</text></svg>` : nothing}
    ${fits > 4 && h > 56 ? svg`<text class="plan-cm num" x=${px(x + pad)} y=${px(y + 50)}>${height}</text>` : nothing}
    ${fits > 16 && h > 84 && !room.seen && room.height === null
      ? svg`<text class="plan-note" x=${px(x + pad)} y=${px(y + 74)}>${t("plan.room.not-seen")}</text>`
      : nothing}
  </g>`;
}

/** 20 px seen, 44 px felt. @param {PlanRoom} room @param {Frame} frame */
function handles(room, frame) {
  const { x, y, w, h } = inPx(/** @type {import("./plan-geometry.js").Box} */ (room.box), frame);
  return CORNERS.map((corner) => {
    const cx = px(corner.includes("e") ? x + w : x);
    const cy = px(corner.includes("s") ? y + h : y);
    return svg`<g class="plan-handle" data-target=${room.target} data-corner=${corner} aria-hidden="true">
      <circle class="plan-feel" cx=${cx} cy=${cy} r="22" /><circle class="plan-knob" cx=${cx} cy=${cy} r="10" />
    </g>`;
  });
}

/** Walls that line up with the one being moved. @param {PlanState} view @param {Frame} frame */
function guides({ guides: { x, y }, size }, frame) {
  const column = x === null ? 0 : frame.x + x * frame.scale;
  const row = y === null ? 0 : frame.y + y * frame.scale;
  return svg`${x === null ? nothing : svg`<path class="plan-guide" d="M${px(column)} 0V${size.height}" />`}
    ${y === null ? nothing : svg`<path class="plan-guide" d="M0 ${px(row)}H${size.width}" />`}`;
}

/** @param {import("./plan-data.js").PlanDoor} door @param {Frame} frame @param {boolean} chosen */
function doorSign(door, frame, chosen) {
  const x = frame.x + door.x * frame.scale;
  const y = frame.y + door.y * frame.scale;
  const half = (door.w * frame.scale) / 2;
  return svg`<g
    class="plan-door ${chosen ? "chosen" : ""}"
    role="button"
    tabindex="0"
    data-target=${door.target}
    aria-pressed=${String(chosen)}
    aria-label=${t(`plan.${door.kind}.label`)}
    transform="translate(${px(x)} ${px(y)}) rotate(${door.deg})"
  >
    ${door.kind === "door" ? leaf(half) : steps(half, (STAIRS_CM * frame.scale) / 2)}
    <circle class="plan-feel" r="22" />
  </g>`;
}

/** Opening upwards, its hinge at the left. @param {number} half px */
function leaf(half) {
  return svg`<path class="plan-gap" d="M${px(-half)} 0H${px(half)}" />
    <path class="plan-leaf" d="M${px(-half)} 0V${px(-2 * half)}" />
    <path class="plan-swing" d="M${px(-half)} ${px(-2 * half)}A${px(2 * half)} ${px(2 * half)} 0 0 1 ${px(half)} 0" />`;
}

/** Going up upwards. @param {number} half px @param {number} long px, half the length */
function steps(half, long) {
  const count = 8;
  const treads = Array.from({ length: count - 1 }, (_, index) => {
    const y = px(long - ((index + 1) * 2 * long) / count);
    return `M${px(-half)} ${y}H${px(half)}`;
  });
  return svg`<rect class="plan-stairs" x=${px(-half)} y=${px(-long)} width=${px(2 * half)} height=${px(2 * long)} />
    <path class="plan-swing" d=${treads.join("")} />
    <path class="plan-leaf" d="M0 ${px(long - 4)}V${px(-long + 4)}m-6 9l6 -9 6 9" />`;
}

/** @param {import("./plan-data.js").PhotoMark} mark @param {Frame} frame @param {boolean} chosen */
function photoMark(mark, frame, chosen) {
  const at = { x: frame.x + mark.place.x * frame.scale, y: frame.y + mark.place.y * frame.scale };
  const many = mark.word.length > 2;
  const half = many ? 8 + mark.word.length * 4.6 : 14;
  return svg`<g
    class="plan-photo ${chosen ? "chosen" : ""} ${mark.place.placed ? "" : "loose"}"
    role="button"
    tabindex="0"
    data-target=${mark.target}
    aria-pressed=${String(chosen)}
    aria-label=${t("plan.photo.label", { number: mark.word || "?" })}
  >
    ${mark.place.deg === null ? nothing : svg`<path class="plan-wedge" d=${wedge(at, mark.place.deg, WEDGE_PX)} />`}
    <circle class="plan-feel" cx=${px(at.x)} cy=${px(at.y)} r="22" />
    <rect class="plan-stand" x=${px(at.x - half)} y=${px(at.y - 14)} width=${px(2 * half)} height="28" rx="14" />
    <text class="plan-number" x=${px(at.x)} y=${px(at.y + 5.5)}>${mark.word || "?"}</text>
  </g>`;
}

/** Circle: drain; square: opening; diamond: device. @param {import("./plan-data.js").PlanThing} thing @param {Frame} frame @param {boolean} chosen */
function pin(thing, frame, chosen) {
  const place = /** @type {import("./plan-places.js").Place} */ (thing.place);
  const x = frame.x + place.x * frame.scale;
  const y = frame.y + place.y * frame.scale;
  return svg`<g
    class="plan-pin ${thing.kind} ${chosen ? "chosen" : ""} ${place.placed ? "" : "loose"}"
    role="button"
    tabindex="0"
    data-target=${thing.target}
    aria-pressed=${String(chosen)}
    aria-label=${t(`plan.${thing.kind}.label`, { number: thing.number, name: thing.label })}
    transform="translate(${px(x)} ${px(y)})"
  >
    <circle class="plan-feel" r="22" />${pinShape(thing.kind)}
    <text class="plan-number" y="5.5">${thing.number}</text>
  </g>`;
}

/** @param {"drain"|"device"|"opening"|"photo"} kind around the origin */
export function pinShape(kind) {
  if (kind === "drain") return svg`<circle class="plan-sign" r="15" />`;
  if (kind === "opening") return svg`<rect class="plan-sign" x="-14" y="-14" width="28" height="28" rx="5" />`;
  return svg`<path class="plan-sign" d="M0 -19L19 0L0 19L-19 0Z" />`;
}
