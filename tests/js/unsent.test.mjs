/** Unsent answers beyond the page: written and deleted in order, found again, too old ones deleted, trouble said. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { LASTS_MS } from "../../static/shared/kept-desk.js";
import { Unsent } from "../../static/consultant/kept/unsent.js";
import { Memory } from "./memory.mjs";

function made(store = new Memory(), acknowledged = async () => {}) {
  const told = { counts: [], trouble: [] };
  const unsent = new Unsent(Promise.resolve(store), {
    note: async (count) => void told.counts.push(count),
    written: () => {},
    acknowledged,
    trouble: (kept) => told.trouble.push(kept),
  });
  return { unsent, store, told };
}

let ids = 0;
const operation = (value, at = "2026-03-11T09:00:00Z") => ({
  op_id: `00000000-0000-4000-8000-${String((ids += 1)).padStart(12, "0")}`,
  based_on: 7,
  target: "building",
  field: "building_units",
  value,
  at,
});
const NOW = Date.parse("2026-03-13T09:00:00Z");

test("what is kept is found again in its order by the next page, until it is taken", async () => {
  const { unsent, store, told } = made();
  const given = [operation(1), operation(2), operation(3)];
  unsent.keep(given.slice(0, 2));
  unsent.keep(given.slice(2));
  assert.ok(unsent.pending > 0);
  await unsent.settled();
  assert.equal(unsent.pending, 0);
  const next = made(store);
  const found = await next.unsent.read(NOW);
  assert.deepEqual(found, { operations: given, expired: 0 });
  next.unsent.forget([given[0].op_id, given[1].op_id]);
  await next.unsent.settled();
  assert.deepEqual((await made(store).unsent.read(NOW)).operations, [given[2]]);
  assert.equal(told.counts.at(-1), 3);
  assert.equal(next.told.counts.at(-1), 1);
});

test("what the server takes before it was written is never written", async () => {
  const { unsent, store } = made();
  const one = operation(1);
  unsent.keep([one]);
  unsent.forget([one.op_id]);
  await unsent.settled();
  assert.equal(store.records.size, 0);
});

test("nothing is deleted before what the server told is kept", async () => {
  const order = [];
  const store = new Memory();
  const { unsent } = made(store, async () => void order.push(`copy of ${store.records.size}`));
  const one = operation(1);
  unsent.keep([one]);
  await unsent.settled();
  unsent.forget([one.op_id]);
  await unsent.settled();
  assert.deepEqual(order, ["copy of 1"]);
  assert.equal(store.records.size, 0);
});

test("after two days it is still there, after its time it is deleted and counted", async () => {
  const { unsent, store } = made();
  const [old, young] = [operation(1), operation(2, "2026-03-12T09:00:00Z")];
  unsent.keep([old, young]);
  await unsent.settled();
  assert.equal((await made(store).unsent.read(NOW)).operations.length, 2);
  const late = Date.parse(old.at) + LASTS_MS + 1;
  assert.deepEqual(await made(store).unsent.read(late), { operations: [young], expired: 1 });
  assert.equal(store.records.size, 1);
});

test("an answer that cannot be read any more is counted as lost, the others are sent", async () => {
  const { unsent, store } = made();
  const [spoilt, whole] = [operation(1), operation(2)];
  unsent.keep([spoilt, whole]);
  await unsent.settled();
  store.spoilt.add((await store.ids())[0]);
  assert.deepEqual(await made(store).unsent.read(NOW), { operations: [whole], expired: 1 });
  assert.equal(store.records.size, 1);
});

test("two tabs write side by side", async () => {
  const store = new Memory();
  const [one, two] = [made(store), made(store)];
  one.unsent.keep([operation(1)]);
  two.unsent.keep([operation(2)]);
  await Promise.all([one.unsent.settled(), two.unsent.settled()]);
  assert.equal((await made(store).unsent.read(NOW)).operations.length, 2);
});

test("a browser that keeps nothing, or has no room, is said once and loses nothing of the page", async () => {
  const full = made();
  full.store.broken = true;
  full.unsent.keep([operation(1)]);
  full.unsent.keep([operation(2)]);
  await full.unsent.settled();
  assert.deepEqual(full.told.trouble, [false]);
  full.store.broken = false;
  full.unsent.keep([operation(3)]);
  await full.unsent.settled();
  assert.deepEqual(full.told.trouble, [false, true]);

  const told = [];
  const forbidden = new Unsent(Promise.reject(new Error("forbidden")), {
    note: async () => {},
    written: () => {},
    acknowledged: async () => {},
    trouble: (kept) => told.push(kept),
  });
  forbidden.keep([operation(1)]);
  await forbidden.settled();
  assert.deepEqual(told, [false]);
  assert.deepEqual(await forbidden.read(NOW), { operations: [], expired: 0 });
});
