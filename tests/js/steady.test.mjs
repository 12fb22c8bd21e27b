/** A still waits for a steady hand, but not for long. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { AT_LEAST_MS, AT_MOST_MS, steady } from "../../static/customer/steady.js";

const FRAME_MS = 50;

/**
 * Looks at frames of one brightness each, by a clock that moves with them.
 * @param {(number: number) => number|null} brightness null: no frame came
 */
async function timed(brightness) {
  let ms = 0;
  const look = async () => {
    const value = brightness(ms / FRAME_MS);
    ms += FRAME_MS;
    return value === null ? null : new Uint8ClampedArray(64).fill(value);
  };
  return { rested: await steady(look, () => ms), ms };
}

test("a hand that is still waits only until she has seen it", async () => {
  assert.deepEqual(await timed(() => 100), { rested: true, ms: AT_LEAST_MS });
});

test("the slight trembling of a hand counts as still", async () => {
  assert.deepEqual(await timed((number) => 100 + (number % 2)), { rested: true, ms: AT_LEAST_MS });
});

test("a swing is waited for until it ends", async () => {
  const { rested, ms } = await timed((number) => Math.min(number, 10) * 20);
  assert.ok(rested);
  assert.equal(ms, 13 * FRAME_MS); // the frame on which it ends, and two like it
});

test("what never comes to rest is taken all the same", async () => {
  const inTime = { rested: false, ms: AT_MOST_MS };
  assert.deepEqual(await timed((number) => (number % 2) * 20), inTime);
  assert.deepEqual(await timed(() => null), inTime);
});
