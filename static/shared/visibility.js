/**
 * Which questions are asked now: the twin of `inspection/domain/visibility.py`, held to the same test vectors.
 * Works on the folded operation log, so that it goes on while the tablet is offline.
 */

import { evaluate, holds } from "./expressions.js";

/** @typedef {import("./expressions.js").Tree} Tree */
/** @typedef {import("./expressions.js").Value} Value */
/** @typedef {import("./expressions.js").Scope} Scope */
/** @typedef {{de: string, en: string}} Text */
/** @typedef {{id: string, when: Tree, say: Text, aim: Text, light: Text}} View */

/**
 * The part of an item that visibility reads.
 * @typedef {{id: string, scope: string, type: string, templates: string[], visible_when: Tree, views?: View[]}} Item
 */

/**
 * The part of the checklist that visibility reads.
 * @typedef {{items: Record<string, Item>, tolerance_cm: Record<string, number>}} Checklist
 */

/** @typedef {{entities: Record<string, {fields: Record<string, {value: any}>}>}} LogState */

const BUILDING = "building";
const CHOICES = ["single", "yes_no", "yes_no_unknown"];

/**
 * Ids of the items asked at a target, in the order of the checklist.
 * @param {Checklist} checklist @param {LogState} state @param {string} target "building", "room:<id>", …
 * @param {string[]} templates those of the consultation
 * @returns {string[]}
 */
export function visibleItems(checklist, state, target, templates) {
  const subject = houseOf(checklist, state, templates).subject(target);
  return Object.values(checklist.items)
    .filter((item) => item.scope === subject.scope && subject.isVisible(item))
    .map((item) => item.id);
}

/**
 * How to get an item's subject into the picture, given what is known of it; null where nothing needs saying.
 * @param {Checklist} checklist @param {LogState} state @param {string} target @param {string} itemId
 * @param {string[]} templates @returns {View|null}
 */
export function viewFor(checklist, state, target, itemId, templates) {
  const subject = houseOf(checklist, state, templates).subject(target);
  return checklist.items[itemId]?.views?.find((view) => holds(view.when, subject)) ?? null;
}

/** @type {WeakMap<LogState, House>} */
const houses = new WeakMap();

/**
 * What one question found out serves the next: a state of the log is never changed in place.
 * @param {Checklist} checklist @param {LogState} state @param {string[]} templates @returns {House}
 */
function houseOf(checklist, state, templates) {
  let house = houses.get(state);
  if (house?.checklist !== checklist || house.templates !== templates) {
    house = new House(checklist, state, templates);
    houses.set(state, house);
  }
  return house;
}

/** The case as conditions see it, for one state of the log. */
class House {
  /** @param {Checklist} checklist @param {LogState} state @param {string[]} templates */
  constructor(checklist, state, templates) {
    this.checklist = checklist;
    this.state = state;
    this.templates = templates;
    /** @type {Map<string, Subject>} */
    this.subjects = new Map();
    /** @type {Subject[]|null} */
    this.theRooms = null;
  }

  /** @param {string} target @returns {Subject} */
  subject(target) {
    let subject = this.subjects.get(target);
    if (!subject) {
      subject = new Subject(this, target);
      this.subjects.set(target, subject);
    }
    return subject;
  }

  /** @returns {Subject[]} rooms that are there; a removed one has `exists` false */
  rooms() {
    this.theRooms ??= Object.keys(this.state.entities)
      .filter((target) => target.startsWith("room:") && this.state.entities[target].fields.exists?.value === true)
      .map((target) => this.subject(target));
    return this.theRooms;
  }

  /** Whether a room's answer is, or holds, one of these options. @param {string} item @param {string[]} options */
  anyRoom(item, options) {
    return this.rooms().some((room) => {
      const value = room.lookup(item);
      const chosen = Array.isArray(value) ? value : [value];
      return options.some((option) => chosen.includes(option));
    });
  }
}

/**
 * The building or one entity.
 * @implements {Scope}
 */
class Subject {
  /** @param {House} house @param {string} target */
  constructor(house, target) {
    this.house = house;
    this.target = target;
    this.scope = target.split(":", 1)[0];
    /** @type {Map<string, boolean>} */
    this.visible = new Map();
  }

  /** @param {string} name @returns {Value} */
  lookup(name) {
    const item = this.house.checklist.items[name];
    if (item?.scope === this.scope) return this.counted(item);
    if (name === "room_below_street" && this.scope === "room") return this.isBelowStreet();
    if (this.scope !== BUILDING) return this.house.subject(BUILDING).lookup(name);
    throw new Error(`unknown name ${name}`);
  }

  /** What an answer counts for: of an invisible item nothing. @param {Item} item @returns {Value} */
  counted(item) {
    const answer = this.isVisible(item) ? this.answer(item.id) : null;
    if (answer !== null) return answer;
    if (CHOICES.includes(item.type)) return "unknown";
    return item.type === "multi" ? [] : null;
  }

  /** As given; null where there is none. @param {string} id @returns {Value} */
  answer(id) {
    const value = this.house.state.entities[this.target]?.fields[id]?.value ?? null;
    return value === "" || (Array.isArray(value) && value.length === 0) ? null : value;
  }

  /** @param {Item} item @returns {boolean} */
  isVisible(item) {
    let visible = this.visible.get(item.id);
    if (visible === undefined) {
      const active = item.templates.some((template) => this.house.templates.includes(template));
      visible = active && evaluate(item.visible_when, this) === true;
      this.visible.set(item.id, visible);
    }
    return visible;
  }

  /** In the doubtful case, and where nothing is known, below. @returns {boolean} */
  isBelowStreet() {
    const floor = this.lookup("room_floor_height_cm");
    const tolerance = this.house.checklist.tolerance_cm[String(this.lookup("room_height_method"))];
    return typeof floor !== "number" || tolerance === undefined || floor - tolerance < 0;
  }

  /** @param {string} id @returns {boolean} */
  unanswered(id) {
    const item = this.house.checklist.items[id];
    if (item.scope !== this.scope) return this.house.subject(BUILDING).unanswered(id);
    return this.isVisible(item) && this.answer(id) === null;
  }

  /** @param {string} installation */
  anyRoomHas(installation) {
    return this.house.anyRoom("room_installations", [installation]);
  }

  /** @param {string[]} states */
  anyRoomMoisture(states) {
    return this.house.anyRoom("room_moisture", states);
  }

  /** @param {string} name */
  templateActive(name) {
    return this.house.templates.includes(name);
  }
}
