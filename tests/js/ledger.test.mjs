/** Our answers on their way: painted at once, sent until taken, kept over a reload, folded with those of others. */

import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { ApiError } from "../../static/shared/api.js";
import { valueOf } from "../../static/shared/operations.js";
import { Ledger } from "../../static/consultant/ledger.js";

const ME = { id: "u-ahlers", name: "Marlene Ahlers", kind: "user" };
const OTHER = { id: "u-brandt", name: "Jan Brandt", kind: "user" };

/** A server that keeps the log; `down` makes it silent. */
class Server {
  log = [];
  down = false;
  requests = 0;
  refuses = () => null;

  async send(operations) {
    this.requests += 1;
    await null;
    if (this.down) throw new ApiError(0, "unreachable", "");
    const answer = { acknowledged: [], refused: [], seq: 0, assessment: null };
    for (const operation of operations) {
      const error = this.refuses(operation);
      if (error) answer.refused.push({ op_id: operation.op_id, error });
      else answer.acknowledged.push({ op_id: operation.op_id, seq: this.append(operation, ME) });
    }
    return { ...answer, seq: this.log.length };
  }

  append(operation, by) {
    const known = this.log.find((one) => one.op_id === operation.op_id);
    if (known) return known.seq;
    this.log.push({ ...operation, by, seq: this.log.length + 1 });
    return this.log.length;
  }

  other(target, field, value, based_on = this.log.length) {
    const at = "2026-03-11T09:00:00Z";
    this.append({ op_id: crypto.randomUUID(), based_on, target, field, value, at }, OTHER);
  }

  async pull(after) {
    this.requests += 1;
    await null;
    if (this.down) throw new ApiError(0, "unreachable", "");
    return { operations: this.log.slice(after), seq: this.log.length, assessment: null };
  }
}

/** What is kept beyond the page. */
class Memory {
  items = new Map();
  keep = (operations) => operations.forEach((one) => this.items.set(one.op_id, one));
  forget = (ids) => ids.forEach((id) => this.items.delete(id));
}

let server;
let memory;
let refused;
let told;

beforeEach(() => {
  server = new Server();
  memory = new Memory();
  refused = [];
  told = 0;
});

function ledger() {
  const made = new Ledger(
    {
      send: (operations) => server.send(operations),
      pull: (after) => server.pull(after),
      changed: () => {},
      arrived: () => (told += 1),
      assessed: () => {},
      refused: (operation, error) => refused.push([operation.field, error.code]),
      failed: (error) => assert.fail(error),
    },
    memory,
  );
  made.me = ME;
  made.adopt([...memory.items.values()]);
  return made;
}

const settled = async () => {
  for (let turn = 0; turn < 30; turn += 1) await null;
};
const set = (field, value, target = "building") => ({ target, field, value });

test("an answer counts at once and is forgotten by the storage when it is taken", async () => {
  const mine = ledger();
  mine.record([set("building_units", 2)]);
  assert.equal(valueOf(mine.view, "building", "building_units"), 2);
  assert.equal(memory.items.size, 1);
  await settled();
  assert.equal(mine.unsent, 0);
  assert.equal(mine.seq, 1);
  assert.equal(memory.items.size, 0);
  assert.equal(valueOf(mine.view, "building", "building_units"), 2);
});

test("answers wait, survive a reload and go out in their order, once", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  try {
    server.down = true;
    const before = ledger();
    before.record([set("building_units", 2)]);
    before.record([set("building_units", 3)]);
    await settled();
    assert.ok(before.isCutOff);

    const after = ledger();
    assert.equal(valueOf(after.view, "building", "building_units"), 3);
    server.down = false;
    await after.flush();
    await settled();
    assert.deepEqual(server.log.map((one) => one.value), [2, 3]);
    mock.timers.tick(20_000); // the first page sends again: the server knows these
    await settled();
    assert.equal(server.log.length, 2);
    assert.equal(before.unsent, 0);
  } finally {
    mock.timers.reset();
  }
});

test("a copy of what the server told is built on, an older one is not", async () => {
  const before = ledger();
  server.other("building", "building_units", 3);
  await before.catchUp(1);
  const after = ledger();
  after.begin(before.known);
  assert.equal(valueOf(after.view, "building", "building_units"), 3);
  after.record([set("building_units", 4)]);
  await settled();
  assert.equal(server.log.at(-1).based_on, 1);
  after.begin(before.known);
  assert.equal(valueOf(after.view, "building", "building_units"), 4);
});

test("what another tab left joins ours before them and is kept until it is taken", async () => {
  const mine = ledger();
  server.down = true;
  mine.record([set("building_units", 3)]);
  await settled();
  const left = { op_id: crypto.randomUUID(), based_on: 0, ...set("building_units", 2), at: "2026-03-11T09:00:00Z" };
  memory.keep([left]);
  mine.adopt([...memory.items.values()]);
  assert.equal(mine.unsent, 2);
  server.down = false;
  await mine.retry();
  await settled();
  assert.deepEqual(server.log.map((one) => one.value), [2, 3]);
  assert.equal(memory.items.size, 0);
});

test("what others wrote in between is fetched", async () => {
  const mine = ledger();
  server.other("building", "building_type", "detached");
  mine.record([set("building_units", 2)]);
  await settled();
  assert.equal(mine.unsent, 0);
  assert.equal(valueOf(mine.view, "building", "building_type"), "detached");
  assert.equal(valueOf(mine.view, "building", "building_units"), 2);
});

test("an answer given without having seen another one leaves both", async () => {
  const mine = ledger();
  server.other("building", "building_units", 3, 0);
  mine.record([set("building_units", 2)]);
  assert.equal(mine.view.entities.building.fields.building_units.other, undefined); // ours is shown at once
  await settled();
  const field = mine.view.entities.building.fields.building_units;
  assert.equal(field.value, 2);
  assert.deepEqual(field.other.map((one) => one.value), [3]);
  mine.record([set("building_units", 3)]);
  await settled();
  assert.equal(mine.view.entities.building.fields.building_units.other, undefined);
});

test("a refused answer goes back and blocks no other", async () => {
  server.refuses = ({ field }) => (field === "nonsense" ? { code: "operation_unknown_field", text: "…" } : null);
  const mine = ledger();
  mine.record([set("nonsense", 1)]);
  mine.record([set("building_units", 2)]);
  await settled();
  assert.deepEqual(refused, [["nonsense", "operation_unknown_field"]]);
  assert.equal(mine.unsent, 0);
  assert.equal(valueOf(mine.view, "building", "nonsense"), undefined);
  assert.equal(valueOf(mine.view, "building", "building_units"), 2);
});

test("undo takes back whole steps, latest first", async () => {
  const mine = ledger();
  mine.record([set("building_units", 2)]);
  mine.record([set("exists", true, "room:r1"), set("label", "Waschküche", "room:r1")]);
  mine.undo();
  assert.equal(valueOf(mine.view, "room:r1", "exists"), false);
  mine.undo();
  assert.equal(valueOf(mine.view, "building", "building_units"), null);
  assert.equal(mine.undo(), null);
  await settled();
  assert.equal(mine.unsent, 0);
});

test("news up to a number is fetched once", async () => {
  const mine = ledger();
  server.other("building", "building_units", 3);
  await Promise.all([mine.catchUp(1), mine.catchUp(1)]);
  assert.equal(server.requests, 1);
  assert.equal(mine.seq, 1);
});

test("news that comes while the last is being fetched is fetched, too", async () => {
  const mine = ledger();
  server.other("building", "building_units", 3);
  const answered = server.pull.bind(server);
  server.pull = async (after) => {
    const answer = await answered(after);
    if (after === 0) {
      server.other("building", "building_units", 4);
      void mine.catchUp(2);
    }
    return answer;
  };
  await mine.catchUp(1);
  await settled();
  assert.equal(valueOf(mine.view, "building", "building_units"), 4);
});

test("news of just the number that is being asked for is fetched, too", async () => {
  const mine = ledger();
  const answered = server.pull.bind(server);
  let pulls = 0;
  server.pull = async (after) => {
    const answer = await answered(after);
    pulls += 1;
    if (pulls === 1) {
      server.other("building", "building_units", 4);
      void mine.catchUp(1);
    }
    return answer;
  };
  await mine.catchUp();
  await settled();
  assert.equal(valueOf(mine.view, "building", "building_units"), 4);
  await mine.catchUp();
  assert.equal(pulls, 3);
});

test("the news of what is being sent is not fetched: the answer to it tells", async () => {
  const mine = ledger();
  mine.record([set("building_units", 2)]);
  await mine.catchUp(1);
  await settled();
  assert.equal(mine.seq, 1);
  assert.equal(server.requests, 1);
});

test("news of others that came in while we sent is fetched after it", async () => {
  const mine = ledger();
  mine.record([set("building_units", 2)]);
  await null; // ours is taken
  server.other("building", "building_year", 1961);
  void mine.catchUp(2); // heard of before the answer to ours
  await settled();
  assert.equal(valueOf(mine.view, "building", "building_year"), 1961);
  assert.equal(mine.seq, 2);
});

test("what others did is told at once, what came of ours is not", async () => {
  const mine = ledger();
  mine.record([set("building_units", 2)]);
  await settled();
  assert.equal(told, 0);
  server.other("building", "building_year", 1961);
  await mine.catchUp(2);
  assert.equal(told, 1);
});

test("a day on site without a network goes out in its order, a hundred at a time", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  try {
    server.down = true;
    const mine = ledger();
    const given = Array.from({ length: 2000 }, (_, at) => set(`field_${at % 30}`, at, `drain:d${at % 40}`));
    for (const one of given) mine.record([one]);
    await settled();
    assert.equal(mine.unsent, 2000);
    assert.equal(valueOf(mine.view, "drain:d39", "field_29"), 1919); // the last of that drain and field
    server.down = false;
    server.requests = 0;
    await mine.flush();
    for (let turn = 0; turn < 20; turn += 1) await settled();
    assert.deepEqual(server.log.map((one) => one.value), given.map((one) => one.value));
    assert.equal(server.requests, 20);
    assert.equal(mine.unsent, 0);
    assert.equal(memory.items.size, 0);
    assert.equal(valueOf(mine.view, "drain:d39", "field_29"), 1919);
  } finally {
    mock.timers.reset();
  }
});
