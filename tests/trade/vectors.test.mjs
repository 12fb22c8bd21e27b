// The vectors against the browser's code; test_vectors.py starts it and hands it the checklist.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { evaluate } from "../../static/shared/expressions.js";
import { viewFor, visibleItems } from "../../static/shared/visibility.js";

const read = (name) => JSON.parse(readFileSync(new URL(`../vectors/${name}`, import.meta.url), "utf8"));
const expressions = read("expressions.json");
const visibility = read("visibility.json");
const { checklist, asked } = JSON.parse(readFileSync(process.env.KELLERBLICK_TEST_CHECKLIST, "utf8"));

const { scope: said } = expressions;
const scope = {
  lookup: (name) => said.values[name],
  unanswered: (item) => said.unanswered.includes(item),
  anyRoomHas: (installation) => said.rooms_have.includes(installation),
  anyRoomMoisture: (states) => states.some((state) => said.rooms_moisture.includes(state)),
  templateActive: (name) => said.templates.includes(name),
};

/** A folded log as the cockpit keeps it. */
function folded(entities) {
  const fields = (values) =>
    Object.fromEntries(Object.entries(values).map(([field, value]) => [field, { value, seq: 1, at: "" }]));
  return {
    seq: 1,
    entities: Object.fromEntries(Object.entries(entities).map(([target, values]) => [target, { fields: fields(values) }])),
  };
}

for (const vector of expressions.evaluated) {
  test(vector.source, () => assert.deepEqual(evaluate(vector.tree, scope), vector.value));
}

for (const vector of visibility.visibility) {
  test(vector.title, () => {
    const ids = visibleItems(checklist, folded(vector.entities), vector.target, vector.templates);
    for (const id of vector.visible ?? []) assert.ok(ids.includes(id), `${id} must be asked`);
    for (const id of vector.hidden ?? []) assert.ok(!ids.includes(id), `${id} must not be asked`);
  });
}

test("random logs ask what Python asks", () => {
  assert.ok(asked.length > 500);
  for (const { entities, target, templates, visible } of asked) {
    assert.deepEqual(visibleItems(checklist, folded(entities), target, templates), visible, target);
  }
});

for (const vector of visibility.views) {
  test(`view: ${vector.title}`, () => {
    const templates = Object.keys(checklist.templates);
    const view = viewFor(checklist, folded(vector.entities), vector.target, vector.item, templates);
    assert.equal(view?.id ?? null, vector.view);
  });
}
