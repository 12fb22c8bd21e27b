/** The history of an answer: asked for once, kept up, a number with its method, late entries, what is not sent yet. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { emptyState, fold } from "../../static/shared/operations.js";
import { History } from "../../static/consultant/history.js";

const AHLERS = { id: "a", name: "Marlene Ahlers", kind: "user" };
const BRANDT = { id: "b", name: "Jan Brandt", kind: "office" };
const [HEIGHT, METHOD] = ["drain_height_cm", "drain_height_method"];
const FIELDS = [HEIGHT, METHOD];

let seq = 0;

/** @param {string} field @param {any} value @param {string} at @param {any} by @param {string} [received] */
function entry(field, value, at, by, received = at) {
  seq += 1;
  const day = "2026-03-11T";
  return { op_id: `${seq}`, seq, based_on: seq - 1, target: "drain:d1", field, value, at: `${day}${at}Z`, by, received_at: `${day}${received}Z` };
}

/** @param {any[]} log */
function server(log) {
  const asked = [];
  return {
    asked,
    pull: async (after) => {
      asked.push(after);
      return { operations: log.filter((one) => one.seq > after), seq: log.at(-1)?.seq ?? 0 };
    },
  };
}

test("a number and its method are one answer, latest first, and only what stands holds", async () => {
  seq = 0;
  const log = [
    entry(METHOD, "unknown", "09:10:00", AHLERS),
    entry(HEIGHT, -195, "09:24:00", BRANDT),
    entry(METHOD, "estimated", "09:24:20", BRANDT),
    entry(HEIGHT, -212, "09:31:00", AHLERS),
    entry(METHOD, "measured", "09:31:05", AHLERS),
  ];
  const history = new History(server(log).pull);
  await history.keepUp();
  const pasts = history.of(fold(log), "drain:d1", FIELDS, AHLERS);
  assert.deepEqual(
    pasts.map(({ values, by, holds }) => [values[HEIGHT] ?? null, values[METHOD], by.id, holds]),
    [
      [-212, "measured", "a", true],
      [-195, "estimated", "b", false],
      [null, "unknown", "a", false],
    ],
  );
});

test("what is taken back into force holds again, at its latest place", async () => {
  seq = 0;
  const log = [
    entry(HEIGHT, -200, "09:00:00", AHLERS),
    entry(HEIGHT, -210, "09:05:00", AHLERS),
    entry(HEIGHT, -200, "09:10:00", BRANDT),
  ];
  const history = new History(server(log).pull);
  await history.keepUp();
  assert.deepEqual(history.of(fold(log), "drain:d1", [HEIGHT], AHLERS).map((past) => past.holds), [true, false, false]);
});

test("entries that came long after they were written were written without a network, whatever the clock", async () => {
  seq = 0;
  const log = [
    entry(HEIGHT, -200, "09:00:00", AHLERS, "09:05:00"), // her clock is five minutes behind
    entry(HEIGHT, -210, "09:10:00", AHLERS, "09:15:02"),
    entry(HEIGHT, -220, "09:20:00", AHLERS, "09:55:00"),
    entry(HEIGHT, -230, "09:30:00", BRANDT, "09:30:01"),
  ];
  const history = new History(server(log).pull);
  await history.keepUp();
  assert.deepEqual(history.of(fold(log), "drain:d1", [HEIGHT], AHLERS).map((past) => past.late), [false, true, false, false]);
});

test("asked once, then only for what is new; callers at the same time share one request", async () => {
  seq = 0;
  const log = [entry(HEIGHT, -200, "09:00:00", AHLERS)];
  const from = server(log);
  const history = new History(from.pull);
  await Promise.all([history.keepUp(), history.keepUp()]);
  log.push(entry(HEIGHT, -210, "09:05:00", BRANDT));
  await history.keepUp();
  assert.deepEqual(from.asked, [0, 1]);
  assert.equal(history.of(fold(log), "drain:d1", [HEIGHT], AHLERS).length, 2);
});

test("what the server does not have yet is in it, ours", async () => {
  seq = 0;
  const log = [entry(HEIGHT, -200, "09:00:00", BRANDT)];
  const history = new History(server(log).pull);
  await history.keepUp();
  const known = fold(log);
  const view = fold([{ op_id: "x", based_on: 1, target: "drain:d1", field: HEIGHT, value: -205, at: "2026-03-11T09:40:00Z" }], known);
  const [mine] = history.of({ ...view, seq: known.seq }, "drain:d1", [HEIGHT], AHLERS);
  assert.deepEqual([mine.values[HEIGHT], mine.unsent, mine.holds, mine.by.id], [-205, true, true, "a"]);
});

test("a field that nobody ever set has none", () => {
  assert.deepEqual(new History(async () => ({ operations: [], seq: 0 })).of(emptyState(), "building", ["x"], AHLERS), []);
});
