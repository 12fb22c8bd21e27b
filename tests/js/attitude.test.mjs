/** Where the camera looks, from how the phone is held. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { attitude } from "../../static/customer/attitude.js";
import { measured, reading } from "../../static/customer/sensors.js";

/** Degrees, as people read them. @param {any} turned @param {number} [screen] */
function seen(turned, screen = 0) {
  const found = attitude({ absolute: true, ...turned }, screen);
  const whole = (/** @type {number|null} */ value) => (value === null ? null : Math.round(value) + 0);
  return found && { heading: whole(found.heading), tilt: whole(found.tilt), roll: whole(found.roll), uncertain: found.uncertain };
}

const CALM = { roll: 0, uncertain: false };

test("held upright the camera looks level, and where the phone's back points", () => {
  assert.deepEqual(seen({ alpha: 0, beta: 90, gamma: 0 }), { heading: 0, tilt: 0, ...CALM });
  assert.deepEqual(seen({ alpha: 90, beta: 90, gamma: 0 }), { heading: 270, tilt: 0, ...CALM });
  assert.deepEqual(seen({ alpha: 146, beta: 90, gamma: 0 }), { heading: 214, tilt: 0, ...CALM });
});

test("leaned forward it looks down, leaned back up", () => {
  assert.deepEqual(seen({ alpha: 146, beta: 52, gamma: 0 }), { heading: 214, tilt: -38, ...CALM });
  assert.deepEqual(seen({ alpha: 146, beta: 110, gamma: 0 }), { heading: 214, tilt: 20, ...CALM });
});

test("straight down there is neither a heading nor an upper side", () => {
  assert.deepEqual(seen({ alpha: 10, beta: 0, gamma: 0 }), { heading: null, tilt: -90, roll: null, uncertain: false });
  assert.deepEqual(seen({ alpha: 10, beta: 180, gamma: 0 }), { heading: null, tilt: 90, roll: null, uncertain: false });
});

test("on its side it looks the same way, and the picture stands upright by the screen's angle", () => {
  assert.deepEqual(seen({ alpha: 0, beta: 0, gamma: -90 }, 90), { heading: 90, tilt: 0, ...CALM });
  assert.deepEqual(seen({ alpha: 0, beta: 0, gamma: 90 }, 270), { heading: 270, tilt: 0, ...CALM });
  assert.equal(seen({ alpha: 0, beta: 0, gamma: -90 }, 0)?.roll, -90);
});

test("turned clockwise in the hand, the picture is turned clockwise", () => {
  assert.equal(seen({ alpha: 0, beta: 45, gamma: 20 })?.roll, 19);
  assert.equal(seen({ alpha: 0, beta: 45, gamma: -20 })?.roll, -19);
});

test("without a compass the tilt remains", () => {
  assert.deepEqual(seen({ alpha: 30, beta: 60, gamma: 0, absolute: false }), { heading: null, tilt: -30, ...CALM });
});

test("an iPhone says the heading itself, and how sure it is", () => {
  const iphone = { absolute: false, alpha: 12, beta: 52, gamma: 0, webkitCompassHeading: 214 };
  assert.deepEqual(seen({ ...iphone, webkitCompassAccuracy: 10 }), { heading: 214, tilt: -38, ...CALM });
  for (const doubt of [-1, 60]) assert.equal(seen({ ...iphone, webkitCompassAccuracy: doubt })?.uncertain, true);
});

test("a machine without sensors says nothing", () => {
  assert.equal(attitude({ alpha: null, beta: null, gamma: null }, 0), null);
  assert.equal(attitude(/** @type {any} */ ({ alpha: "1", beta: Infinity, gamma: NaN }), 0), null);
});

test("what is kept with a still is whole degrees, and only what is known", () => {
  measured({ heading: 359.7, tilt: -38.2, roll: 1, uncertain: false });
  assert.deepEqual(reading(), { heading_deg: 0, tilt_deg: -38 });
  measured({ heading: 214, tilt: 12.6, roll: null, uncertain: true });
  assert.deepEqual(reading(), { heading_deg: null, tilt_deg: 13 });
  measured(null);
  assert.equal(reading(), null);
});
