/** The plan as the log has it, with what a finger holds on top: rooms, doors, numbered things, pictures. */

import { pageData } from "../shared/i18n.js";
import { entitiesOf, exists, photosOf, targetOf, value } from "./entities.js";
import { paper } from "./plan-geometry.js";
import { grouped, numbersWord, placesOf } from "./plan-places.js";
import { FLOORS, LOWER } from "./plan-state.js";
import { staysOf } from "./visits.js";

/** @typedef {import("./state.js").State} State */
/** @typedef {import("./plan-geometry.js").Box} Box */
/** @typedef {import("./plan-geometry.js").Point} Point */
/** @typedef {import("./plan-places.js").Floor} Floor */
/** @typedef {import("./plan-places.js").Place} Place */
/** @typedef {"above"|"shallow"|"deep"|"unknown"} Depth */

/** @typedef {{target: string, id: string, label: string, floor: Floor, box: Box|null, settled: Box|null, height: number|null, depth: Depth, seen: boolean}} PlanRoom `settled`: as the log has it */
/** @typedef {{target: string, kind: "drain"|"device"|"opening", label: string, room: string|null, number: number, place: Place|null, height: number|null}} PlanThing */
/** @typedef {{target: string, id: string, number: number|null, caption: string, entity: string|null, room: string|null, place: Place|null}} PlanPhoto */
/** @typedef {{target: string, targets: string[], word: string, place: Place}} PhotoMark one or several that look the same way */
/** @typedef {{kind: "door"|"stairs", floor: Floor, x: number, y: number, w: number, deg: number}} DoorPlace */
/** @typedef {DoorPlace & {target: string}} PlanDoor */

/**
 * @typedef {object} Plan
 * @property {Floor[]} floors
 * @property {PlanRoom[]} rooms
 * @property {PlanThing[]} things
 * @property {PlanPhoto[]} photos
 * @property {PhotoMark[]} marks
 * @property {PlanDoor[]} doors
 * @property {number|null} north
 * @property {import("./plan-geometry.js").Side} street
 * @property {number} backflow cm above the street
 */

/** Item that says how high a thing lies. */
const HEIGHTS = { drain: "drain_height_cm", opening: "op_edge_height_cm", device: "" };
const SHALLOW_CM = -100; // of the backflow level; the legend names it

/** @param {State} state @returns {Plan} */
export function planOf(state) {
  const { view, plan, photos } = state;
  /** @param {string} target @param {string} field */
  const held = (target, field) => plan.moved[target] ?? value(view, target, field);
  const backflow = value(view, "building", "backflow_level_cm") ?? pageData.backflow_level_cm ?? 0;
  const visited = new Set(staysOf(view).map((stay) => stay.place));
  const rooms = entitiesOf(view, "room").map(({ target, id, label }) => {
    const height = heightOf(view, target, "room_floor_height_cm");
    return {
      target,
      id,
      label,
      floor: floorOf(view, target),
      box: held(target, "box"),
      settled: value(view, target, "box"),
      height,
      depth: depthOf(height, backflow),
      seen: visited.has(id),
    };
  });
  const served = new Map(entitiesOf(view, "drain").map((drain) => [value(view, drain.target, "drain_device"), drain.room]));
  const found = (/** @type {const} */ (["drain", "device", "opening"])).flatMap((kind) =>
    entitiesOf(view, kind).map((one) => ({ ...one, kind, room: one.room ?? served.get(one.id) ?? null })),
  );
  const shots = photosOf(view).map((photo) => {
    const target = `photo:${photo.id}`;
    return {
      target,
      id: photo.id,
      number: photos[photo.id]?.number ?? null,
      caption: photo.caption,
      entity: photo.entity === "building" ? null : targetOf(view, photo.entity),
      room: value(view, target, "room"),
      heading: value(view, target, "heading_deg"),
      pin: held(target, "pin"),
    };
  });
  const north = value(view, "consultation", "north_deg");
  const places = placesOf({
    rooms,
    things: found.map(({ target, kind, room }) => ({ target, kind, room, pin: held(target, "pin") })),
    photos: shots,
    north,
  });
  return {
    floors: rooms.some((room) => room.floor === LOWER) ? ["outside", LOWER, ...FLOORS.slice(1)] : FLOORS,
    rooms,
    things: found.map(({ target, kind, label, room }, index) => ({
      target,
      kind,
      label,
      room,
      number: index + 1,
      place: places.get(target) ?? null,
      height: HEIGHTS[kind] ? heightOf(view, target, HEIGHTS[kind]) : null,
    })),
    photos: shots.map((shot) => ({ ...shot, place: places.get(shot.target) ?? null })),
    marks: grouped(shots, places).map(({ place, photos: together }) => ({
      target: together[0]?.target ?? "",
      targets: together.map((one) => one.target),
      word: numbersWord(together.map((one) => one.number)),
      place,
    })),
    doors: Object.keys(view.entities)
      .filter((target) => target.startsWith("door:") && exists(view, target))
      .flatMap((target) => {
        const place = held(target, "place");
        return place ? [{ target, ...place }] : [];
      }),
    north,
    street: value(view, "consultation", "street_side") ?? "bottom",
    backflow,
  };
}

/** @param {import("./state.js").LogState} view @param {string} target @returns {Floor} */
export function floorOf(view, target) {
  return value(view, target, "floor") ?? "basement";
}

/** @param {import("./state.js").LogState} view @param {string} target @param {string} item */
function heightOf(view, target, item) {
  const height = value(view, target, item);
  return typeof height === "number" ? height : null;
}

/** @param {number|null} height @param {number} backflow @returns {Depth} */
function depthOf(height, backflow) {
  if (height === null) return "unknown";
  if (height >= backflow) return "above";
  return height - backflow >= SHALLOW_CM ? "shallow" : "deep";
}

/** Boxes of a floor. @param {Plan} plan @param {Floor} floor @param {string} [but] a target to leave out @returns {Box[]} */
export function boxesOn(plan, floor, but) {
  return plan.rooms.flatMap((room) => (room.box && room.floor === floor && room.target !== but ? [room.box] : []));
}

/** Outlines to line up with: the floor below, or the house from the outside. @param {Plan} plan @param {Floor} floor @returns {Box[]} */
export function ghosts(plan, floor) {
  if (floor === "outside") {
    const house = boxesOn(plan, "ground");
    return house.length ? house : boxesOn(plan, "basement");
  }
  const below = plan.floors[plan.floors.indexOf(floor) - 1];
  return below && below !== "outside" ? boxesOn(plan, below) : [];
}

/**
 * How cm become px: the whole floor fits the window, larger by the zoom, shifted by the pan.
 * @typedef {{scale: number, x: number, y: number}} Frame px = x + cm * scale
 * @param {State["plan"]} view @param {Plan} plan @returns {Frame}
 */
export function frameOf({ floor, size, zoom, pan }, plan) {
  const settled = plan.rooms.flatMap((room) => (room.settled && room.floor === floor ? [room.settled] : []));
  const held = paper([...settled, ...ghosts(plan, floor)]);
  const fit = Math.min(size.width / held.w, size.height / held.h, 1);
  const scale = Math.max(0.02, fit * zoom);
  return {
    scale,
    x: size.width / 2 - (held.x + held.w / 2) * scale + pan.x,
    y: size.height / 2 - (held.y + held.h / 2) * scale + pan.y,
  };
}

/** @param {Plan} plan @param {string} id of a room @returns {PlanRoom|undefined} */
export function roomOf(plan, id) {
  return plan.rooms.find((room) => room.id === id);
}
