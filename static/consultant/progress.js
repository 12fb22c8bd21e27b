/** What is asked now, what is answered, what is open, and what comes next. */

import { visibleItems } from "../shared/visibility.js";
import { entitiesOf, photosOf, split, value } from "./entities.js";
import { onsiteReason } from "./afar-reason.js";

/** @typedef {import("./state.js").State} State */
/** @typedef {import("./state.js").Item} Item */
/** @typedef {import("./state.js").Section} Section */
/** @typedef {import("./state.js").Checklist} Checklist */
/** @typedef {import("./state.js").LogState} LogState */
/** @typedef {{target: string, item: string}} Place */
/**
 * `impossible`: a picture that nobody allowed; `onsite`: a task for a visit, neither open nor answered.
 * @typedef {"answered"|"unknown"|"open"|"impossible"|"onsite"} Status
 */
/** @typedef {Place & {section: string, reason: "unanswered"|"unknown"}} OpenPoint */
/** @typedef {Place & {section: string, reason: string}} Task for a visit, with its reason */

/**
 * Everything that follows from the log, computed once for each state of it.
 * @typedef {object} Picture
 * @property {(target: string) => Set<string>} visible ids of the items asked at a target
 * @property {(target: string, item: string) => Status} status
 * @property {OpenPoint[]} open
 * @property {Task[]} onsite
 */

/** @type {WeakMap<LogState, {photos: boolean, made: Picture}>} */
const remembered = new WeakMap();

/**
 * @param {Checklist} checklist @param {LogState} view @param {string[]} templates
 * @param {boolean} photos there is consent to pictures; without, none is missing
 * @returns {Picture}
 */
export function picture(checklist, view, templates, photos) {
  const known = remembered.get(view);
  if (known?.photos === photos) return known.made;
  /** @type {Map<string, Set<string>>} */
  const visible = new Map();
  const photographed = new Set(photosOf(view).map((photo) => `${photo.entity}/${photo.item}`));

  /** @param {string} target */
  function visibleAt(target) {
    let ids = visible.get(target);
    if (!ids) {
      ids = new Set(visibleItems(checklist, view, target, templates));
      visible.set(target, ids);
    }
    return ids;
  }

  /** @type {Map<string, Map<string, Status>>} */
  const statuses = new Map();

  /** @param {string} target @param {string} id @returns {Status} */
  function status(target, id) {
    let here = statuses.get(target);
    if (!here) statuses.set(target, (here = new Map()));
    let known = here.get(id);
    if (!known) here.set(id, (known = statusOf(target, id)));
    return known;
  }

  /** @param {string} target @param {string} id @returns {Status} */
  function statusOf(target, id) {
    const item = checklist.items[id];
    if (!item) return "open";
    if (item.source) return "answered";
    if (item.type === "photo") {
      if (photographed.has(`${split(target)[1]}/${id}`)) return "answered";
      if (onsiteReason(view, target, id) !== null) return "onsite";
      return photos ? "open" : "impossible";
    }
    const answer = value(view, target, id);
    const empty = answer === null || answer === "" || (Array.isArray(answer) && !answer.length);
    const unknown = answer === "unknown" || (Array.isArray(answer) && answer.includes("unknown"));
    if (!empty && !unknown) return "answered";
    if (onsiteReason(view, target, id) !== null) return "onsite";
    return empty ? "open" : "unknown";
  }

  /** @type {Picture} */
  const made = { visible: visibleAt, status, open: [], onsite: [] };
  for (const section of checklist.sections) {
    for (const target of targetsOf(section, view, made)) {
      for (const item of itemsAt(section, target, made)) {
        const state = status(target, item);
        if (state === "onsite") {
          made.onsite.push({ section: section.id, target, item, reason: onsiteReason(view, target, item) ?? "" });
          continue;
        }
        if (state === "answered" || state === "impossible" || checklist.items[item]?.type === "text") continue;
        made.open.push({ section: section.id, target, item, reason: state === "open" ? "unanswered" : "unknown" });
      }
    }
  }
  remembered.set(view, { photos, made });
  return made;
}

/**
 * What a section asks about: the building, where it has questions on it, and the entities of its kind.
 * @param {Section} section @param {LogState} view @param {Picture} seen @returns {string[]}
 */
export function targetsOf(section, view, seen) {
  const entities = section.scope ? entitiesOf(view, section.scope).map((one) => one.target) : [];
  return !section.scope || itemsAt(section, "building", seen).length ? ["building", ...entities] : entities;
}

/** Items a section asks at a target, in its order. @param {Section} section @param {string} target @param {Picture} seen */
export function itemsAt(section, target, seen) {
  const visible = seen.visible(target);
  return section.items.filter((id) => visible.has(id));
}

/** @typedef {{done: number, all: number}} Progress */

/** Answered and asked at one target of a section; what waits for a visit is in neither. @param {Section} section @param {string} target @param {Picture} seen @returns {Progress} */
export function progressAt(section, target, seen) {
  const states = itemsAt(section, target, seen).map((id) => seen.status(target, id));
  const here = states.filter((state) => state !== "onsite");
  return { done: here.filter((state) => state !== "open").length, all: here.length };
}

/**
 * Questions of the building, or entities that are complete.
 * @param {Section} section @param {LogState} view @param {Picture} seen @returns {Progress}
 */
export function progressOf(section, view, seen) {
  if (!section.scope) return progressAt(section, "building", seen);
  const targets = targetsOf(section, view, seen);
  const complete = targets.filter((target) => {
    const { done, all } = progressAt(section, target, seen);
    return done === all;
  });
  return { done: complete.length, all: targets.length };
}

/** The section that asks an item at a target. @param {Checklist} checklist @param {string} item @returns {Section|undefined} */
export function sectionOfItem(checklist, item) {
  return checklist.sections.find((section) => section.items.includes(item));
}

/** The section of an entity's kind. @param {Checklist} checklist @param {string} kind @returns {Section|undefined} */
export function sectionOfKind(checklist, kind) {
  return checklist.sections.find((section) => section.scope === kind);
}
