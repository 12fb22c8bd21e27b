/**
 * Opens a socket on a network that may be gone: while one attempt hangs the next one begins, and the first that opens
 * is taken. A lost first packet costs an attempt seconds, so the youngest one is often the quickest.
 */

const HANGS_AFTER = 1000; // ms without an answer, then another one beside it
const OPEN_WITHIN = 5000; // ms; iOS leaves sockets CONNECTING for ever
const AGAIN_AFTER = [0, 0, 300, 1000]; // ms; by how many were refused, or opened and lost again at once
const AGAIN_LATER = 1500; // ms, and up to 1000 more, so that not all come at once after a restart
const TIRED_AFTER = 150_000; // ms; the seat is gone by then
const TIRED = 4; // times as long between two attempts

export class Knock {
  /**
   * @param {{open: () => WebSocket, opened: (socket: WebSocket) => void, trying: () => void, failed: () => void}} door
   *    `trying` when an attempt begins, `failed` when none is left that might open
   */
  constructor(door) {
    this._door = door;
    /** @type {Map<WebSocket, ReturnType<typeof setTimeout>>} attempts, and when they are given up */
    this._attempts = new Map();
    /** @type {ReturnType<typeof setTimeout>|undefined} */
    this._next = undefined;
    this._refused = 0;
    this._since = 0;
  }

  get isKnocking() {
    return this._attempts.size > 0 || this._next !== undefined;
  }

  /** Until one opens, or `stop`. */
  start() {
    if (this.isKnocking) return;
    this._since = performance.now();
    this._again(AGAIN_AFTER[this._refused] ?? this._later());
  }

  /** The network is back, or she is: do not wait. */
  now() {
    this._refused = 0;
    this._since = performance.now();
    this._try();
  }

  stop() {
    clearTimeout(this._next);
    this._next = undefined;
    for (const [socket, timer] of this._attempts) {
      clearTimeout(timer);
      forget(socket);
    }
    this._attempts.clear();
  }

  /** It has held for a while: the next loss is a first one. */
  steady() {
    this._refused = 0;
  }

  /** @param {number} ms */
  _again(ms) {
    clearTimeout(this._next);
    this._next = setTimeout(() => this._try(), ms);
  }

  _try() {
    const tired = performance.now() - this._since > TIRED_AFTER;
    this._again(tired ? HANGS_AFTER * TIRED : HANGS_AFTER);
    const socket = this._door.open();
    this._attempts.set(socket, setTimeout(() => this._failed(socket), OPEN_WITHIN));
    socket.onopen = () => {
      clearTimeout(this._attempts.get(socket));
      this._attempts.delete(socket);
      this.stop();
      this._refused += 1; // until it has held for a while
      this._door.opened(socket);
    };
    socket.onclose = () => this._failed(socket);
    this._door.trying();
  }

  /** @param {WebSocket} socket */
  _failed(socket) {
    clearTimeout(this._attempts.get(socket));
    this._attempts.delete(socket);
    forget(socket);
    if (this._attempts.size > 0) return;
    this._refused += 1;
    this._again(AGAIN_AFTER[this._refused] ?? this._later());
    this._door.failed();
  }

  _later() {
    const tired = performance.now() - this._since > TIRED_AFTER;
    return (AGAIN_LATER + Math.random() * 1000) * (tired ? TIRED : 1);
  }
}

/** @param {WebSocket} socket */
function forget(socket) {
  socket.onopen = socket.onclose = null;
  socket.close();
}
