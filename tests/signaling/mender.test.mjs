// When a connection is mended, and how.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Mender } from "../../static/shared/mender.js";

function mending(t, hands = {}) {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  let now = 0;
  t.mock.method(performance, "now", () => now);
  const done = [];
  const tell = (word) => async () => void done.push(word);
  const mender = new Mender({
    queue: (task) => void task(),
    reach: () => "now",
    isAlive: () => false,
    isAnswered: () => true,
    canRestart: () => true,
    restart: tell("restart"),
    renew: async () => {
      done.push("renew");
      mender.reset();
      mender.expect();
    },
    rejoin: async () => {
      done.push("rejoin");
      mender.reset();
      mender.expect();
    },
    giveUp: tell("give up"),
    mended: tell("mended"),
    ...hands,
  });
  const tick = async (ms) => {
    now += ms;
    t.mock.timers.tick(ms);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { mender, done, tick };
}

test("two restarts, two new connections, a new seat, then new connections ever later", async (t) => {
  const { mender, done, tick } = mending(t);
  mender.connected();
  mender.after(2000);
  await tick(1999);
  assert.deepEqual(done, []);
  await tick(1);
  await tick(5000);
  assert.deepEqual(done, ["restart", "restart"]);
  await tick(5000);
  assert.deepEqual(done, ["restart", "restart", "renew"]);
  await tick(11_999);
  assert.equal(done.length, 3);
  await tick(1001);
  assert.deepEqual(done.slice(3), ["renew"]);
  await tick(16_000);
  assert.deepEqual(done.slice(4), ["rejoin"]);
  await tick(21_000);
  await tick(21_000);
  assert.deepEqual(done.slice(5), ["renew", "renew"]);
  mender.reset();
});

test("a restart that helps ends it, and old failures do not count later", async (t) => {
  let alive = false;
  const { mender, done, tick } = mending(t, { isAlive: () => alive });
  mender.connected();
  mender.after(0);
  await tick(0);
  alive = true;
  await tick(5000);
  assert.deepEqual(done, ["restart", "mended"]);
  mender.connected();
  mender.after(0);
  await tick(0);
  assert.equal(done.at(-1), "restart");
  mender.reset();
});

test("a network that comes back several times is one reason", async (t) => {
  const { mender, done, tick } = mending(t);
  mender.connected();
  for (let n = 0; n < 3; n += 1) {
    mender.after(0);
    await tick(10);
  }
  assert.deepEqual(done, ["restart"]);
  await tick(1000);
  assert.deepEqual(done, ["restart", "restart"]);
  mender.reset();
});

test("with a side that knows no restart it begins anew at once", async (t) => {
  const { mender, done, tick } = mending(t, { canRestart: () => false });
  mender.connected();
  mender.after(0);
  await tick(0);
  assert.deepEqual(done, ["renew"]);
  mender.reset();
});

test("what was never connected is not restarted", async (t) => {
  const { mender, done, tick } = mending(t);
  mender.expect();
  await tick(9000);
  assert.deepEqual(done, ["renew"]);
  mender.reset();
});

test("while nobody can hear, it is due later; when nobody is there, it gives up", async (t) => {
  let reach = "later";
  const { mender, done, tick } = mending(t, { reach: () => reach });
  mender.connected();
  mender.after(0);
  await tick(60_000);
  assert.deepEqual(done, []);
  assert.equal(mender.isDue, true);
  reach = "never";
  await mender.mend();
  assert.deepEqual(done, ["give up"]);
  assert.equal(mender.isDue, false);
});

test("an offer that nobody has heard is no failure for a while", async (t) => {
  const { mender, done, tick } = mending(t, { isAnswered: () => false });
  mender.connected();
  mender.after(0);
  await tick(0);
  mender.after(2000); // disconnected, failed: no news
  for (let seconds = 0; seconds < 26; seconds += 1) await tick(1000);
  assert.deepEqual(done, ["restart"]);
  for (let seconds = 0; seconds < 10; seconds += 1) await tick(1000);
  assert.deepEqual(done, ["restart", "restart"]);
  mender.reset();
});

test("while the other side mends, it only looks whether that helps", async (t) => {
  const { mender, done, tick } = mending(t);
  mender.connected();
  mender.after(3000);
  mender.leaveIt();
  await tick(4999);
  assert.deepEqual(done, []);
  await tick(1);
  assert.deepEqual(done, ["restart"]);
  mender.reset();
});
