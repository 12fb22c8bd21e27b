/**
 * Where the customer is and since when, as the log has it: every tablet and a reload say the same. A tap on the stepper
 * writes a stay `visit:<id>` {exists, place, channel}; the time of its `exists` is the arrival. A stay ends with the
 * next one. The twin of `record_export.visits`.
 */

import { newId } from "../shared/operations.js";
import { exists, value } from "./entities.js";
import { isLocked, isOver } from "./item-view.js";

/** @typedef {import("./state.js").State} State */
/** @typedef {import("./state.js").LogState} LogState */
/** @typedef {import("./ledger.js").Change} Change */
/** @typedef {"video"|"on_site"|"offline"} Channel */
/** @typedef {{target: string, place: string, channel: Channel, at: number}} Stay `at`: arrival, ms since the epoch */

export const OUTSIDE = "outside";
export const CLOSING = "closing";

const MINUTE = 60_000; // ms

/** By the log's own parts: it is folded anew with each change, and asked several times in between. */
const found = new WeakMap();

/** In the order of arrival; stays in a row at one place are one. @param {LogState} view @returns {Stay[]} */
export function staysOf(view) {
  const known = found.get(view.entities);
  if (known) return known;
  const all = Object.keys(view.entities)
    .filter((target) => target.startsWith("visit:") && exists(view, target))
    .map((target) => ({
      target,
      place: value(view, target, "place"),
      channel: value(view, target, "channel") ?? "video",
      at: Date.parse(view.entities[target]?.fields.exists?.at ?? ""),
    }))
    .filter(({ place, at }) => isPlace(view, place) && Number.isFinite(at))
    .sort((one, other) => one.at - other.at);
  const stays = all.filter((stay, index) => {
    const before = all[index - 1];
    return before?.place !== stay.place || before.channel !== stay.channel;
  });
  found.set(view.entities, stays);
  return stays;
}

/** @param {LogState} view @param {any} place */
function isPlace(view, place) {
  return place === OUTSIDE || place === CLOSING || (typeof place === "string" && exists(view, `room:${place}`));
}

/** "outside", "closing" or a room's id; null when nobody said. @param {LogState} view @returns {string|null} */
export function hereIn(view) {
  return staysOf(view).at(-1)?.place ?? null;
}

/**
 * How long she was at each place, all her stays there together.
 * @param {LogState} view @param {number} now ms since the epoch: now, or the end of the conversation
 * @returns {Map<string, number>} place → minutes
 */
export function minutesAt(view, now) {
  const stays = staysOf(view);
  const minutes = new Map();
  stays.forEach(({ place, at, channel }, index) => {
    const next = stays[index + 1];
    const left = next ? (channel === next.channel ? next.at : Math.min(next.at, Math.max(at, now))) : now;
    minutes.set(place, (minutes.get(place) ?? 0) + Math.max(0, left - at) / MINUTE);
  });
  return minutes;
}

/** Until when a stay without a next one lasts. @param {State} state @returns {number} ms since the epoch */
export function untilWhen({ consultation, now }) {
  const end = Date.parse(consultation?.ended_at ?? "");
  return Number.isFinite(end) ? Math.min(end, now) : now;
}

/** Whether she is somewhere: during the call, or on a visit of ours. @param {State} state */
export function isOnTheWay(state) {
  if (isLocked(state)) return false;
  if (state.seenBy === "on_site") return true;
  return !isOver(state) && ["in_call", "paused"].includes(state.consultation?.state);
}

/**
 * What a step writes; nothing where she is there already, nobody is on the way, or we only watch.
 * @param {State} state @param {string} place @returns {Change[]}
 */
export function arrival(state, place) {
  if (!isOnTheWay(state) || state.call.role === "watcher") return [];
  const last = staysOf(state.view).at(-1);
  if (last?.place === place && last.channel === state.seenBy) return [];
  const target = `visit:${newId()}`;
  return [
    { target, field: "exists", value: true },
    { target, field: "place", value: place },
    { target, field: "channel", value: state.seenBy },
  ];
}

/** @param {import("./app.js").App} app @param {string} place "outside", "closing" or a room's id */
export function arrive(app, place) {
  const changes = arrival(app.store.get(), place);
  if (changes.length) app.ledger.record(changes);
}
