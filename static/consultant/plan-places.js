/**
 * Where everything of the house lies on the plan: as placed, else at a sensible point of its room, so that nothing is
 * missing that nobody had the time to place. The twin of `inspection/domain/plan_places.py`, held to the same vectors
 * (`tests/vectors/plan.json`).
 */

import { away, inside, onPlan, outerWall, spread, turn } from "./plan-geometry.js";

/** @typedef {import("./plan-geometry.js").Box} Box */
/** @typedef {import("./plan-geometry.js").Point} Point */
/** @typedef {"outside"|"lower_basement"|"basement"|"ground"|"upper"} Floor */
/** @typedef {{id: string, floor: Floor, box: Box|null}} SketchRoom */
/** @typedef {Point & {floor: Floor, deg: number|null}} Pin */
/** @typedef {{target: string, kind: "drain"|"device"|"opening", room: string|null, pin: Pin|null}} Thing `room`: of a device, that of what it serves */
/** @typedef {{target: string, entity: string|null, room: string|null, heading: number|null, pin: Pin|null}} Shot `entity`: target it is bound to */
/** @typedef {Point & {floor: Floor, deg: number|null, placed: boolean, near: string|null}} Place `near`: the target beside which it stands by itself */

/** Share of a room's height where things stand in a row. */
const ROW = { drain: 0.6, device: 0.8, room: 0.45 };
const BEHIND_CM = 120; // of whoever takes a picture
const BESIDE_CM = 40;
const MARGIN_CM = 25;

/**
 * @param {{rooms: SketchRoom[], things: Thing[], photos: Shot[], north: number|null}} sketch
 * @returns {Map<string, Place>} target → where; without what lies in no drawn room
 */
export function placesOf({ rooms, things, photos, north }) {
  /** @type {Map<string, Place>} */
  const places = new Map();
  const drawn = new Map(rooms.flatMap((room) => (room.box ? [[room.id, { ...room, box: room.box }]] : [])));
  for (const kind of /** @type {const} */ (["drain", "device", "opening"])) {
    /** @type {Map<string, Thing[]>} */
    const loose = new Map();
    for (const thing of things.filter((one) => one.kind === kind)) {
      if (thing.pin) places.set(thing.target, { ...thing.pin, placed: true, near: null });
      else if (thing.room && drawn.has(thing.room)) {
        loose.set(thing.room, [...(loose.get(thing.room) ?? []), thing]);
      }
    }
    for (const [id, waiting] of loose) {
      const room = /** @type {SketchRoom & {box: Box}} */ (drawn.get(id));
      const others = [...drawn.values()].filter((one) => one.id !== id && one.floor === room.floor).map((one) => one.box);
      const where = kind === "opening" ? outerWall(room.box, others) : ROW[kind];
      waiting.forEach(({ target }, index) => {
        const point = spread(room.box, where, index, waiting.length);
        places.set(target, { ...point, floor: room.floor, deg: null, placed: false, near: `room:${id}` });
      });
    }
  }
  const rooming = new Map(things.map((thing) => [thing.target, thing.room]));
  for (const photo of photos) {
    const place = standpoint(photo, places, drawn, rooming, north);
    if (place) places.set(photo.target, place);
  }
  return places;
}

/**
 * From where a picture was taken. @param {Shot} photo @param {Map<string, Place>} places
 * @param {Map<string, SketchRoom & {box: Box}>} drawn @param {Map<string, string|null>} rooming @param {number|null} north
 * @returns {Place|null}
 */
function standpoint(photo, places, drawn, rooming, north) {
  const deg = photo.heading === null ? null : onPlan(photo.heading, north);
  if (photo.pin) return { ...photo.pin, deg: photo.pin.deg ?? deg, placed: true, near: null };
  const thing = photo.entity ? places.get(photo.entity) : undefined;
  if (photo.entity && thing) {
    const room = drawn.get(rooming.get(photo.entity) ?? "");
    const point = deg === null ? { x: thing.x + BESIDE_CM, y: thing.y - BESIDE_CM } : away(thing, turn(deg + 180), BEHIND_CM);
    const within = room && room.floor === thing.floor ? inside(point, room.box, MARGIN_CM) : point;
    return { ...within, floor: thing.floor, deg, placed: false, near: photo.entity };
  }
  const id = photo.entity?.startsWith("room:") ? photo.entity.slice("room:".length) : photo.room;
  const room = drawn.get(id ?? "");
  if (!room) return null;
  const middle = spread(room.box, ROW.room, 0, 1);
  const point = deg === null ? middle : away(middle, turn(deg + 180), Math.min(room.box.w, room.box.h) / 4);
  return { ...inside(point, room.box, MARGIN_CM), floor: room.floor, deg, placed: false, near: `room:${id}` };
}

/**
 * Pictures that look the same way from the same place share a mark: of 120 none is lost and none hides another.
 * @template {{target: string}} P
 * @param {P[]} photos in the order of their numbers @param {Map<string, Place>} places
 * @returns {{place: Place, photos: P[]}[]}
 */
export function grouped(photos, places) {
  /** @type {Map<string, {place: Place, photos: P[]}>} */
  const groups = new Map();
  for (const photo of photos) {
    const place = places.get(photo.target);
    if (!place) continue;
    const sector = place.deg === null ? "-" : Math.floor(turn(place.deg + 22) / 45);
    const key = place.placed ? photo.target : `${place.near}/${sector}`;
    const group = groups.get(key);
    if (group) group.photos.push(photo);
    else groups.set(key, { place, photos: [photo] });
  }
  return [...groups.values()];
}

/** "3", "3, 5", "3–7", "3 +6": what a mark can carry. @param {(number|null)[]} numbers @returns {string} */
export function numbersWord(numbers) {
  const known = /** @type {number[]} */ (numbers.filter((one) => one !== null)).sort((one, other) => one - other);
  const first = known[0];
  if (first === undefined) return "";
  const last = known[known.length - 1] ?? first;
  if (known.length === 1) return String(first);
  if (last - first === known.length - 1) return `${first}–${last}`;
  return known.length === 2 ? `${first}, ${last}` : `${first} +${known.length - 1}`;
}
