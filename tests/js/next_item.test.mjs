/** The way through the house, what comes next on it, and what cannot well be as it is told. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { doubtsAt } from "../../static/consultant/doubts.js";
import { nextPlace, way } from "../../static/consultant/next-item.js";
import { picture, progressAt } from "../../static/consultant/progress.js";

const TRUE = { literal: true };
const item = (id, scope, type = "single", more = {}) => ({ id, scope, type, templates: ["t"], options: [], visible_when: TRUE, ...more });
const ITEMS = [
  item("role", "building"),
  item("terrain", "building"),
  item("room_use", "room"),
  item("room_floor_height_cm", "room", "number", { unit: "cm" }),
  item("drain_type", "drain"),
  item("drain_height_cm", "drain", "number", { unit: "cm" }),
  item("op_edge_height_cm", "opening", "number", { unit: "cm" }),
  item("insurance", "building"),
];
const CHECKLIST = {
  items: Object.fromEntries(ITEMS.map((one) => [one.id, one])),
  sections: [
    { id: "opening", scope: null, items: ["role", "terrain"] },
    { id: "rooms", scope: "room", items: ["room_use", "room_floor_height_cm"] },
    { id: "drains", scope: "drain", items: ["drain_type", "drain_height_cm"] },
    { id: "openings", scope: "opening", items: ["op_edge_height_cm"] },
    { id: "provision", scope: null, items: ["insurance"] },
  ],
  tolerance_cm: { measured: 5, estimated: 20 },
};

function view(more = {}) {
  const entities = {
    "room:r1": {}, "room:r2": {}, "drain:d2": { room: "r2" }, "drain:d1": { room: "r1" }, "opening:o1": { room: "r1" }, ...more,
  };
  const made = {};
  for (const [target, fields] of Object.entries(entities)) {
    const all = target === "building" ? fields : { exists: true, label: target, ...fields };
    made[target] = { fields: Object.fromEntries(Object.entries(all).map(([field, value]) => [field, { value }])) };
  }
  return { seq: 1, entities: made };
}

const state = (log, more) => ({ checklist: CHECKLIST, view: log, section: "opening", target: "building", item: null, here: null, drafts: {}, ...more });
const seenOf = (log) => picture(CHECKLIST, log, ["t"], true);
const next = (log, more) => {
  const place = nextPlace(state(log, more), seenOf(log), (id) => id);
  return place && `${place.target}/${place.item}`;
};

test("opening, then room by room with its drains and openings, then the rest", () => {
  const log = view();
  assert.deepEqual(way(CHECKLIST, log, seenOf(log)).map((stop) => stop.target), [
    "building", "room:r1", "drain:d1", "opening:o1", "room:r2", "drain:d2", "building",
  ]);
});

test("first the rest of what is shown, then what is near her, then along the way", () => {
  const log = view();
  assert.equal(next(log, { item: "role" }), "building/terrain");
  assert.equal(next(log, { item: "terrain" }), "room:r1/room_use");
  assert.equal(next(log, { item: "terrain", here: "r2" }), "room:r2/room_use");
  assert.equal(next(log, { section: "rooms", target: "room:r1", item: "room_floor_height_cm" }), "drain:d1/drain_type");
  assert.equal(next(log, { section: "openings", target: "opening:o1", item: "op_edge_height_cm", here: "r1" }), "room:r2/room_use");
});

test("the last picture's drain comes first in the room where she is", () => {
  const log = view({ "photo:p": { entity: "d2", item: "x" } });
  assert.equal(next(log, { item: "terrain", here: "r2" }), "drain:d2/drain_type");
});

test("who passes everything over comes round, and meets each place once", () => {
  const log = view();
  const met = [];
  let at = { section: "opening", target: "building", item: "role" };
  for (let n = 0; n < 13; n += 1) {
    const place = nextPlace(state(log, { ...at, here: "r1" }), seenOf(log), (id) => id);
    met.push(`${place.target}/${place.item}`);
    at = place;
  }
  assert.equal(new Set(met.slice(0, 12)).size, 12);
});

test("what waits for a visit is neither open nor answered, and not next", () => {
  const log = view({ "drain:d1": { room: "r1", onsite_drain_type: "zu dunkel" } });
  const seen = seenOf(log);
  assert.equal(seen.status("drain:d1", "drain_type"), "onsite");
  assert.deepEqual(progressAt(CHECKLIST.sections[2], "drain:d1", seen), { done: 0, all: 1 });
  assert.deepEqual(seen.onsite.map(({ target, item: id, reason }) => [target, id, reason]), [["drain:d1", "drain_type", "zu dunkel"]]);
  assert.ok(!seen.open.some((point) => point.target === "drain:d1" && point.item === "drain_type"));
  assert.equal(next(log, { section: "rooms", target: "room:r1", item: "room_floor_height_cm" }), "drain:d1/drain_height_cm");
  const answered = view({ "drain:d1": { room: "r1", onsite_drain_type: "zu dunkel", drain_type: "wc" } });
  assert.equal(seenOf(answered).status("drain:d1", "drain_type"), "answered");
});

const doubts = (log, target, id, drafts = {}) => doubtsAt(state(log, { drafts }), target, id).map((doubt) => doubt.text);

test("a drain far below its floor, a sill below it, and odd heights are said; near ones are not", () => {
  const low = view({ "room:r1": { room_floor_height_cm: -210 }, "drain:d1": { room: "r1", drain_height_cm: -280 } });
  assert.deepEqual(doubts(low, "drain:d1", "drain_height_cm"), ["list.doubt.drain-below-floor"]);
  const near = view({ "room:r1": { room_floor_height_cm: -210 }, "drain:d1": { room: "r1", drain_height_cm: -220 } });
  assert.deepEqual(doubts(near, "drain:d1", "drain_height_cm"), []);
  assert.deepEqual(doubts(near, "drain:d1", "drain_height_cm", { "drain:d1/drain_height_cm": "−270" }), ["list.doubt.drain-below-floor"]);
  const sill = view({ "room:r1": { room_floor_height_cm: 120 }, "opening:o1": { room: "r1", op_edge_height_cm: 10 } });
  assert.deepEqual(doubts(sill, "room:r1", "room_floor_height_cm"), ["list.doubt.sill-below-floor"]);
  assert.deepEqual(doubts(view({ "room:r1": { room_floor_height_cm: 210 } }), "room:r1", "room_floor_height_cm"), ["list.doubt.unusual"]);
});

test("a lifting station without a record names the next step; with one it is silent", () => {
  const [doubt] = doubtsAt(state(view({ "drain:d1": { drain_protection: "lifting_station" } })), "drain:d1", "drain_device");
  assert.equal(doubt.add.item, "drain_device");
  const log = view({ "drain:d1": { drain_protection: "lifting_station", drain_device: "h" }, "device:h": { dev_kind: "lifting_station" } });
  assert.deepEqual(doubts(log, "drain:d1", "drain_device"), []);
});
