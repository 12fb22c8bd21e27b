/** The call's log: numbers without addresses, batches that come once and late, a page that goes. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { CallLog, SAMPLE_MS } from "../../static/shared/call-log.js";
import { NOTHING, Sampler, pathOf } from "../../static/shared/call-sample.js";

/** @param {number} bytes @param {Record<string, object>} [more] */
function report(bytes, more = {}) {
  return new Map(
    Object.entries({
      T: { type: "transport", selectedCandidatePairId: "P" },
      P: { id: "P", type: "candidate-pair", localCandidateId: "L", remoteCandidateId: "R", bytesSent: bytes,
        bytesReceived: bytes / 2, currentRoundTripTime: 0.08 },
      L: { type: "local-candidate", candidateType: "relay", protocol: "udp", relayProtocol: "tcp", address: "192.0.2.7" },
      R: { type: "remote-candidate", candidateType: "srflx", protocol: "udp", address: "192.0.2.9" },
      O: { type: "outbound-rtp", kind: "video", framesSent: 90, framesPerSecond: 11 },
      H: { type: "remote-inbound-rtp", fractionLost: 0.031234, roundTripTime: 0.25 },
      ...more,
    }),
  );
}

test("rates are of the time between, and no address is kept", () => {
  const sampler = new Sampler();
  const first = sampler.look(report(1000), 0);
  assert.equal(first.kbits_out, null);
  const second = sampler.look(report(101_000), 10_000);
  assert.deepEqual(second, {
    local: "relay", remote: "srflx", transport: "tcp", loss: 0.031, round_trip_s: 0.25,
    kbits_out: 80, kbits_in: 40, fps: 11, frozen_s: null,
  });
  assert.ok(!JSON.stringify(second).includes("192.0.2"));
  assert.equal(pathOf(second), "relay/tcp");
});

test("another pair counts from nought, nonsense is nothing", () => {
  const sampler = new Sampler();
  sampler.look(report(900_000), 0);
  const other = report(500);
  other.set("T", { type: "transport", selectedCandidatePairId: "P2" });
  other.set("P2", { ...other.get("P"), id: "P2" });
  assert.equal(sampler.look(other, 10_000).kbits_out, null);
  const strange = report(600, { H: { type: "remote-inbound-rtp", fractionLost: 7, roundTripTime: NaN } });
  strange.get("L").candidateType = "carrier pigeon";
  const { loss, round_trip_s, local } = sampler.look(strange, 20_000);
  assert.deepEqual([loss, round_trip_s, local], [1, 0.08, null]);
  assert.deepEqual(sampler.look(new Map(), 30_000), NOTHING);
});

test("the consultant's frozen picture is counted between two looks", () => {
  const shown = (/** @type {number} */ frozen) =>
    report(1, { O: { type: "inbound-rtp", kind: "video", framesPerSecond: 4, totalFreezesDuration: frozen } });
  const sampler = new Sampler();
  sampler.look(shown(2), 0);
  const { fps, frozen_s } = sampler.look(shown(5.5), 10_000);
  assert.deepEqual([fps, frozen_s], [4, 3.5]);
});

function logged({ fails = () => false, step = () => "p720" } = {}) {
  const at = { now: 0 };
  const sent = [];
  let ids = 0;
  const log = new CallLog({
    send: async (told, last) => {
      sent.push({ ...told, last });
      if (fails()) throw new Error("no network");
      return true;
    },
    step,
    newId: () => `batch-${(ids += 1)}`,
    now: () => at.now,
  });
  const peer = {
    state: "connected",
    _pc: null,
    on: () => () => {},
    getStats: async () => report(at.now),
  };
  log.watch(/** @type {any} */ (peer));
  const run = async (/** @type {number} */ samples) => {
    for (let i = 0; i < samples; i += 1) {
      at.now += SAMPLE_MS;
      await log.tick();
    }
  };
  return { log, sent, run, at };
}

test("six samples a minute in one batch, by how long ago they were", async () => {
  const { log, sent, run } = logged();
  await run(6);
  log.unwatch();
  assert.equal(sent.length, 1);
  assert.deepEqual(sent[0].samples.map((/** @type {any} */ one) => one.ago_s), [50, 40, 30, 20, 10, 0]);
  assert.deepEqual(sent[0].events.map((/** @type {any} */ one) => one.value), ["connected", "relay/tcp"]);
  assert.equal(sent[0].samples[3].span_s, 10);
});

test("what was not answered comes again under its id, older by then", async () => {
  let away = true;
  const { log, sent, run } = logged({ fails: () => away });
  await run(6);
  away = false;
  await run(6);
  assert.deepEqual(sent.map(({ batch }) => batch), ["batch-1", "batch-1"]);
  assert.equal(sent[1].samples[0].ago_s, 110);
  await run(6);
  assert.deepEqual(sent.at(-1).batch, "batch-2");
  assert.equal(sent.at(-1).samples.length, 12, "those measured meanwhile");
  log.unwatch();
});

test("a page that goes sends what is left, and again if it comes back", async () => {
  const { log, sent, run } = logged();
  await run(2);
  log.leave();
  assert.deepEqual([sent[0].last, sent[0].samples.length], [true, 2]);
  await run(4);
  log.unwatch();
  assert.equal(sent[1].batch, sent[0].batch, "the same once more: kept once");
});

test("a line that carries no voice is asked less often", async () => {
  const { log, sent, run } = logged({ step: () => "text" });
  await run(20);
  assert.equal(sent.length, 0);
  await run(10);
  assert.equal(sent.length, 1);
  log.unwatch();
});
