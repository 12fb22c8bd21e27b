// What a page's socket does when the network does not: with a WebSocket that the test holds in its hands.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

const LINK = { OPEN: 1, CONNECTING: 0, CLOSED: 3 };

class FakeWebSocket {
  static OPEN = LINK.OPEN;
  /** @type {FakeWebSocket[]} */
  static all = [];

  constructor(url) {
    this.url = url;
    this.readyState = LINK.CONNECTING;
    this.sent = [];
    FakeWebSocket.all.push(this);
  }

  send(raw) {
    this.sent.push(JSON.parse(raw));
  }

  close() {
    this.readyState = LINK.CLOSED;
  }

  // what the test does

  open() {
    this.readyState = LINK.OPEN;
    this.onopen?.();
  }

  say(message) {
    this.onmessage?.({ data: JSON.stringify(message) });
  }

  lose() {
    this.readyState = LINK.CLOSED;
    this.onclose?.();
  }

  types() {
    return this.sent.map(({ type }) => type);
  }
}

const windowTarget = new EventTarget();
const documentTarget = Object.assign(new EventTarget(), { visibilityState: "visible" });
Object.assign(globalThis, { WebSocket: FakeWebSocket, window: windowTarget, document: documentTarget });
globalThis.location = /** @type {any} */ ({ href: "https://kellerblick.example/consultant/c1" });

const { CallSocket } = await import("../../static/shared/call-socket.js");

const SELF = { id: "u", name: "U", role: "consultant", instance: "i", state: "here", ice_restart: true };
const OTHER = { id: "c", name: "C", role: "customer", instance: "phone", state: "here", ice_restart: true };
const WELCOME = {
  type: "welcome",
  room: "r",
  participant: SELF,
  role: "consultant",
  polite: true,
  resume: "token",
  resumed: false,
  lost: false,
  received: 0,
  participants: [OTHER],
  ice_servers: [],
};

/** The socket that is in use now. */
const link = () => FakeWebSocket.all.at(-1);

function joined(t) {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const socket = new CallSocket("/call", { role: "consultant" });
  const states = [];
  socket.on("state", ({ state }) => states.push(state));
  socket.connect();
  link().open();
  link().say(WELCOME);
  return { socket, states, tick: (ms) => t.mock.timers.tick(ms) };
}

beforeEach(() => {
  FakeWebSocket.all = [];
});

test("it joins by a secure socket of the page's host", (t) => {
  const { socket, states } = joined(t);
  assert.equal(link().url, "wss://kellerblick.example/call");
  assert.deepEqual(link().sent[0], { type: "join", instance: socket.instance, ice_restart: true, role: "consultant" });
  assert.deepEqual(states, ["connecting", "joined"]);
  assert.equal(socket.other.id, "c");
  socket.leave();
});

test("a lost socket comes again at once, then a little later, with its token and what it has received", (t) => {
  const { socket, tick } = joined(t);
  link().say({ type: "event", kind: "operations", payload: {}, n: 1 });
  link().lose();
  const waits = [];
  for (let attempt = 0; attempt < 7; attempt += 1) {
    let waited = 0;
    for (const before = FakeWebSocket.all.length; FakeWebSocket.all.length === before; waited += 50) tick(50);
    waits.push(waited);
    link().lose();
  }
  assert.deepEqual(waits.slice(0, 3), [50, 300, 1000]);
  assert.ok(waits.slice(3).every((wait) => wait >= 1500 && wait <= 2550), String(waits));
  tick(2500);
  link().open();
  assert.equal(link().sent[0].resume, "token");
  assert.equal(link().sent[0].received, 1);
  socket.leave();
});

test("while a socket hangs others are tried beside it, each is given up after 5 s, and the first to open is taken", (t) => {
  const { socket, states, tick } = joined(t);
  link().lose();
  tick(0);
  const stuck = link();
  for (let waited = 0; waited < 4900; waited += 100) tick(100);
  assert.equal(stuck.readyState, LINK.CONNECTING);
  tick(100);
  assert.equal(stuck.readyState, LINK.CLOSED);
  const hanging = FakeWebSocket.all.filter((one) => one.readyState === LINK.CONNECTING);
  assert.equal(hanging.length, 5);
  hanging[1].open();
  assert.deepEqual(hanging[1].types(), ["join"]);
  assert.ok(hanging.every((one, n) => n === 1 || one.readyState === LINK.CLOSED));
  hanging[1].say({ ...WELCOME, resumed: true });
  assert.deepEqual(states.slice(2), ["waiting", "connecting", "joined"]);
  tick(5999);
  assert.equal(FakeWebSocket.all.length, 7);
  socket.leave();
});

test("one that opens and never welcomes is given up", (t) => {
  const { socket, tick } = joined(t);
  link().lose();
  tick(0);
  const mute = link();
  mute.open();
  tick(5000);
  assert.equal(mute.readyState, LINK.CLOSED);
  socket.leave();
});

test("a doubted socket that answers is kept, one that does not is replaced by another that opens", (t) => {
  const { socket, states, tick } = joined(t);
  const first = link();
  socket.check();
  socket.check();
  assert.deepEqual(first.types(), ["join", "ping"]);
  tick(600);
  const beside = link();
  assert.notEqual(beside, first);
  first.say({ type: "pong" });
  assert.equal(beside.readyState, LINK.CLOSED);
  assert.equal(socket.state, "joined");
  socket.check();
  tick(600);
  link().open();
  assert.equal(first.readyState, LINK.CLOSED);
  assert.equal(link().sent[0].resume, "token");
  link().say({ ...WELCOME, resumed: true });
  assert.deepEqual(states.slice(2), ["connecting", "joined"]);
  socket.leave();
});

test("what was sent and not handled follows after a resume, in order and with its numbers", (t) => {
  const { socket, tick } = joined(t);
  socket.signal("hint", 1);
  socket.signal("hint", 2);
  link().lose();
  socket.signal("hint", 3);
  tick(0);
  link().open();
  link().say({ ...WELCOME, resumed: true, received: 1 });
  assert.deepEqual(
    link()
      .sent.slice(1)
      .map(({ n, payload }) => [n, payload]),
    [
      [2, 2],
      [3, 3],
    ],
  );
  socket.leave();
});

test("after a restart of the server only signals follow that have reached nobody", (t) => {
  const { socket, tick } = joined(t);
  socket.signal("hint", "heard");
  link().lose();
  socket.send({ type: "description", description: { type: "offer", sdp: "old" } });
  socket.signal("hint", "unheard");
  tick(0);
  link().open();
  link().say(WELCOME);
  const [, ...rest] = link().sent;
  assert.deepEqual(rest, [{ type: "signal", kind: "hint", payload: "unheard", n: 1 }]);
  link().say({ type: "event", kind: "photo", payload: {}, n: 1 });
  socket.signal("hint", "next");
  assert.equal(link().sent.at(-1).n, 2);
  socket.leave();
});

test("what comes twice is told once", (t) => {
  const { socket } = joined(t);
  const seen = [];
  socket.on("event", ({ payload }) => seen.push(payload));
  for (const n of [1, 2, 2, 1, 3]) link().say({ type: "event", kind: "x", payload: n, n });
  assert.deepEqual(seen, [1, 2, 3]);
  socket.leave();
});

test("who joins anew is another page for the server", (t) => {
  const { socket, states } = joined(t);
  const { instance } = link().sent[0];
  socket.rejoin();
  link().open();
  const { type, resume, ...rest } = link().sent[0];
  assert.deepEqual([type, resume], ["join", undefined]);
  assert.notEqual(rest.instance, instance);
  link().say(WELCOME);
  assert.deepEqual(states.slice(2), ["connecting", "joined"]);
  socket.leave();
});

test("a socket that is dead without a sign is found by a ping", (t) => {
  const { socket, states, tick } = joined(t);
  tick(8000);
  assert.equal(link().types().at(-1), "ping");
  link().say({ type: "pong" });
  tick(4000);
  assert.equal(socket.state, "joined");
  tick(4000);
  assert.equal(link().types().at(-1), "ping");
  tick(4000);
  assert.equal(states[2], "waiting");
  socket.leave();
});

test("a page that wakes up doubts its socket, and tries at once when it has none", (t) => {
  const { socket, states, tick } = joined(t);
  documentTarget.dispatchEvent(new Event("visibilitychange"));
  assert.equal(link().types().at(-1), "ping");
  tick(4000);
  assert.equal(states[2], "waiting");
  const restored = Object.assign(new Event("pageshow"), { persisted: true });
  for (const event of [new Event("online"), restored]) {
    const before = FakeWebSocket.all.length;
    windowTarget.dispatchEvent(event);
    assert.equal(FakeWebSocket.all.length, before + 1);
  }
  socket.leave();
});

test("a page that has only been loaded opens no second socket beside the first", () => {
  const socket = new CallSocket("/call");
  socket.connect();
  windowTarget.dispatchEvent(Object.assign(new Event("pageshow"), { persisted: false }));
  assert.equal(FakeWebSocket.all.length, 1);
  socket.leave();
});

test("a hidden page lets its socket be", (t) => {
  const { socket } = joined(t);
  documentTarget.visibilityState = "hidden";
  documentTarget.dispatchEvent(new Event("visibilitychange"));
  assert.deepEqual(link().types(), ["join"]);
  documentTarget.visibilityState = "visible";
  socket.leave();
});

test("a taken seat waits for a person, who takes it on the same socket", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const socket = new CallSocket("/call");
  socket.connect();
  link().open();
  link().say({ type: "error", code: "seat_taken", text: "", fatal: false });
  assert.equal(socket.state, "seat-taken");
  t.mock.timers.tick(60_000);
  assert.equal(FakeWebSocket.all.length, 1);
  socket.connect({ takeOver: true });
  assert.equal(FakeWebSocket.all.length, 1);
  assert.equal(link().sent.at(-1).take_over, true);
  link().say(WELCOME);
  link().lose();
  t.mock.timers.tick(0);
  link().open();
  assert.equal(link().sent[0].take_over, undefined); // once is enough
  socket.leave();
});

test("who was taken over or refused does not come again by itself", (t) => {
  const { socket, states, tick } = joined(t);
  link().say({ type: "taken-over" });
  link().lose();
  tick(60_000);
  windowTarget.dispatchEvent(new Event("online"));
  assert.equal(FakeWebSocket.all.length, 1);
  assert.equal(states.at(-1), "taken-over");
  socket.connect();
  link().open();
  assert.equal(link().sent[0].resume, undefined);
  link().say({ type: "error", code: "role_not_allowed", text: "", fatal: true });
  assert.equal(states.at(-1), "refused");
  tick(60_000);
  assert.equal(FakeWebSocket.all.length, 2);
});

test("participants come, go away, come back and leave", (t) => {
  const { socket } = joined(t);
  const watcher = { ...OTHER, id: "w", role: "watcher", instance: "w1" };
  link().say({ type: "participant-joined", participant: watcher, n: 1 });
  link().say({ type: "participant-away", participant: { ...OTHER, state: "away" }, n: 2 });
  assert.equal(socket.other.state, "away");
  link().say({ type: "participant-back", participant: OTHER, n: 3 });
  link().say({ type: "participant-joined", participant: { ...OTHER, instance: "reloaded" }, n: 4 });
  assert.equal(socket.other.instance, "reloaded");
  assert.equal(socket.participants.length, 2);
  link().say({ type: "participant-left", participant: OTHER, reason: "left", n: 5 });
  assert.equal(socket.other, null);
  socket.leave();
});

/** @param {string} urls @param {object} [more] */
const servers = (urls, more) => ({ type: "ice-servers", ice_servers: [{ urls }], ice_ttl_s: 3600, ...more });

test("logins for ICE servers are renewed by themselves when half their time is over", (t) => {
  const { socket, tick } = joined(t);
  let renewed = 0;
  socket.on("ice-servers", () => (renewed += 1));
  link().say(servers("turn:old"));
  const asked = () => link().types().filter((type) => type === "renew-ice-servers").length;
  const wait = (ms) => {
    for (let waited = 0; waited < ms; waited += 1000) {
      tick(1000);
      link().say({ type: "pong" });
    }
  };
  wait(1_799_000);
  assert.equal(asked(), 0);
  wait(1_000);
  assert.equal(asked(), 1);
  link().say(servers("turn:new"));
  wait(1_800_000);
  assert.equal(asked(), 2);
  assert.equal(renewed, 2);
  socket.leave();
});

for (const [clock, object, method] of /** @type {const} */ ([
  ["was not awake to see it", performance, "now"],
  ["has a clock that stood still while it slept", Date, "now"],
])) {
  test(`a page that ${clock} renews the logins before it uses them`, async (t) => {
    let now = 0;
    t.mock.method(object, method, () => now);
    const { socket } = joined(t);
    link().say(servers("turn:old"));
    assert.deepEqual((await socket.iceConfiguration()).iceServers, [{ urls: "turn:old" }]);
    now = 1_801_000;
    const asked = socket.iceConfiguration();
    assert.equal(link().types().at(-1), "renew-ice-servers");
    link().say(servers("turn:new"));
    assert.deepEqual((await asked).iceServers, [{ urls: "turn:new" }]);
    socket.leave();
  });
}

test("the server says whether media may go directly", async (t) => {
  const { socket } = joined(t);
  assert.equal((await socket.iceConfiguration()).iceTransportPolicy, "all");
  link().say(servers("turn:t", { ice_transport_policy: "relay" }));
  assert.equal((await socket.iceConfiguration()).iceTransportPolicy, "relay");
  socket.leave();
});
