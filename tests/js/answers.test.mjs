/** Keys and chips: what they make of what stands there. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { toggled } from "../../static/consultant/choice.js";
import { freeName } from "../../static/consultant/entities.js";
import { pressed, tidy } from "../../static/consultant/number-answer.js";
import { numberWord, readNumber } from "../../static/consultant/words.js";

test("none and unknown stand alone", () => {
  assert.deepEqual(toggled([], "heating"), ["heating"]);
  assert.deepEqual(toggled(["heating"], "lift"), ["heating", "lift"]);
  assert.deepEqual(toggled(["heating", "lift"], "none"), ["none"]);
  assert.deepEqual(toggled(["none"], "lift"), ["lift"]);
  assert.deepEqual(toggled(["lift"], "lift"), []);
});

test("the first digit begins a new number, sign and delete change the one that is there", () => {
  assert.equal(pressed(undefined, "−210", "5"), "5");
  assert.equal(pressed(undefined, "−210", "delete"), "−21");
  assert.equal(pressed(undefined, "210", "±"), "−210");
  assert.equal(pressed("−21", "−21", "0"), "−210");
  assert.equal(pressed("", "", "±"), "−");
  assert.equal(pressed("3", "3", ","), "3,");
  assert.equal(pressed("3,", "3,", ","), "3,");
  assert.equal(pressed("123456", "123456", "7"), "123456");
});

test("what a keyboard types is kept to what can become a number", () => {
  assert.equal(tidy("-21a0"), "−210");
  assert.equal(tidy("3.5.2"), "3,52");
  assert.equal(tidy("−"), "−");
});

test("numbers are read as they are written", () => {
  for (const number of [-210, 0, 3.5, 120]) assert.equal(readNumber(numberWord(number)), number);
  assert.equal(readNumber("−"), null);
  assert.equal(readNumber(""), null);
});

test("a name that is taken gets a number", () => {
  const room = (label) => ({ fields: { exists: { value: true }, label: { value: label } } });
  const view = { seq: 2, entities: { "room:a": room("Keller"), "room:b": room("Keller 2") } };
  assert.equal(freeName(view, "room", "Keller"), "Keller 3");
  assert.equal(freeName(view, "room", "Flur"), "Flur");
});
