/** Places in a picture are the same on every screen, whatever its shape. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { frameOf, fromSeen, held, isInside, pointAt, spotOf } from "../../static/shared/picture-place.js";

const SCREENS = [[702, 507], [820, 203], [390, 634], [844, 390], [375, 375], [1440, 760]].map(([width, height]) => ({ width, height }));
const PICTURES = [[1280, 720], [720, 1280], [640, 480], [320, 180], [4032, 3024]].map(([width, height]) => ({ width, height }));
const POINTS = [{ x: 0, y: 0 }, { x: 1, y: 1 }, { x: 0.5, y: 0.5 }, { x: 0.137, y: 0.861 }];

/** @param {number} one @param {number} other */
const near = (one, other) => assert.ok(Math.abs(one - other) < 1e-9, `${one} is not ${other}`);

test("there and back it is the same point, shown whole or cut", () => {
  for (const fit of /** @type {("contain"|"cover")[]} */ (["contain", "cover"])) {
    for (const screen of SCREENS) {
      for (const picture of PICTURES) {
        const frame = frameOf(screen, picture, fit);
        assert.ok(frame);
        near(frame.width / frame.height, picture.width / picture.height);
        for (const point of POINTS) {
          const { left, top } = spotOf(frame, point);
          const back = pointAt(frame, left, top);
          near(back.x, point.x);
          near(back.y, point.y);
        }
      }
    }
  }
});

test("whole means within the element, cut means all of it is filled", () => {
  for (const screen of SCREENS) {
    for (const picture of PICTURES) {
      const whole = frameOf(screen, picture, "contain");
      const cut = frameOf(screen, picture, "cover");
      assert.ok(whole && cut);
      assert.ok(whole.left >= -1e-9 && whole.top >= -1e-9 && whole.width <= screen.width + 1e-9 && whole.height <= screen.height + 1e-9);
      assert.ok(cut.left <= 1e-9 && cut.top <= 1e-9 && cut.width >= screen.width - 1e-9 && cut.height >= screen.height - 1e-9);
    }
  }
});

test("no picture, no place", () => {
  assert.equal(frameOf({ width: 300, height: 200 }, { width: 0, height: 0 }, "contain"), null);
  assert.equal(frameOf({ width: 0, height: 0 }, { width: 640, height: 480 }, "cover"), null);
});

test("a finger beside the picture is none in it", () => {
  const frame = frameOf({ width: 702, height: 507 }, { width: 1280, height: 720 }, "contain");
  assert.ok(frame);
  assert.equal(isInside(pointAt(frame, 351, 20)), false);
  assert.deepEqual(held(pointAt(frame, 351, 20)), { x: 0.5, y: 0 });
});

test("a smaller picture of the same shape has the same places", () => {
  assert.deepEqual(fromSeen({ width: 320, height: 180 }, { width: 1280, height: 720 })?.({ x: 0.3, y: 0.9 }), { x: 0.3, y: 0.9 });
  assert.deepEqual(fromSeen({ width: 180, height: 320 }, { width: 1080, height: 1928 })?.({ x: 0.3, y: 0.9 }), { x: 0.3, y: 0.9 });
});

test("one that was cut is the middle of the other", () => {
  const wide = fromSeen({ width: 640, height: 480 }, { width: 1280, height: 720 });
  const point = wide?.({ x: 1, y: 0.25 });
  near(point?.x ?? NaN, 0.5 + 0.5 * (4 / 3 / (16 / 9)));
  near(point?.y ?? NaN, 0.25);
  const low = fromSeen({ width: 1280, height: 720 }, { width: 640, height: 480 })?.({ x: 0.25, y: 0 });
  near(low?.x ?? NaN, 0.25);
  near(low?.y ?? NaN, 0.5 - 0.5 * (4 / 3 / (16 / 9)));
});

test("one that lies where ours stands is of another moment", () => {
  assert.equal(fromSeen({ width: 1280, height: 720 }, { width: 720, height: 1280 }), null);
  assert.equal(fromSeen({ width: 0, height: 0 }, { width: 720, height: 1280 }), null);
});
