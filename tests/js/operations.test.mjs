/** The browser folds the operation log as the server does: the same vectors. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { emptyState, fold, newId, sameValue } from "../../static/shared/operations.js";

const vectors = JSON.parse(readFileSync(new URL("../vectors/operations.json", import.meta.url), "utf8"));

for (const { name, why, operations, state } of vectors.fold) {
  test(`fold ${name}: ${why}`, () => assert.deepEqual(fold(operations), state));
}

test("an operation that is already in changes nothing", () => {
  for (const { operations } of vectors.fold) {
    const once = fold(operations);
    assert.deepEqual(fold(operations, once), once);
  }
});

test("a state is never changed in place", () => {
  for (const { operations } of vectors.fold) {
    let state = emptyState();
    for (const operation of operations) {
      const before = structuredClone(state);
      const next = fold([operation], state);
      assert.deepEqual(state, before);
      state = next;
    }
  }
});

test("values are compared as JSON", () => {
  assert.ok(sameValue(["a", "b"], ["a", "b"]));
  assert.ok(!sameValue(["a", "b"], ["b", "a"]));
  assert.ok(!sameValue([], {}));
  assert.ok(!sameValue(null, {}));
  assert.ok(!sameValue(1, "1"));
});

test("new ids are UUIDs of version 4", () => {
  const ids = new Set(Array.from({ length: 200 }, newId));
  assert.equal(ids.size, 200);
  for (const id of ids) assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});
