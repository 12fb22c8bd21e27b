/** The sketch plan's geometry: walls line up, rooms lie side by side, doors stand in common walls. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import {
  direction,
  doorBetween,
  onPlan,
  onWall,
  overlap,
  paper,
  placeBeside,
  resized,
  sharedWall,
  snapped,
  wedge,
} from "../../static/consultant/plan-geometry.js";
import { grouped, numbersWord, placesOf } from "../../static/consultant/plan-places.js";

const A = { x: 0, y: 0, w: 400, h: 300 };
const vectors = JSON.parse(readFileSync(new URL("../vectors/plan.json", import.meta.url), "utf-8"));

test("a moved wall jumps onto another's within reach, else onto the grid", () => {
  const { box, guides } = snapped({ x: 412, y: 7, w: 200, h: 203 }, [A], 20);
  assert.deepEqual(box, { x: 400, y: 0, w: 200, h: 203 });
  assert.deepEqual(guides, { x: 400, y: 0 });
  assert.deepEqual(snapped({ x: 447, y: 91, w: 50, h: 50 }, [A], 20).box, { x: 450, y: 90, w: 50, h: 50 });
  // the far walls line up as well: the lower edges
  assert.equal(snapped({ x: 700, y: 95, w: 200, h: 200 }, [A], 20).box.y, 100);
});

test("a pulled corner leaves the opposite one where it is, and never turns the room inside out", () => {
  const right = resized(A, { right: true, bottom: true }, { x: 503, y: 12 }, [], 20).box;
  assert.deepEqual(right, { x: 0, y: 0, w: 500, h: 50 });
  const left = resized(A, { right: false, bottom: false }, { x: -96, y: 900 }, [], 20).box;
  assert.deepEqual(left, { x: -100, y: 250, w: 500, h: 50 });
  const onto = resized(A, { right: true, bottom: true }, { x: 590, y: 300 }, [{ x: 600, y: 0, w: 90, h: 90 }], 20);
  assert.deepEqual([onto.box.w, onto.guides.x], [600, 600]);
});

test("a new room lies beside the last one and on top of none", () => {
  assert.deepEqual(placeBeside(null, []), A);
  const rooms = [A];
  for (let n = 0; n < 15; n += 1) {
    const box = placeBeside(rooms.at(-1), rooms);
    assert.ok(!rooms.some((other) => overlap(other, box)), JSON.stringify(box));
    assert.ok(rooms.some((other) => sharedWall(other, box)), "beside none");
    rooms.push(box);
  }
  const blocked = placeBeside(A, [A, { x: 400, y: 0, w: 100, h: 300 }]);
  assert.deepEqual(blocked, { x: 0, y: 300, w: 400, h: 300 });
});

test("a door stands in the middle of the wall that two rooms have in common", () => {
  assert.deepEqual(doorBetween(A, { x: 400, y: 100, w: 200, h: 400 }), { x: 400, y: 200, deg: 90, w: 90 });
  assert.deepEqual(doorBetween(A, { x: 100, y: -200, w: 80, h: 200 }), { x: 140, y: 0, deg: 0, w: 80 });
  assert.equal(doorBetween(A, { x: 400, y: 290, w: 200, h: 400 }), null, "too short a wall");
  assert.equal(doorBetween(A, { x: 500, y: 0, w: 200, h: 300 }), null, "apart");
});

test("the nearest wall of all rooms, within reach", () => {
  const found = onWall({ x: 30, y: 160 }, [A, { x: 400, y: 0, w: 10, h: 10 }], 60);
  assert.deepEqual([found.x, found.y, found.side, found.deg], [0, 160, "left", 270]);
  assert.equal(onWall({ x: 200, y: 150 }, [A], 60), null);
  assert.equal(onWall({ x: 1, y: 1 }, [], 60), null);
});

test("directions: up is 0, clockwise; the compass turns with north", () => {
  assert.equal(direction({ x: 0, y: 0 }, { x: 0, y: -5 }), 0);
  assert.equal(direction({ x: 0, y: 0 }, { x: 5, y: 0 }), 90);
  assert.equal(direction({ x: 0, y: 0 }, { x: -5, y: 0 }), 270);
  assert.equal(onPlan(350, 20), 10);
  assert.equal(onPlan(214.6, null), 215);
});

test("a wedge opens evenly to both sides of its direction", () => {
  const [, , left, right] = wedge({ x: 0, y: 0 }, 90, 100, 60).match(/^M(.+?)L(.+?)A100 100 0 0 1 (.+)Z$/);
  assert.equal(left, "86.6 -50.0");
  assert.equal(right, "86.6 50.0");
});

test("the paper shows all rooms and does not move with each step", () => {
  assert.deepEqual(paper([A]), paper([{ ...A, x: 10 }]));
  assert.ok(paper([]).w > 0);
});

const boxOf = (box) => box && { x: box[0], y: box[1], w: box[2], h: box[3] };

for (const { name, rooms, things, photos, north, places } of vectors.cases) {
  test(`places: ${name}`, () => {
    const sketch = { rooms: rooms.map((room) => ({ ...room, box: boxOf(room.box) })), things, photos, north };
    const found = [...placesOf(sketch)].map(([target, place]) => [
      target,
      [place.floor, place.x, place.y, place.deg, place.placed],
    ]);
    assert.deepEqual(Object.fromEntries(found), places);
  });
}

test("pictures that look the same way from the same place share a mark", () => {
  const place = (deg, placed = false) => ({ floor: "basement", x: 0, y: 0, deg, placed, near: "drain:d1" });
  const places = new Map([
    ["photo:a", place(0)],
    ["photo:b", place(20)],
    ["photo:c", place(90)],
    ["photo:d", place(null)],
    ["photo:e", place(0, true)],
  ]);
  const photos = [..."abcdex"].map((id) => ({ target: `photo:${id}` }));
  assert.deepEqual(
    grouped(photos, places).map((group) => group.photos.map((photo) => photo.target.slice(-1)).join("")),
    ["ab", "c", "d", "e"],
  );
});

test("numbers at a mark", () => {
  for (const [numbers, word] of vectors.numbers) assert.equal(numbersWord(numbers), word);
});
