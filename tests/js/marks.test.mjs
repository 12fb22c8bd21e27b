/** What comes from the other page about pointer and strokes is read with care. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { AT_ONCE_MAX, POINTS_MAX, STROKES_MAX, Strokes, readPoint, written } from "../../static/shared/marks.js";
import { pathOf } from "../../static/shared/mark-paths.js";

const OF = [1280, 720];
const LINE = { id: "s1", kind: "freehand", colour: "blue", from: 0, points: [0.1, 0.2, 0.3, 0.4], of: OF };
const NONSENSE = [undefined, null, 7, "point", [], {}, true, { n: 1 }, { __proto__: null }];

test("a pointer has a place in a picture, or it is off", () => {
  assert.deepEqual(readPoint({ n: 3, x: 0.5, y: 1, of: OF }), { n: 3, point: { x: 0.5, y: 1 }, of: { width: 1280, height: 720 } });
  assert.equal(readPoint({ n: 4, off: true })?.point, null);
});

test("what is no pointer is left out", () => {
  for (const one of NONSENSE) assert.equal(readPoint(one), null);
  for (const wrong of [{ x: 1.01 }, { y: -0.1 }, { x: NaN }, { x: "0.5" }, { y: Infinity }, { n: 1.5 }, { n: -1 }, { n: 2 ** 60 }, { of: [0, 720] }, { of: [1e9, 1] }, { of: "1280x720" }, { of: null }]) {
    assert.equal(readPoint({ n: 3, x: 0.5, y: 0.5, of: OF, ...wrong }), null, JSON.stringify(wrong));
  }
});

test("a stroke grows from where it was, and the same again changes nothing", () => {
  const strokes = new Strokes();
  strokes.hear(LINE);
  strokes.hear({ ...LINE, from: 2, points: [0.5, 0.6] });
  assert.equal(strokes.all.get("s1")?.points.length, 3);
  strokes.hear({ ...LINE, from: 2, points: [0.5, 0.6] });
  assert.deepEqual(strokes.all.get("s1")?.points.at(-1), { x: 0.5, y: 0.6 });
  assert.equal(strokes.all.get("s1")?.points.length, 3);
  assert.equal(strokes.hear({ ...LINE, from: 9 }), null); // what lies between has not come
});

test("what is no stroke is left out, and what is there stays", () => {
  const strokes = new Strokes();
  strokes.hear(LINE);
  for (const one of NONSENSE) assert.equal(strokes.hear(one), null);
  for (const wrong of [{ id: "" }, { id: "a b" }, { id: "x".repeat(81) }, { id: 7 }, { kind: "text" }, { kind: "constructor" }, { colour: "red" }, { from: -1 }, { from: 0.5 }, { points: [] }, { points: [0.1] }, { points: [0.1, 2] }, { points: [0.1, "0.2"] }, { points: "0.1" }, { of: [] }]) {
    assert.equal(strokes.hear({ ...LINE, ...wrong }), null, JSON.stringify(wrong));
  }
  assert.equal(strokes.all.size, 1);
});

test("there is an end to points and strokes", () => {
  const strokes = new Strokes();
  const many = (/** @type {number} */ count) => Array.from({ length: 2 * count }, () => 0.5);
  assert.equal(strokes.hear({ ...LINE, points: many(10_000) }), null);
  for (let from = 0; from + AT_ONCE_MAX <= POINTS_MAX; from += AT_ONCE_MAX) assert.ok(strokes.hear({ ...LINE, from, points: many(AT_ONCE_MAX) }));
  assert.equal(strokes.hear({ ...LINE, from: POINTS_MAX, points: many(1) }), null);
  assert.equal(strokes.hear({ ...LINE, id: "a", kind: "arrow", points: many(3) }), null);
  for (let number = 0; number < 500; number += 1) strokes.hear({ ...LINE, id: `n${number}` });
  assert.equal(strokes.all.size, STROKES_MAX);
});

test("only what is named remains", () => {
  const strokes = new Strokes();
  for (const id of ["a", "b", "c"]) strokes.hear({ ...LINE, id });
  assert.deepEqual(strokes.keep({ ids: ["b", "z", 7, null] }), ["a", "c"]);
  for (const one of [undefined, {}, { ids: "b" }]) assert.deepEqual(strokes.keep(one), []);
  assert.deepEqual([...strokes.all.keys()], ["b"]);
});

test("a place is told apart to a ten thousandth", () => {
  assert.deepEqual(written({ x: 1 / 3, y: 0.99999 }), [0.3333, 1]);
});

test("a touch is a dot, an arrow has a head, a circle its rim where the finger was", () => {
  const picture = { width: 1000, height: 500 };
  assert.equal(pathOf("freehand", [{ x: 0.1, y: 0.2 }], picture), "M100 100h.1");
  assert.equal(pathOf("freehand", [{ x: 0.1, y: 0.2 }, { x: 0.2, y: 0.2 }], picture), "M100 100L200 100");
  assert.equal(pathOf("circle", [{ x: 0.5, y: 0.5 }, { x: 0.5, y: 0.7 }], picture), "M400 250a100 100 0 1 0 200 0a100 100 0 1 0 -200 0z");
  assert.match(pathOf("arrow", [{ x: 0, y: 0.5 }, { x: 0.5, y: 0.5 }], picture), /^M0 250L500 250M473 237L500 250L473 263$/);
  assert.equal(pathOf("arrow", [{ x: 0, y: 0.5 }], picture), "");
  assert.equal(pathOf("freehand", [], picture), "");
});
