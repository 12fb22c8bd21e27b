/** The checklist of the present section: tabs, entities, questions, and the foot. */

import { html, nothing } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { pick, t } from "../shared/i18n.js";
import { addEntity } from "./add-entity.js";
import { entitiesOf, entity, exists, freeName, kindName, needsRoom, roomName } from "./entities.js";
import { entityChips, entityHead } from "./entity-card.js";
import { foot } from "./foot.js";
import { isLocked, itemView, photosOfEntity, subjectName } from "./item-view.js";
import { positionCard } from "./position-view.js";
import { itemCard } from "./item.js";
import { pairs } from "./method.js";
import { nextPlace } from "./next-item.js";
import { itemsAt, progressAt, progressOf } from "./progress.js";
import { before, isNew } from "./same-as.js";
import { sectionTabs } from "./section-tabs.js";
import { inSentence } from "./words.js";

/** @typedef {import("./view.js").Loaded} Loaded */
/** @typedef {import("./view.js").Acts} Acts */
/** @typedef {import("./progress.js").Picture} Picture */
/** @typedef {import("./state.js").Section} Section */

/** @param {Loaded} state @param {Picture} seen @param {Acts} act */
export function checklistView(state, seen, act) {
  const section = state.checklist.sections.find((one) => one.id === state.section);
  if (!section) return nothing;
  return html`${sectionTabs(tabsOf(state, seen), state.section, state.others, act)}
    <div class="list" ?inert=${state.panel !== null && state.panel.kind !== "photo"}>
      ${section.scope ? entities(state, seen, section, section.scope, act) : nothing}
      ${state.adding ? adding(state, act) : questions(state, seen, section, act)}
    </div>
    ${theFoot(state, seen, act)}`;
}

/** @param {Loaded} state @param {Picture} seen */
export function tabsOf(state, seen) {
  return state.checklist.sections.map((section) => ({
    id: section.id,
    title: section.title,
    ...progressOf(section, state.view, seen),
  }));
}

/** @param {Loaded} state @param {Picture} seen @param {Section} section @param {import("./state.js").Kind} scope @param {Acts} act */
function entities(state, seen, section, scope, act) {
  const isDone = (/** @type {string} */ target) => {
    const { done, all } = progressAt(section, target, seen);
    return done === all;
  };
  const general = itemsAt(section, "building", seen).length
    ? { label: t("consultant.checklist.general"), current: state.target === "building", done: isDone("building") }
    : null;
  return entityChips({
    entities: entitiesOf(state.view, scope).map(({ target, label }) => ({ target, label, done: isDone(target) })),
    general,
    current: state.target,
    addWord: kindName(state.checklist, scope),
    locked: isLocked(state),
    adding: state.adding !== null,
    act,
  });
}

/** @param {Loaded} state @param {Picture} seen @param {Section} section @param {Acts} act */
function questions(state, seen, section, act) {
  const { target } = state;
  if (target !== "building" && !exists(state.view, target)) return nothing;
  const asked = cards(state, seen, section, target);
  const isEmpty = section.scope && target === "building" && !asked.length;
  return html`${target === "building" ? nothing : head(state, seen, act)}
    ${positionCard(state, act)} ${isEmpty ? html`<p class="list-empty soft">${emptyWord(state, section)}</p>` : nothing}
    ${repeat(
      asked,
      (id) => `${target}/${id}`,
      (id) => itemCard(itemView(state, seen, target, id), act),
    )}`;
}

/** @param {Loaded} state @param {Section} section */
function emptyWord(state, section) {
  if (!section.scope) return "";
  return t("consultant.checklist.empty", { kind: inSentence(pick(state.checklist.scopes[section.scope].plural)) });
}

/**
 * The cards of a section: a height stands with its method, also while only one of the two is asked.
 * @param {Loaded} state @param {Picture} seen @param {Section} section @param {string} target @returns {string[]}
 */
function cards(state, seen, section, target) {
  const visible = new Set(itemsAt(section, target, seen));
  const { methodOf, numberOf } = pairs(state.checklist);
  return section.items.filter((id) => {
    if (numberOf.has(id)) return false;
    const method = methodOf.get(id);
    return visible.has(id) || (method !== undefined && visible.has(method));
  });
}

/** @param {Loaded} state @param {Picture} seen @param {Acts} act */
function head(state, seen, act) {
  const { target, view, checklist } = state;
  const one = entity(view, target);
  const hasRoom = needsRoom(checklist, one.kind);
  const rooms = hasRoom ? entitiesOf(view, "room").map((room) => ({ id: room.id, text: room.label })) : [];
  const lacksRoom = hasRoom && !rooms.some((room) => room.id === one.room);
  return entityHead(
    {
      target,
      label: one.label,
      room: lacksRoom ? t("consultant.entity.lacks-room") : roomName(view, one.room),
      renaming: state.renaming === target,
      locked: isLocked(state),
      photo: photosOfEntity(state, target).find((photo) => photo.state === "ready") ?? null,
      rooms,
      roomId: one.room,
      like: isNew(checklist, view, target, seen) ? before(checklist, view, target, seen) : null,
    },
    act,
    act.thumb,
  );
}

/** @param {Loaded} state @param {Acts} act */
function adding(state, act) {
  const { adding: what, checklist, view } = state;
  if (!what) return nothing;
  const scope = checklist.scopes[what.kind];
  return addEntity({
    title: t("consultant.entity.which", { kind: inSentence(pick(scope.name)) }),
    names: scope.suggestions.map((text) => freeName(view, what.kind, pick(text))),
    typed: what.name,
    rooms: needsRoom(checklist, what.kind)
      ? entitiesOf(view, "room").map((room) => ({ id: room.id, text: room.label }))
      : null,
    room: what.room,
    act,
  });
}

/** @param {Loaded} state @param {Picture} seen @param {Acts} act */
export function theFoot(state, seen, act) {
  const { numberOf } = pairs(state.checklist);
  const place = nextPlace(state, seen, (item) => numberOf.get(item) ?? item);
  const card = place && (numberOf.get(place.item) ?? place.item);
  return foot({
    next: place && card ? { name: subjectName(state, place.target, card), question: pick(state.checklist.items[card].text) } : null,
    undoable: state.undoable,
    act,
  });
}
