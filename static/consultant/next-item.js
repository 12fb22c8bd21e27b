/**
 * The next sensible question. The way through the house: what is asked before going in, then room by room with its
 * drains, their devices and its openings, then the rest. Each place comes once in a round, so whoever passes a question
 * over gets on.
 */

import { entitiesOf, photosOf, targetOf, value } from "./entities.js";
import { itemsAt, sectionOfKind, targetsOf } from "./progress.js";

/** @typedef {import("./state.js").State} State */
/** @typedef {import("./state.js").Checklist} Checklist */
/** @typedef {import("./state.js").LogState} LogState */
/** @typedef {import("./progress.js").Picture} Picture */
/** @typedef {import("./progress.js").Place} Place */
/** @typedef {Place & {section: string, card: string}} Step */

/**
 * What is asked where, in the order of the way through the house.
 * @param {Checklist} checklist @param {LogState} view @param {Picture} seen @returns {{section: string, target: string}[]}
 */
export function way(checklist, view, seen) {
  const { sections } = checklist;
  const inside = sections.filter((section) => section.scope);
  const firstInside = sections.findIndex((section) => section.scope);
  const general = inside.filter((section) => itemsAt(section, "building", seen).length);
  const things = entitiesOf(view, "room").flatMap((room) => belonging(view, room.id));
  const rest = inside.flatMap((section) => targetsOf(section, view, seen)).filter((target) => target !== "building");
  return [
    ...sections.slice(0, firstInside).map(({ id }) => ({ section: id, target: "building" })),
    ...general.map(({ id }) => ({ section: id, target: "building" })),
    ...[...new Set([...things, ...rest])].map((target) => ({ section: sectionOfTarget(checklist, target), target })),
    ...sections.slice(firstInside).filter((section) => !section.scope).map(({ id }) => ({ section: id, target: "building" })),
  ];
}

/** A room, its drains and what protects them, its openings. @param {LogState} view @param {string} room id @returns {string[]} targets */
export function belonging(view, room) {
  const drains = entitiesOf(view, "drain").filter((one) => one.room === room);
  const devices = new Set(drains.map((one) => value(view, one.target, "drain_device")));
  return [
    `room:${room}`,
    ...drains.map((one) => one.target),
    ...entitiesOf(view, "device").filter((one) => devices.has(one.id)).map((one) => one.target),
    ...entitiesOf(view, "opening").filter((one) => one.room === room).map((one) => one.target),
  ];
}

/** @param {Checklist} checklist @param {string} target */
function sectionOfTarget(checklist, target) {
  return sectionOfKind(checklist, target.slice(0, target.indexOf(":")))?.id ?? "";
}

/**
 * The next question without an answer after the current one: at the same thing, then where she is, then along the way.
 * @param {State} state @param {Picture} seen
 * @param {(item: string) => string} cardOf the card an item stands on: a method stands with its number
 * @returns {(Place & {section: string})|null}
 */
export function nextPlace(state, seen, cardOf) {
  const { checklist, view } = state;
  if (!checklist) return null;
  const round = way(checklist, view, seen);
  /** @param {{section: string, target: string}} stop @returns {Step[]} */
  const steps = ({ section, target }) => {
    const found = checklist.sections.find((one) => one.id === section);
    return found ? itemsAt(found, target, seen).map((item) => ({ section, target, item, card: cardOf(item) })) : [];
  };
  const at = round.findIndex((stop) => stop.section === state.section && stop.target === state.target);
  const here = steps({ section: state.section, target: state.target });
  const after = here.slice(here.map((step) => step.card).lastIndexOf(state.item ?? "") + 1);
  const onward = [...round.slice(at + 1), ...round.slice(0, at + 1)].flatMap(steps);
  const near = before(round, at, checklist) ? nearHer(state).flatMap((target) => steps({ section: sectionOfTarget(checklist, target), target })) : [];
  return (
    [...after, ...near, ...onward].find(
      (step) =>
        seen.status(step.target, step.item) === "open" &&
        checklist.items[step.item]?.type !== "text" &&
        !(step.target === state.target && step.card === state.item),
    ) ?? null
  );
}

/** What is shown comes before the rooms on the way. @param {{section: string, target: string}[]} round @param {number} at @param {Checklist} checklist */
function before(round, at, checklist) {
  const first = round.findIndex((stop) => stop.target !== "building");
  return first >= 0 && at < first && checklist.sections.some((section) => section.scope);
}

/** The room where she is and what the last picture showed. @param {State} state @returns {string[]} targets */
function nearHer({ view, here }) {
  const last = photosOf(view).at(-1);
  const shown = last ? targetOf(view, last.entity) : "building";
  const room = here && value(view, `room:${here}`, "exists") === true ? belonging(view, here) : [];
  return room.includes(shown) ? [shown, ...room] : room;
}
