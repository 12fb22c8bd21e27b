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

test("a lost socket comes again at once, then ever later, with its token and what it has received", (t) => {
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
  assert.deepEqual(waits.slice(0, 5), [50, 300, 1200, 2700, 4800]);
  assert.ok(waits.slice(5).every((wait) => wait >= 5000 && wait <= 7050), String(waits));
  tick(7000);
  link().open();
  assert.equal(link().sent[0].resume, "token");
  assert.equal(link().sent[0].received, 1);
  socket.leave();
});

test("a socket that never opens, and one that never welcomes, is given up after 5 s", (t) => {
  const { socket, tick } = joined(t);
  link().lose();
  tick(0);
  const stuck = link();
  tick(4999);
  assert.equal(stuck.readyState, LINK.CONNECTING);
  tick(1);
  assert.equal(stuck.readyState, LINK.CLOSED);
  tick(300);
  const mute = link();
  assert.notEqual(mute, stuck);
  mute.open();
  tick(5000);
  assert.equal(mute.readyState, LINK.CLOSED);
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
  assert.deepEqual(states.slice(2), ["waiting", "connecting"]);
  socket.leave();
});

test("a page that wakes up doubts its socket, and tries at once when it has none", (t) => {
  const { socket, states, tick } = joined(t);
  documentTarget.dispatchEvent(new Event("visibilitychange"));
  assert.equal(link().types().at(-1), "ping");
  tick(2500);
  assert.deepEqual(states.slice(2), ["waiting", "connecting"]);
  link().lose(); // and now it waits 300 ms
  const before = FakeWebSocket.all.length;
  for (const [target, type] of [
    [windowTarget, "online"],
    [windowTarget, "pageshow"],
  ]) {
    target.dispatchEvent(new Event(type));
  }
  assert.equal(FakeWebSocket.all.length, before + 1); // the second finds it connecting
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

test("logins for ICE servers are renewed when half their time is over", async (t) => {
  let now = 0;
  t.mock.method(performance, "now", () => now);
  const { socket } = joined(t);
  link().say({ type: "ice-servers", ice_servers: [{ urls: "turn:old" }], ice_ttl_s: 3600 });
  assert.deepEqual(await socket.iceServers(), [{ urls: "turn:old" }]);
  now = 1_801_000;
  const asked = socket.iceServers();
  assert.equal(link().types().at(-1), "renew-ice-servers");
  link().say({ type: "ice-servers", ice_servers: [{ urls: "turn:new" }], ice_ttl_s: 3600 });
  assert.deepEqual(await asked, [{ urls: "turn:new" }]);
  socket.leave();
});
