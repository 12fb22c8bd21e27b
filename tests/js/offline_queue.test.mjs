// The queue of pictures taken without a network: order, memory, bad answers, a full phone. Store and wire are stand-ins.

import assert from "node:assert/strict";
import { webcrypto } from "node:crypto";
import { test } from "node:test";

globalThis.crypto ??= webcrypto;
const { PictureQueue, LASTS_MS } = await import("../../static/shared/picture-queue.js");
const { readEntries, tellings } = await import("../../static/customer/offline-wire.js");
const { FullError } = await import("../../static/shared/sealed-store.js");
const { ApiError } = await import("../../static/shared/api.js");

class Memory {
  records = new Map();
  room = Infinity;
  reads = 0;

  async get(id) {
    if (id.startsWith("picture:")) this.reads += 1;
    return this.records.get(id) ?? null;
  }

  async put(records, remove = []) {
    const next = new Map(this.records);
    for (const id of remove) next.delete(id);
    for (const [id, bytes] of Object.entries(records)) next.set(id, bytes);
    const size = [...next.values()].reduce((sum, bytes) => sum + bytes.byteLength, 0);
    if (size > this.room) throw new FullError();
    this.records = next;
  }

  async clear() {
    this.records.clear();
  }
}

const ABOUT = { consultation: "c1", consultant: "Frau Ahlers", until: 1_000 + LASTS_MS, skew: 0 };
const SMALL = new Uint8Array(8).buffer;

function wanted(count) {
  return readEntries({
    entries: Array.from({ length: count }, (_, n) => ({
      photo_id: `p${n}`,
      item: "site_photo",
      entity: "building",
      label: `Bild ${n}`,
    })),
  });
}

function made(store, upload = async () => {}) {
  const ended = [];
  let ids = 0;
  const queue = new PictureQueue(store, {
    upload,
    changed: () => {},
    ended: (why) => ended.push(why),
    newId: () => `fresh${(ids += 1)}`,
  });
  return { queue, ended };
}

const blob = (n, size = 64) => new Blob([new Uint8Array(size).fill(n)], { type: "image/jpeg" });

async function taken(store, count, upload) {
  const { queue, ended } = made(store, upload);
  await queue.add(ABOUT, wanted(count));
  for (let n = 0; n < count; n += 1) await queue.take(`p${n}`, blob(n), SMALL, new Date(5_000 + n));
  return { queue, ended };
}

const states = (queue) => queue.list.entries.map(({ state }) => state);

test("200 pictures go one after another, one in memory at a time, and leave nothing", async () => {
  const store = new Memory();
  const sent = [];
  let atOnce = 0;
  const { queue } = await taken(store, 200, async ({ photoId, blob: picture }) => {
    atOnce += 1;
    assert.equal(atOnce, 1);
    assert.equal(store.reads, sent.length + 1, "read when its turn has come");
    await new Promise((resolve) => setTimeout(resolve, 0));
    sent.push([photoId, new Uint8Array(await picture.arrayBuffer())[0]]);
    atOnce -= 1;
  });
  assert.equal(store.records.size, 401);
  await Promise.all([queue.run(), queue.run()]);
  assert.deepEqual(sent, Array.from({ length: 200 }, (_, n) => [`p${n}`, n]));
  assert.deepEqual([...store.records.keys()], ["list"]);
  assert.ok(queue.isDone);
});

test("a closed browser loses nothing and sends nothing twice", async () => {
  const store = new Memory();
  const stuck = await taken(store, 3, ({ photoId }) => (photoId === "p0" ? Promise.resolve() : new Promise(() => {})));
  void stuck.queue.run();
  while (states(stuck.queue)[1] !== "sending") await new Promise((resolve) => setTimeout(resolve, 1));

  const sent = [];
  const { queue } = made(store, async ({ photoId, takenAt }) => void sent.push([photoId, takenAt.getTime()]));
  assert.ok(await queue.restore(2_000));
  assert.deepEqual(states(queue), ["done", "taken", "taken"]);
  await queue.run();
  assert.deepEqual(sent, [["p1", 5_001], ["p2", 5_002]]);
});

test("after its time everything is deleted", async () => {
  const store = new Memory();
  await taken(store, 2);
  const { queue } = made(store);
  assert.equal(await queue.restore(ABOUT.until + 1), false);
  assert.equal(store.records.size, 0);
});

test("a full phone keeps what it has, and the one too many stays open", async () => {
  const store = new Memory();
  const { queue } = made(store);
  await queue.add(ABOUT, wanted(2));
  await queue.take("p0", blob(1, 500), SMALL, new Date());
  store.room = 1_200;
  await assert.rejects(queue.take("p1", blob(2, 500), SMALL, new Date()), FullError);
  assert.deepEqual(states(queue), ["taken", "open"]);
  await queue.run();
  await queue.take("p1", blob(2, 500), SMALL, new Date());
  await queue.run();
  assert.deepEqual(states(queue), ["done", "done"]);
});

test("a picture the server already has under this id goes as another one", async () => {
  const store = new Memory();
  const tried = [];
  const { queue } = await taken(store, 1, async ({ photoId }) => {
    tried.push(photoId);
    if (photoId === "p0") throw new ApiError(409, "upload_photo_exists", "");
  });
  await queue.run();
  assert.deepEqual(tried, ["p0", "fresh1"]);
  assert.deepEqual(states(queue), ["done"]);
});

test("what the server would not have is asked for once more, the others go on", async () => {
  const store = new Memory();
  const { queue } = await taken(store, 2, async ({ photoId }) => {
    if (photoId === "p0") throw new ApiError(415, "upload_not_a_picture", "");
  });
  await queue.run();
  assert.deepEqual(states(queue), ["refused", "done"]);
});

test("an ended session stops the queue and keeps all; a withdrawn consent deletes all", async () => {
  const store = new Memory();
  let answer = new ApiError(401, "session_required", "");
  const { queue, ended } = await taken(store, 2, async () => {
    throw answer;
  });
  await queue.run();
  assert.equal(queue.doing, "signed-out");
  assert.deepEqual(states(queue), ["taken", "taken"]);
  answer = new ApiError(403, "consent_missing", "");
  await queue.run();
  assert.deepEqual(ended, ["consent_missing"]);
  assert.equal(store.records.size, 0);
});

test("a clock an hour off is put right", async () => {
  const store = new Memory();
  const sent = [];
  const { queue } = made(store, async ({ takenAt }) => void sent.push(takenAt.toISOString()));
  await queue.add({ ...ABOUT, skew: -3_600_000 }, wanted(1));
  await queue.take("p0", blob(1), SMALL, new Date("2026-03-01T11:00:00Z"));
  await queue.run();
  assert.deepEqual(sent, ["2026-03-01T10:00:00.000Z"]);
});

test("what is no list is left out, and the telling fits into signals", () => {
  for (const told of [null, 7, {}, { entries: "x" }, { entries: [null, { photo_id: "../x", item: "a", entity: "b" }, 3] }]) {
    assert.deepEqual(readEntries(told), []);
  }
  const parts = tellings(wanted(200).map((one) => ({ ...one, photo_id: "x".repeat(40), entity: "y".repeat(40) })));
  assert.equal(parts.flatMap(({ entries }) => entries).length, 200);
  for (const part of parts) assert.ok(JSON.stringify(part).length < 15_000);
});
