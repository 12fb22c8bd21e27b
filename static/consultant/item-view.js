/** From the state to what one question shows. */

import { pick, t } from "../shared/i18n.js";
import { sourceOf } from "../shared/prepare/log.js";
import { viewFor } from "../shared/visibility.js";
import { entitiesOf, photosOf, roomName, split, targetOf } from "./entities.js";
import { doubtsAt } from "./doubts.js";
import { pairs } from "./method.js";
import { onsiteReason } from "./afar-reason.js";
import { isUnconfirmed } from "./prefilled.js";
import { before, copyable } from "./same-as.js";
import { othersAt } from "./presence/presence-view.js";
import { at } from "./state.js";
import { differ } from "./versions.js";
import { answerWord } from "./words.js";

/** @typedef {import("./state.js").State} State */
/** @typedef {import("./state.js").Photo} Photo */
/** @typedef {import("./state.js").Checklist} Checklist */
/** @typedef {import("./progress.js").Picture} Picture */
/** @typedef {import("./item.js").ItemView} ItemView */

const LOCKED_STATES = new Set(["released", "superseded", "withdrawn", "cancelled"]);

/** Nothing may be changed any more. @param {State} state */
export function isLocked(state) {
  return LOCKED_STATES.has(state.consultation?.state ?? "");
}

/** The conversation is over; answers may still change until the release. @param {State} state */
export function isOver(state) {
  return isLocked(state) || state.consultation?.state === "in_review";
}

/** @param {State} state @returns {"yes"|"no"|null} consent to stills; null when nobody was asked */
export function stillsConsent(state) {
  const consent = latestConsent(state);
  return consent ? (consent.given ? "yes" : "no") : null;
}

/** @param {State} state @returns {{given: boolean, at: string}|null} the last word on stills */
function latestConsent(state) {
  const all = state.consultation?.consents ?? [];
  return all.filter((/** @type {any} */ one) => one.purpose === "stills").at(-1) ?? null;
}

/**
 * What becomes of the pictures taken before a withdrawal; null while nothing is withdrawn.
 * The same as `fate_of_taken` of the server. @param {State} state @returns {"open"|"kept"|"deleted"|null}
 */
export function takenFate(state) {
  let given = false;
  /** @type {"open"|"kept"|"deleted"|null} */
  let fate = null;
  for (const one of state.consultation?.consents ?? []) {
    if (one.purpose === "stills") {
      if (one.given) fate = null;
      else if (given) fate = "open";
      given = one.given;
    } else if (one.purpose === "stills_taken" && fate !== null) {
      fate = one.given ? "kept" : "deleted";
    }
  }
  return fate;
}

/** How many pictures wait for that word. @param {State} state @returns {number} */
export function undecidedPictures(state) {
  return takenFate(state) === "open" ? photosOf(state.view).length : 0;
}

/** Why no picture can be taken now, in words; empty when it can. @param {State} state */
export function photoBlocked(state) {
  if (state.seenBy === "on_site") return blockedOnSite(state);
  if (isOver(state)) return t("consultant.photo.blocked-over");
  if (state.call.role === "watcher") return t("consultant.photo.blocked-watching");
  if (!state.call.customerThere && state.call.stream === null) return t("consultant.photo.blocked-nobody");
  if (stillsConsent(state) !== "yes") return t("consultant.photo.blocked-consent");
  return "";
}

/** The same on a visit: the camera is our own, her consent is asked for all the same. @param {State} state */
function blockedOnSite(state) {
  if (isLocked(state)) return t("consultant.photo.blocked-over");
  if (state.onsite.elsewhere) return t("visit.photo.elsewhere");
  return stillsConsent(state) === "yes" ? "" : t("consultant.photo.blocked-consent");
}

/**
 * What was answered at the thing before this one; null where nothing was.
 * @param {State & {checklist: Checklist}} state @param {Picture} seen @param {import("./state.js").Item} item
 * @param {ItemView|null} method @param {string} target
 */
function likeOf({ checklist, view }, seen, item, method, target) {
  const model = item.type === "photo" || item.type === "text" ? null : before(checklist, view, target, seen);
  if (!model) return null;
  const known = copyable(checklist, view, model.target, seen);
  const ids = [item.id, ...(method ? [method.item.id] : [])].filter((id) => id in known);
  if (!ids.length || known[ids[0] ?? ""] === "unknown") return null;
  const word = ids.map((id) => answerWord(checklist.items[id], known[id], view)).join(", ");
  return { label: model.label, word, values: Object.fromEntries(ids.map((id) => [id, known[id]])) };
}

/** Why nothing can be sent to her phone now; empty when it can. @param {State} state */
function sendBlocked({ call }) {
  if (call.role === "watcher") return t("list.help.watching");
  return call.customerThere ? "" : t("list.help.nobody");
}

/**
 * Pictures at an item: those of the log, and those still on their way.
 * @param {State} state @param {string} target @param {string} item @returns {Photo[]}
 */
export function photosAt(state, target, item) {
  const [, entity] = split(target);
  const logged = photosOf(state.view).filter((photo) => photo.entity === entity && photo.item === item);
  const ids = new Set(logged.map((photo) => photo.id));
  const coming = Object.values(state.photos).filter(
    (photo) => photo.askedAt > 0 && !ids.has(photo.id) && photo.entity === entity && photo.item === item && isComing(photo),
  );
  return [
    ...logged.map(({ id }) => ({ .../** @type {Photo} */ (state.photos[id] ?? unknownPhoto(id)), item, entity })),
    ...coming,
  ];
}

/** @param {Photo} photo */
function isComing(photo) {
  return photo.state !== "ready" && photo.state !== "received";
}

/** In the log already, not yet in our list of pictures. @param {string} id @returns {Photo} */
function unknownPhoto(id) {
  return { id, item: "", entity: "", state: "received", progress: 1, number: null, takenAt: null, askedAt: 0 };
}

/** All pictures of an entity. @param {State} state @param {string} target @returns {Photo[]} */
export function photosOfEntity(state, target) {
  const [, entity] = split(target);
  return photosOf(state.view)
    .filter((photo) => photo.entity === entity)
    .flatMap(({ id }) => state.photos[id] ?? []);
}

/**
 * @param {State & {checklist: Checklist}} state @param {Picture} seen @param {string} target @param {string} id
 * @returns {ItemView}
 */
export function itemView(state, seen, target, id) {
  const { checklist, view } = state;
  const item = /** @type {import("./state.js").Item} */ (checklist.items[id]);
  const field = item.source === "consent" ? consentField(state) : view.entities[target]?.fields[id];
  const isActive = state.target === target && state.item === id;
  const methodId = pairs(checklist).methodOf.get(id);
  const method = methodId ? itemView(state, seen, target, methodId) : null;
  const status = method ? bothStatus(seen, target, id, method) : seen.status(target, id);
  const differs = differ({ [id]: field, method: method?.field });
  const shown = field && (field.value !== null || field.other?.length) ? field : undefined;
  return {
    target,
    item,
    field: shown,
    status,
    isActive,
    isOpen:
      isActive ||
      status === "open" ||
      item.type === "photo" ||
      item.type === "text" ||
      Boolean(item.source) ||
      differs ||
      (item.type === "reference" && doubtsAt(state, target, id).length > 0) ||
      Boolean(state.opened[at(target, id)]) ||
      state.refused[at(target, id)] !== undefined,
    helpOpen: state.help === at(target, id),
    locked: isLocked(state),
    draft: state.drafts[at(target, id)],
    refusal: state.refused[at(target, id)] ?? "",
    answer: answerWord(item, field?.value, view),
    source: target === "building" ? sourceOf(view, id) : "",
    unconfirmed: !isLocked(state) && isUnconfirmed(state, item, shown),
    byOther: shown?.by && shown.by.id !== state.user.id ? shown.by.name : "",
    choices: choicesOf(state, item),
    method,
    photos: photosAt(state, target, id),
    photoBlocked: photoBlocked(state),
    differs,
    like: isActive && status === "open" && !isLocked(state) ? likeOf(state, seen, item, method, target) : null,
    doubts: doubtsAt(state, target, id),
    sendBlocked: sendBlocked(state),
    sentSentence: state.call.hint?.text ?? "",
    others: othersAt(state.others, target, id),
    historyOpen: state.sheet.history === at(target, id),
    onsite: onsiteReason(view, target, id) ?? method?.onsite ?? null,
    reason: state.sheet.afar === at(target, id) ? state.sheet.reason : null,
    undecided: item.source === "consent" ? undecidedPictures(state) : 0,
    view: viewFor(checklist, view, target, id, state.consultation.templates),
    word: (value) => answerWord(item, value, view),
  };
}

/** A height and its method are one question: answered when both are, or when it is not known. */
/** @param {Picture} seen @param {string} target @param {string} number @param {ItemView} method */
function bothStatus(seen, target, number, method) {
  if (method.status !== "answered") return method.status;
  return seen.visible(target).has(number) ? seen.status(target, number) : "unknown";
}

/** @param {State} state @returns {import("../shared/operations.js").Field} */
function consentField(state) {
  return { value: stillsConsent(state), seq: 0, at: latestConsent(state)?.at ?? "" };
}

/** @param {State & {checklist: Checklist}} state @param {import("./state.js").Item} item */
function choicesOf({ view }, item) {
  if (item.type === "reference" && item.ref) {
    return entitiesOf(view, item.ref).map((one) => ({ id: one.id, text: one.label }));
  }
  return item.options.map((option) => ({ id: option.id, text: pick(option.text) }));
}

/** "Bodenablauf · Waschküche", or the section's title for the building. */
/** @param {State & {checklist: Checklist}} state @param {string} target @param {string} [item] @returns {string} */
export function subjectName(state, target, item) {
  if (target === "building") {
    const section = state.checklist.sections.find((one) => item && one.items.includes(item));
    return section ? pick(section.title) : t("consultant.building");
  }
  const full = targetOf(state.view, target);
  const { fields } = state.view.entities[full] ?? { fields: {} };
  const room = roomName(state.view, fields.room?.value ?? null);
  const label = fields.label?.value ?? "";
  return room && !label.includes(room) ? `${label} · ${room}` : label;
}

/** What a picture taken now is bound to. @param {State & {checklist: Checklist}} state @param {Picture} seen */
export function photoPlace(state, seen) {
  const { checklist, target, section: sectionId } = state;
  const section = checklist.sections.find((one) => one.id === sectionId);
  const asked = section ? section.items.filter((id) => seen.visible(target).has(id)) : [];
  const active = state.item && asked.includes(state.item) ? checklist.items[state.item] : undefined;
  if (active && (active.type === "photo" || active.photo !== "none")) return { target, item: active.id };
  const photoItem = asked.find((id) => checklist.items[id]?.type === "photo");
  const item = photoItem ?? active?.id ?? asked[0];
  return item ? { target, item } : null;
}
