/** Where she is, and how long she was where: from the log alone. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { emptyState, fold } from "../../static/shared/operations.js";
import { arrival, hereIn, isOnTheWay, minutesAt, staysOf } from "../../static/consultant/visits.js";

const NINE = Date.parse("2026-03-11T09:00:00Z");
const at = (minute) => new Date(NINE + minute * 60_000).toISOString();

function write(view, target, field, value, minute = 0) {
  return fold([{ op_id: "x", based_on: view.seq, target, field, value, at: at(minute) }], view);
}

function stay(view, id, place, minute, channel = "video") {
  const there = write(view, `visit:${id}`, "exists", true, minute);
  return write(write(there, `visit:${id}`, "place", place, minute), `visit:${id}`, "channel", channel, minute);
}

const house = ["r1", "r2"].reduce((view, id) => write(view, `room:${id}`, "exists", true), emptyState());

function cockpit(view, changes = {}) {
  return { view, seenBy: "video", call: { role: "consultant" }, consultation: { state: "in_call" }, ...changes };
}

test("the last stay is where she is; minutes of all stays at a place add up", () => {
  let view = stay(house, "a", "outside", 0);
  view = stay(view, "b", "r1", 4);
  view = stay(view, "c", "outside", 10);
  assert.equal(hereIn(view), "outside");
  assert.deepEqual([...minutesAt(view, NINE + 12 * 60_000)], [["outside", 6], ["r1", 6]]);
});

test("a removed room and a removed stay are passed over", () => {
  let view = stay(stay(house, "a", "r1", 0), "b", "r2", 3);
  assert.equal(hereIn(write(view, "room:r2", "exists", false)), "r1");
  assert.equal(hereIn(write(view, "visit:b", "exists", false)), "r1");
  assert.equal(hereIn(house), null);
});

test("late news are put in order; a stay without a place counts for nothing", () => {
  let view = stay(stay(house, "a", "r1", 0), "c", "outside", 9);
  view = stay(view, "b", "r2", 5);
  view = write(view, "visit:d", "exists", true, 11);
  assert.deepEqual(staysOf(view).map((one) => one.place), ["r1", "r2", "outside"]);
});

test("the same place twice adds nothing, undone it can be told again", () => {
  const view = stay(house, "a", "r1", 0);
  assert.deepEqual(arrival(cockpit(view), "r1"), []);
  const [there, place, channel] = arrival(cockpit(view), "r2");
  assert.equal(there.value, true);
  assert.deepEqual([place.value, channel.value], ["r2", "video"]);
  assert.equal(arrival(cockpit(write(view, "visit:a", "exists", false)), "r1").length, 3);
});

test("only on the way: not before, not after, not by whoever watches, but on a visit of ours", () => {
  for (const state of ["requested", "scheduled", "in_review", "released"]) {
    assert.equal(isOnTheWay(cockpit(house, { consultation: { state } })), false, state);
  }
  assert.equal(isOnTheWay(cockpit(house, { consultation: { state: "paused" } })), true);
  assert.equal(isOnTheWay(cockpit(house, { call: { role: "watcher" } })), true);
  assert.deepEqual(arrival(cockpit(house, { call: { role: "watcher" } }), "r1"), []);
  assert.equal(isOnTheWay(cockpit(house, { consultation: { state: "in_review" }, seenBy: "on_site" })), true);
  assert.equal(isOnTheWay(cockpit(house, { consultation: { state: "released" }, seenBy: "on_site" })), false);
});

test("a visit on site days later does not lengthen the stay in the call", () => {
  const view = stay(stay(house, "a", "r1", 0), "b", "r2", 4000, "on_site");
  assert.equal(minutesAt(view, NINE + 12 * 60_000).get("r1"), 12);
});
