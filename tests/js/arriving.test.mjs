/** What the cockpit says of a picture that stands and a voice that is not heard. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { Arriving } from "../../static/consultant/arriving.js";

/** Looks once a second at what has been counted until then. */
function looks(seconds, counted) {
  const arriving = new Arriving();
  return Array.from({ length: seconds }, (_, second) => {
    const { frames = second * 10, made = 0, samples = second * 48_000 } = counted(second);
    const report = new Map([
      ["v", { type: "inbound-rtp", kind: "video", framesDecoded: frames }],
      ["a", { type: "inbound-rtp", kind: "audio", totalSamplesReceived: samples, concealedSamples: made }],
      ["o", { type: "outbound-rtp", kind: "video", framesDecoded: second }],
    ]);
    return arriving.look(report, second * 1000);
  });
}

test("what flows is not complained about", () => {
  assert.ok(looks(30, () => ({})).every(({ stands, silent }) => stands === 0 && !silent));
});

test("a picture that stands is told with its age, and forgotten when it moves", () => {
  const stood = looks(12, (second) => ({ frames: second < 3 ? second : second < 9 ? 3 : second * 10 }));
  assert.deepEqual(stood.map(({ stands }) => stands), [0, 0, 0, 0, 0, 2, 3, 4, 5, 0, 0, 0]);
});

test("a voice that is mostly made up is silent after a moment, one hiccup is not", () => {
  const hiccup = looks(10, (second) => ({ made: second >= 4 ? 40_000 : 0 }));
  assert.ok(hiccup.every(({ silent }) => !silent));
  const lost = looks(10, (second) => ({ made: Math.max(0, second - 3) * 30_000 }));
  assert.deepEqual(lost.map(({ silent }) => silent), [false, false, false, false, false, true, true, true, true, true]);
});

test("nothing to play is no voice that is lost", () => {
  assert.ok(looks(10, () => ({ samples: 0 })).every(({ silent }) => !silent));
});
