/** The copy of a consultation to work with where there is no network: read as it was written, or not at all. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { readThumbs, readWhole, savePart, saveThumbs } from "../../static/consultant/kept/copy.js";
import { Memory } from "./memory.mjs";

const WHOLE = {
  user: { id: "u-ahlers", name: "Marlene Ahlers", short: "MA", role: "consultant" },
  consultation: { id: "c", state: "in_call" },
  checklist: { sections: [] },
  log: { known: { seq: 1, entities: { building: { fields: { remarks: { value: "\u0421\u0442\u0435\u043d\u0430 \ud83d\udca7", seq: 1 } } } } }, assessment: null, assessedAt: null },
  photos: {},
};
const picture = async (id) => new TextEncoder().encode(id).buffer;

test("what is written part by part is read as a whole", async () => {
  const store = new Memory();
  const { log, ...first } = WHOLE;
  await savePart(store, first);
  assert.equal(await readWhole(store), null); // not all of it
  await savePart(store, { log });
  assert.deepEqual(await readWhole(store), WHOLE);
});

test("a part that cannot be read any more is no copy to work with", async () => {
  const store = new Memory();
  await savePart(store, WHOLE);
  store.spoilt.add("log");
  await assert.rejects(readWhole(store));
});

test("small pictures are fetched once, go with their picture, and one that is spoilt takes none along", async () => {
  const store = new Memory();
  const fetched = [];
  const fetch = (id) => (fetched.push(id), picture(id));
  await saveThumbs(store, ["one", "two", "three"], fetch);
  await saveThumbs(store, ["two", "three"], fetch);
  assert.deepEqual(fetched, ["one", "two", "three"]);
  store.spoilt.add("thumb:two");
  const found = await readThumbs(store);
  assert.deepEqual(Object.keys(found), ["three"]);
  assert.equal(await found.three.text(), "three");
});
