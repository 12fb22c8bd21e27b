/** The rows of the overview: what a section asks about, with what is known and what is missing of it. */

import { pick, t, tn } from "../shared/i18n.js";
import { entitiesOf, roomName, split, value } from "./entities.js";
import { pairs } from "./method.js";
import { itemsAt, targetsOf } from "./progress.js";
import { answerWord } from "./words.js";

/** @typedef {import("./view.js").Loaded} Loaded */
/** @typedef {import("./progress.js").Picture} Picture */
/** @typedef {import("./state.js").Section} Section */
/** @typedef {import("./state.js").Level} Level */
/** @typedef {import("./sheet-state.js").Filter} Filter */
/** @typedef {{icon: string, text: string}} Missing */

/**
 * @typedef {object} Row
 * @property {string} target
 * @property {string|null} item where a tap leads: the first question that lacks something; null: to the thing itself
 * @property {string} name
 * @property {string} place its room, or what the row is about
 * @property {Level|null} level null: it has none
 * @property {boolean} unclear
 * @property {string} height
 * @property {string} word what else is known of it
 * @property {Missing|null} heightMissing in place of the height
 * @property {Missing|null} missing in place of the word
 * @property {Set<Filter>} states what is missing of it
 */

/** What is told of a thing beside its height. */
const WORD_ITEMS = ["drain_protection", "op_protection", "dev_kind", "room_use"];

/** @type {Level[]} */
const LEVELS = ["not_assessed", "low", "moderate", "high", "very_high"];

/** @param {Loaded} state @param {Picture} seen @param {Section} section @returns {Row[]} */
export function rowsOf(state, seen, section) {
  const targets = targetsOf(section, state.view, seen);
  const general = targets.includes("building") ? questionRows(state, seen, section) : [];
  return [...general, ...targets.filter((target) => target !== "building").map((target) => thingRow(state, seen, section, target))];
}

/** How many rows each filter leaves. @param {Row[]} rows @returns {Record<Filter, number>} */
export function countsOf(rows) {
  const having = (/** @type {Filter} */ filter) => rows.filter((row) => row.states.has(filter)).length;
  return { all: rows.length, open: having("open"), unknown: having("unknown"), onsite: having("onsite"), twofold: having("twofold") };
}

/** @param {Row[]} rows @param {Filter[]} filters none: all of them @returns {Row[]} */
export function filtered(rows, filters) {
  return filters.length ? rows.filter((row) => filters.some((filter) => row.states.has(filter))) : rows;
}

/** One room, drain, device or opening. @param {Loaded} state @param {Picture} seen @param {Section} section @param {string} target @returns {Row} */
function thingRow(state, seen, section, target) {
  const { checklist, view } = state;
  const items = itemsAt(section, target, seen);
  const { methodOf } = pairs(checklist);
  const heightItem = section.items.find((id) => methodOf.has(id) && checklist.items[id]?.unit === "cm");
  const wordItem = items.find((id) => WORD_ITEMS.includes(id));
  const wanting = wantingOf(state, seen, target, items);
  const room = roomName(view, value(view, target, "room"));
  return {
    target,
    item: wanting.first,
    name: value(view, target, "label") ?? "",
    place: room,
    ...levelOf(state, target, wanting.states.size === 0),
    height: heightItem ? heightWord(state, target, heightItem) : "",
    heightMissing: heightItem && isTwofold(state, target, heightItem) ? TWO() : null,
    word: wordItem ? plainWord(state, target, wordItem) : "",
    missing: missingWord(wanting, heightItem),
    states: wanting.states,
  };
}

/** Questions on the house itself: one row each. @param {Loaded} state @param {Picture} seen @param {Section} section @returns {Row[]} */
function questionRows(state, seen, section) {
  const { checklist, view } = state;
  const { numberOf, methodOf } = pairs(checklist);
  const asked = itemsAt(section, "building", seen);
  const cards = [...new Set(asked.map((id) => numberOf.get(id) ?? id))];
  return cards.map((card) => {
    const item = checklist.items[card];
    const method = methodOf.get(card);
    const items = [card, ...(method ? [method] : [])].filter((id) => asked.includes(id));
    const wanting = wantingOf(state, seen, "building", items);
    const optional = item.type === "text" && !wanting.states.has("onsite");
    return {
      target: "building",
      item: card,
      name: pick(item.text),
      place: "",
      level: null,
      unclear: false,
      height: "",
      heightMissing: null,
      word: method ? heightWord(state, "building", card) : answerWord(item, value(view, "building", card), view),
      missing: optional ? null : missingWord(wanting, undefined),
      states: optional ? new Set() : wanting.states,
    };
  });
}

/** @typedef {{first: string|null, open: number, unknown: number, twofold: string[], states: Set<Filter>}} Wanting */

/** What a target lacks, and the first question that lacks it. @param {Loaded} state @param {Picture} seen @param {string} target @param {string[]} items @returns {Wanting} */
function wantingOf(state, seen, target, items) {
  const { numberOf } = pairs(state.checklist);
  /** @type {Map<string, string[]>} */
  const by = new Map();
  for (const id of items) {
    if (state.checklist.items[id]?.type === "text" && seen.status(target, id) === "open") continue;
    const status = isTwofold(state, target, id) ? "twofold" : seen.status(target, id);
    by.set(status, [...(by.get(status) ?? []), numberOf.get(id) ?? id]);
  }
  const first = ["twofold", "open", "onsite", "unknown"].flatMap((status) => by.get(status) ?? [])[0] ?? null;
  /** @type {Set<Filter>} */
  const states = new Set();
  for (const filter of /** @type {const} */ (["open", "unknown", "onsite", "twofold"])) if (by.has(filter)) states.add(filter);
  return {
    first,
    open: new Set(by.get("open")).size,
    unknown: new Set(by.get("unknown")).size,
    twofold: by.get("twofold") ?? [],
    states,
  };
}

/** @param {Wanting} wanting @param {string|undefined} heightItem has its own place for two values @returns {Missing|null} */
function missingWord({ open, unknown, twofold, states }, heightItem) {
  if (twofold.some((id) => id !== heightItem)) return TWO();
  if (open) return { icon: "warning", text: tn("list.overview.questions", open) };
  if (states.has("onsite")) return { icon: "visit", text: t("list.afar.short") };
  return unknown ? { icon: "help", text: tn("list.overview.unknown", unknown) } : null;
}

/** @returns {Missing} */
const TWO = () => ({ icon: "warning", text: t("list.overview.two-values") });

/** @param {Loaded} state @param {string} target @param {string} item */
export function isTwofold({ view }, target, item) {
  return Boolean(view.entities[target]?.fields[item]?.other?.length);
}

/** "etwa −90 cm" where it was estimated. @param {Loaded} state @param {string} target @param {string} item @returns {string} */
function heightWord({ checklist, view }, target, item) {
  const word = answerWord(checklist.items[item], value(view, target, item), view);
  const method = pairs(checklist).methodOf.get(item);
  return word && method && value(view, target, method) === "estimated" ? t("list.overview.about", { height: word }) : word;
}

/** "nicht gesichert" says more than "Nein" where the question does not stand beside it. @param {Loaded} state @param {string} target @param {string} item */
function plainWord({ checklist, view }, target, item) {
  const answer = value(view, target, item);
  if (answer === "none" && item !== "room_use") return t("list.overview.unprotected");
  return answerWord(checklist.items[item], answer, view);
}

/** The worst of what is found at a thing; nothing found means low only where all is known. @param {Loaded} state @param {string} target @param {boolean} complete @returns {{level: Level|null, unclear: boolean}} */
function levelOf({ assessment }, target, complete) {
  if (!assessment) return { level: null, unclear: false };
  const own = assessment.findings.filter((finding) => finding.subject === split(target)[1] || finding.subject === target);
  const worst = Math.max(0, ...own.map((finding) => LEVELS.indexOf(finding.level)));
  return { level: own.length ? LEVELS[worst] : complete ? "low" : "not_assessed", unclear: own.some((finding) => finding.unclear) };
}

/** Rooms, drains, devices and openings whose name or room holds all the words. @param {Loaded} state @param {(text: string) => boolean} holds */
export function thingsNamed(state, holds) {
  return state.checklist.sections.flatMap((section) =>
    (section.scope ? entitiesOf(state.view, section.scope) : [])
      .map((one) => ({ ...one, place: roomName(state.view, one.room), kindName: pick(section.title) }))
      .filter((one) => holds(`${one.label} ${one.place} ${one.kindName}`)),
  );
}
