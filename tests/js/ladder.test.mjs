/** The ladder: which step follows from what was measured. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { Ladder, SENDS, STEPS, besideUpload } from "../../static/shared/ladder.js";

const GOOD = { heard: true, kbits: 2500, loss: 0, roundTrip: 0.05, fps: 15, stillKbits: null };

/** Looks once a second; the steps that were taken, with the second in which. */
function run(ladder, seconds, line, from = 0) {
  const taken = [];
  for (let second = from; second < from + seconds; second += 1) {
    const before = ladder.step;
    const look = typeof line === "function" ? line(ladder.step, second) : line;
    const step = ladder.look({ ...GOOD, ...look, at: second * 1000 });
    if (step !== before) taken.push([second, step]);
  }
  return taken;
}

/** A line of this width, as a browser that sends sees it: never more than half as much again as is sent. */
const width = (kbits) => (step) => {
  const sent = (SENDS[step].video?.kbits ?? 0) + (SENDS[step].audio?.kbits ?? 0);
  return { kbits: Math.min(kbits, sent * 1.5), loss: sent > kbits * 1.4 ? 0.4 : 0, stillKbits: Math.max(0, kbits - 40) };
};

test("a good line stays on the top step", () => {
  assert.deepEqual(run(new Ladder(), 300, GOOD), []);
});

test("each width has its step, and stays there", () => {
  for (const [kbits, step] of [[2000, "p720"], [500, "p360"], [150, "p180"], [100, "voice"]]) {
    const ladder = new Ladder();
    run(ladder, 40, width(kbits));
    assert.equal(ladder.step, step, `${kbits} kbit/s`);
    const later = run(ladder, 300, width(kbits), 40);
    assert.ok(later.length <= 8, `${kbits} kbit/s swings: ${JSON.stringify(later)}`);
  }
});

test("a narrow line is left for the step that fits, not step by step", () => {
  assert.deepEqual(run(new Ladder(), 20, { kbits: 90 })[0][1], "voice");
});

test("one bad second changes nothing", () => {
  const hiccup = (_, second) => (second % 5 === 0 ? { kbits: 60, loss: 0.5 } : {});
  assert.deepEqual(run(new Ladder(), 60, hiccup), []);
});

test("a voice that will not hold gives way to text", () => {
  const ladder = new Ladder();
  run(ladder, 12, { kbits: 60, loss: 0.1 });
  assert.equal(ladder.step, "voice");
  run(ladder, 20, { loss: 0.5, stillKbits: 20 }, 12);
  assert.equal(ladder.step, "text");
  const gone = new Ladder();
  run(gone, 20, { kbits: 60, loss: 0.8, stillKbits: 20 });
  assert.equal(gone.step, "text");
});

test("what the picture before it took does not cost the voice", () => {
  const ladder = new Ladder();
  run(ladder, 10, { kbits: 60, loss: 0.4 });
  assert.equal(ladder.step, "voice");
  run(ladder, 7, { kbits: null, loss: 0.45, stillKbits: 20 }, 10); // reports on it, late
  assert.deepEqual(run(ladder, 60, { kbits: null, loss: 0.02, stillKbits: 30 }, 17), []);
  assert.equal(ladder.step, "voice");
});

test("when the line heals it climbs all the way by itself", () => {
  const ladder = new Ladder();
  run(ladder, 20, { kbits: 60, loss: 0.5, stillKbits: 10 });
  assert.equal(ladder.step, "text");
  const climbed = run(ladder, 120, (step) => ({ ...width(3000)(step) }), 20).map(([, step]) => step);
  assert.deepEqual(climbed, ["voice", "p180", "p360", "p720"]);
});

test("a climb that fails is tried again later each time", () => {
  const ladder = new Ladder();
  ladder.look({ ...GOOD, at: 0 });
  const narrow = (step) => ({ kbits: step === "p720" ? 300 : 600 });
  const climbs = run(ladder, 400, narrow, 1)
    .filter(([, step]) => step === "p720")
    .map(([second]) => second);
  const gaps = climbs.slice(1).map((second, index) => second - climbs[index]);
  assert.ok(gaps.length >= 3);
  assert.ok(gaps.slice(1).every((gap, index) => gap >= gaps[index]), String(gaps));
  assert.ok(gaps.at(-1) > 2 * gaps[0]);
});

test("a held step is held, whatever is measured, and let go again", () => {
  const ladder = new Ladder();
  ladder.hold("p180");
  assert.deepEqual(run(ladder, 60, GOOD), []);
  assert.equal(ladder.step, "p180");
  ladder.hold(null);
  run(ladder, 60, width(3000), 60);
  assert.equal(ladder.step, "p720");
});

test("silence is no reason to step down: what comes back is judged anew", () => {
  const ladder = new Ladder();
  run(ladder, 10, GOOD);
  assert.deepEqual(run(ladder, 60, { heard: false, kbits: 30, loss: 1 }, 10), []);
  assert.deepEqual(run(ladder, 5, { kbits: 30 }, 70), []);
  assert.deepEqual(run(ladder, 30, GOOD, 75), []);
});

test("a browser without an estimate is judged by loss, way and frames", () => {
  const ladder = new Ladder();
  run(ladder, 12, { kbits: null, fps: 2 });
  assert.equal(ladder.step, "p360");
  run(ladder, 20, { kbits: null, roundTrip: 4 }, 12);
  assert.ok(STEPS.indexOf(ladder.step) > STEPS.indexOf("p360"));
});

test("a slow machine makes the picture smaller, and never ends it", () => {
  for (const slow of [{ busy: true }, { busy: true, kbits: 90 }, { busy: true, kbits: null }, { kbits: 700 }]) {
    const ladder = new Ladder();
    const taken = run(ladder, 300, (step) => ({ fps: step === "p180" ? 1 : 2, ...slow })).map(([, step]) => step);
    assert.ok(taken.includes("p180"), JSON.stringify(slow));
    assert.ok(taken.every((step) => SENDS[step].video), JSON.stringify([slow, taken]));
  }
});

test("a slow machine on a line that loses much gives way all the same", () => {
  const ladder = new Ladder();
  run(ladder, 40, { busy: true, fps: 1, kbits: 60, loss: 0.4, stillKbits: 10 });
  assert.ok(!SENDS[ladder.step].video);
});

test("a machine that is too slow for a step is not asked for more until it is free", () => {
  const ladder = new Ladder();
  run(ladder, 20, (step) => ({ fps: step === "p720" ? 3 : 12, busy: true }));
  assert.equal(ladder.step, "p360");
  assert.deepEqual(run(ladder, 100, { fps: 12, busy: true }, 20), []);
  run(ladder, 30, GOOD, 120);
  assert.equal(ladder.step, "p720");
});

test("looks that came late tell nothing", () => {
  assert.deepEqual(run(new Ladder(), 60, { late: true, kbits: 40, loss: 0.6, fps: 1 }), []);
});

test("a line that became narrow keeps as much picture as gets through, whatever the estimate fell to", () => {
  const choked = { kbits: 60, loss: 0.65, through: 480 };
  assert.deepEqual(run(new Ladder(), 3, choked), [[2, "p360"]]);
  assert.deepEqual(run(new Ladder(), 3, { ...choked, through: 130 }), [[2, "p180"]]);
  const [before, after] = [{ ...choked, through: 500 }, { ...choked, through: 90 }];
  assert.deepEqual(run(new Ladder(), 3, (_, second) => (second === 0 ? before : after)), [[2, "voice"]]);
});

test("most of the packets lost: no picture is tried in between", () => {
  const taken = run(new Ladder(), 20, (step) => ({ kbits: null, loss: SENDS[step].video ? 0.9 : 0.2, stillKbits: 10 }));
  assert.deepEqual(taken, [[2, "voice"]]);
});

test("a photo that fills the line makes the picture smaller and does not end it", () => {
  const ladder = new Ladder();
  run(ladder, 10, GOOD);
  const taken = run(ladder, 60, { uploading: true, kbits: 60, loss: 0.1, roundTrip: 0.5 }, 10);
  assert.deepEqual(taken.map(([, step]) => step), ["p180"]);
  assert.deepEqual(run(ladder, 30, GOOD, 70), [[70, "p720"]]);
});

test("what a photo took from the estimate is not held against the line, but for a while", () => {
  const ladder = new Ladder();
  run(ladder, 10, GOOD);
  run(ladder, 20, { uploading: true, kbits: 60 }, 10);
  const taken = run(ladder, 30, (_, second) => ({ kbits: Math.min(700, 60 + (second - 30) * 120) }), 30);
  assert.deepEqual(taken, [[30, "p720"]]);
  run(ladder, 20, { uploading: true, kbits: 60 }, 60);
  assert.deepEqual(run(ladder, 30, { kbits: 60 }, 80).map(([, step]) => step), ["p720", "voice"]);
});

test("beside a photo no step sends more than before, and the voice the same", () => {
  for (const step of STEPS) {
    for (const long of [false, true]) {
      const { video, audio } = besideUpload(SENDS[step], long);
      assert.deepEqual(audio, SENDS[step].audio);
      assert.equal(video === null, SENDS[step].video === null);
      for (const what of ["height", "fps", "kbits"]) assert.ok((video?.[what] ?? 0) <= (SENDS[step].video?.[what] ?? 0));
    }
  }
});
