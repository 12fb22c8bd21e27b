/** Rooms, drains, devices and openings as they stand in the log, and the pictures bound to them. */

import { pick } from "../shared/i18n.js";

/** @typedef {import("./state.js").LogState} LogState */
/** @typedef {import("./state.js").Kind} Kind */
/** @typedef {import("./state.js").Checklist} Checklist */
/** @typedef {{target: string, kind: Kind, id: string, label: string, room: string|null}} Entity */

/** @type {Kind[]} */
export const KINDS = ["room", "drain", "device", "opening"];

/** @param {LogState} view @param {string} target @param {string} field @returns {any} null when there is none */
export function value(view, target, field) {
  return view.entities[target]?.fields[field]?.value ?? null;
}

/** By kind; a state of the log is never changed in place. @type {WeakMap<LogState, Map<string, readonly any[]>>} */
const found = new WeakMap();

/** @template T @param {LogState} view @param {string} kind @param {(target: string) => T} make @returns {readonly T[]} of those that are there */
function once(view, kind, make) {
  const kinds = found.get(view) ?? new Map();
  found.set(view, kinds);
  let made = kinds.get(kind);
  if (!made) {
    const prefix = `${kind}:`;
    made = Object.keys(view.entities)
      .filter((target) => target.startsWith(prefix) && value(view, target, "exists") === true)
      .map(make);
    kinds.set(kind, made);
  }
  return made;
}

/** @param {LogState} view @param {Kind} kind @returns {readonly Entity[]} in the order they were added */
export function entitiesOf(view, kind) {
  return once(view, kind, (target) => entity(view, target));
}

/** @param {LogState} view @param {string} target @returns {Entity} */
export function entity(view, target) {
  const [kind, id] = split(target);
  return {
    target,
    kind: /** @type {Kind} */ (kind),
    id,
    label: value(view, target, "label") ?? "",
    room: value(view, target, "room"),
  };
}

/** @param {LogState} view @param {string} target */
export function exists(view, target) {
  return target === "building" || value(view, target, "exists") === true;
}

/** @param {string} target @returns {[string, string]} kind and id */
export function split(target) {
  const at = target.indexOf(":");
  return at < 0 ? [target, target] : [target.slice(0, at), target.slice(at + 1)];
}

/** The target of an id as findings and pictures name it. @param {LogState} view @param {string} id @returns {string} */
export function targetOf(view, id) {
  if (id === "building" || id.includes(":")) return id;
  return KINDS.map((kind) => `${kind}:${id}`).find((target) => target in view.entities) ?? "building";
}

/** The name of what a target stands for. @param {LogState} view @param {string} target @param {string} building */
export function nameOf(view, target, building) {
  return target === "building" ? building : entity(view, target).label;
}

/** @param {LogState} view @param {string|null} room @returns {string} empty when there is none */
export function roomName(view, room) {
  return room ? (value(view, `room:${room}`, "label") ?? "") : "";
}

/**
 * A suggested name that nobody bears yet: "Bodenablauf", then "Bodenablauf 2".
 * @param {LogState} view @param {Kind} kind @param {string} name
 */
export function freeName(view, kind, name) {
  const taken = new Set(entitiesOf(view, kind).map((one) => one.label));
  if (!taken.has(name)) return name;
  let number = 2;
  while (taken.has(`${name} ${number}`)) number += 1;
  return `${name} ${number}`;
}

/** @param {Checklist} checklist @param {Kind} kind */
export function kindName(checklist, kind) {
  return pick(checklist.scopes[kind].name);
}

/** @param {Checklist} checklist @param {Kind} kind */
export function needsRoom(checklist, kind) {
  return checklist.scopes[kind].required_refs?.includes("room") ?? false;
}

/** @typedef {{id: string, item: string, entity: string, caption: string}} BoundPhoto */

/** Pictures in the log, in the order they came. @param {LogState} view @returns {readonly BoundPhoto[]} */
export function photosOf(view) {
  return once(view, "photo", (target) => ({
    id: target.slice("photo:".length),
    item: value(view, target, "item") ?? "",
    entity: value(view, target, "entity") ?? "building",
    caption: value(view, target, "caption") ?? "",
  }));
}

/** @typedef {{target: string, text: string, at: string, by: string}} Note */

/** Free notes, oldest first. @param {LogState} view @returns {Note[]} */
export function notesOf(view) {
  return Object.keys(view.entities)
    .filter((target) => target.startsWith("note:") && value(view, target, "exists") === true)
    .map((target) => {
      const text = view.entities[target]?.fields.text;
      return { target, text: text?.value ?? "", at: text?.at ?? "", by: text?.by?.name ?? "" };
    });
}
