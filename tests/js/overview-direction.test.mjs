/** Where one looks now, marked in the overview of the room. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { WIDE_DEG, markOf } from "../../static/consultant/overview-direction.js";

const LYING = { width: 1280, height: 720 };
const STANDING = { width: 720, height: 1280 };
const STILL = { heading: 200, tilt: -10, size: LYING };

/** @param {any} now @param {any} [still] */
function corners(now, still = STILL) {
  const mark = markOf(still, { size: LYING, ...now });
  assert.equal(mark.kind, "frame");
  return mark.kind === "frame" ? mark.corners.map(({ x, y }) => [Math.round(x * 1000) / 1000 + 0, Math.round(y * 1000) / 1000 + 0]) : [];
}

test("looking the same way, it is the whole still", () => {
  assert.deepEqual(corners({ heading: 200, tilt: -10 }), [[0, 0], [1, 0], [1, 1], [0, 1]]);
});

test("the same across north", () => {
  assert.deepEqual(corners({ heading: 361, tilt: 0 }, { ...STILL, heading: 1, tilt: 0 }), [[0, 0], [1, 0], [1, 1], [0, 1]]);
});

test("zoomed in, it is the middle of it", () => {
  assert.deepEqual(corners({ heading: 200, tilt: -10, zoom: 2 }), [[0.25, 0.25], [0.75, 0.25], [0.75, 0.75], [0.25, 0.75]]);
});

test("turned to the right it lies further right, and is higher at the far side", () => {
  const [[left], [, topRight], [, bottomRight]] = corners({ heading: 225, tilt: 0 }, { ...STILL, tilt: 0 });
  assert.ok(left > 0 && left < 1);
  assert.ok(bottomRight - topRight > 1);
});

test("looking down it is a trapezoid, narrower below the middle of the still", () => {
  const [[upperLeft], [upperRight], [lowerRight], [lowerLeft]] = corners({ heading: 200, tilt: -38 }, { ...STILL, tilt: 0 });
  assert.ok(lowerRight - lowerLeft > upperRight - upperLeft);
  const middle = corners({ heading: 200, tilt: -38 }, { ...STILL, tilt: 0 }).reduce((sum, [, y]) => sum + y, 0) / 4;
  assert.ok(middle > 0.5);
});

test("a turned phone turns it", () => {
  const [[, first], [, second]] = corners({ heading: 200, tilt: 0, roll: 10 }, { ...STILL, tilt: 0 });
  assert.ok(second > first, "clockwise: its right side lies lower");
});

test("an upright picture in a lying still is high and narrow", () => {
  const figure = corners({ heading: 200, tilt: -10, size: STANDING });
  const side = (/** @type {number} */ axis) => Math.max(...figure.map((one) => one[axis])) - Math.min(...figure.map((one) => one[axis]));
  assert.ok(side(0) < 1 && side(1) > 1);
});

test("outside of it an arrow says where", () => {
  const right = markOf(STILL, { heading: 200 + 2 * WIDE_DEG, tilt: -10, size: LYING });
  assert.deepEqual(right, { kind: "beyond", at: { x: 1, y: 0.5 }, deg: 0 });
  const left = markOf({ ...STILL, heading: 20 }, { heading: 290, tilt: -10, size: LYING });
  assert.equal(left.kind === "beyond" && left.at.x, 0);
  const behind = markOf(STILL, { heading: 20, tilt: -10, size: LYING });
  assert.equal(behind.kind, "beyond");
  const floor = markOf({ ...STILL, tilt: 10 }, { heading: 200, tilt: -75, size: LYING });
  assert.deepEqual(floor, { kind: "beyond", at: { x: 0.5, y: 1 }, deg: 90 });
});

test("whatever is measured, a place comes of it", () => {
  for (let heading = 0; heading < 360; heading += 15) {
    for (let tilt = -90; tilt <= 90; tilt += 15) {
      const mark = markOf(STILL, { heading, tilt, roll: heading - 180, size: STANDING });
      const points = mark.kind === "frame" ? mark.corners : [mark.at];
      assert.ok(points.every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y)), `${heading} ${tilt}`);
    }
  }
});
