/** "Wie vorher", the same once more, and taking out: what goes along and what stays. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { removing } from "../../static/consultant/removal.js";
import { before, doubled, filled, isNew } from "../../static/consultant/same-as.js";
import { inverseOf } from "../../static/consultant/steps.js";

const item = (id, type) => [id, { id, scope: "drain", type }];
const CHECKLIST = {
  items: Object.fromEntries([item("drain_type", "single"), item("drain_height_cm", "number"), item("drain_in_use", "single"), item("drain_remark", "text"), item("drain_photo", "photo")]),
};
const ALL = { visible: () => new Set(Object.keys(CHECKLIST.items)) };

/** @param {Record<string, Record<string, any>>} entities target → field → value */
function view(entities) {
  const made = {};
  for (const [target, fields] of Object.entries(entities)) {
    made[target] = { fields: Object.fromEntries(Object.entries({ exists: true, ...fields }).map(([field, value]) => [field, { value }])) };
  }
  return { seq: 9, entities: made };
}

const KNOWN = { drain_type: "floor_drain", drain_height_cm: -210, drain_in_use: "yes", drain_remark: "rostig" };

test("most like it is what has the same type, then the same room, then what came last", () => {
  const log = view({
    "drain:a": { ...KNOWN, label: "Bodenablauf", room: "r2" },
    "drain:b": { ...KNOWN, drain_type: "wc", label: "WC", room: "r1" },
    "drain:c": { drain_type: "wc", label: "leer", room: "r1" },
    "drain:new": { drain_type: "floor_drain", label: "Bodenablauf 2", room: "r1" },
    "drain:later": { ...KNOWN, label: "später" },
  });
  assert.equal(before(CHECKLIST, log, "drain:new", ALL)?.target, "drain:a");
  assert.equal(before(CHECKLIST, log, "drain:c", ALL)?.target, "drain:b");
  assert.equal(before(CHECKLIST, log, "drain:a", ALL), null);
  assert.equal(before(CHECKLIST, log, "building", ALL), null);
  assert.equal(isNew(CHECKLIST, log, "drain:new", ALL), true);
  assert.equal(isNew(CHECKLIST, log, "drain:a", ALL), false);
});

test("what is answered there stays, pictures and words are not copied, and one step takes it back", () => {
  const log = view({ "drain:a": KNOWN, "drain:new": { drain_type: "wc" } });
  const changes = filled(CHECKLIST, log, "drain:a", "drain:new", ALL);
  assert.deepEqual(changes.map(({ field, value }) => [field, value]), [["drain_height_cm", -210], ["drain_in_use", "yes"]]);
  assert.deepEqual(inverseOf(log, changes).map(({ value }) => value), [null, null]);
});

test("questions that are not asked there are not copied", () => {
  const log = view({ "drain:a": KNOWN, "drain:new": {} });
  const few = { visible: () => new Set(["drain_type"]) };
  assert.deepEqual(filled(CHECKLIST, log, "drain:a", "drain:new", few).map(({ field }) => field), ["drain_type"]);
});

test("a double has a name of its own and lies in the same room", () => {
  const log = view({ "room:r1": { label: "Waschküche" }, "drain:a": { ...KNOWN, label: "Bodenablauf 2", room: "r1" }, "drain:b": { label: "Bodenablauf" } });
  const twin = doubled(CHECKLIST, log, "drain:a", ALL);
  assert.equal(twin.label, "Bodenablauf 3");
  assert.deepEqual(
    twin.changes.map(({ field, value }) => [field, value]),
    [["exists", true], ["label", "Bodenablauf 3"], ["room", "r1"], ["drain_type", "floor_drain"], ["drain_height_cm", -210], ["drain_in_use", "yes"]],
  );
});

test("pictures of what is taken out go to its room, and come back with it", () => {
  const log = view({
    "room:r1": { label: "Waschküche" },
    "drain:a": { room: "r1" },
    "photo:p1": { entity: "a", item: "drain_photo" },
    "photo:p2": { entity: "r1", item: "room_photo" },
  });
  const { changes, pictures, room } = removing(log, "drain:a");
  assert.deepEqual([pictures, room], [1, "r1"]);
  assert.deepEqual(changes, [
    { target: "photo:p1", field: "entity", value: "r1" },
    { target: "photo:p1", field: "item", value: null },
    { target: "drain:a", field: "exists", value: false },
  ]);
  assert.deepEqual(inverseOf(log, changes), [
    { target: "drain:a", field: "exists", value: true },
    { target: "photo:p1", field: "item", value: "drain_photo" },
    { target: "photo:p1", field: "entity", value: "a" },
  ]);
});

test("pictures of a room that is taken out stay without a place", () => {
  const log = view({ "room:r1": {}, "photo:p2": { entity: "r1", item: "room_photo" } });
  const { changes, room } = removing(log, "room:r1");
  assert.equal(room, null);
  assert.deepEqual(changes[0], { target: "photo:p2", field: "entity", value: null });
});
