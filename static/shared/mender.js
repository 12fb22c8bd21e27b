/**
 * When a connection is to be mended, and how: wait a little, restart ICE, after two failures make a new connection,
 * after two of these join anew. It decides; the hands it is given do it.
 */

const RESTART_WITHIN = 5000; // ms until a restart counts as failed
const RENEW_WITHIN = [8000, 12000, 15000, 20000]; // ms until a new connection counts as failed
const UNHEARD_MAX = 5; // so often an offer without an answer is left to lie where the other side will find it
const FAILURES_MAX = 2; // restarts, then a new connection
const RENEWALS_MAX = 2; // new connections, then a new seat, once; then new connections again
const MEND_EVERY = 1000; // ms; a network that comes back says so several times

/**
 * @typedef {object} Hands
 * @property {(task: () => Promise<unknown>) => void} queue runs it after whatever else touches the connection
 * @property {() => "now"|"later"|"never"} reach whether the other side can hear us
 * @property {() => boolean} isAlive
 * @property {() => boolean} isAnswered whether the other side has heard of the last attempt
 * @property {() => boolean} canRestart whether both sides know how
 * @property {() => Promise<void>} restart ICE
 * @property {() => Promise<void>} renew the connection
 * @property {() => Promise<void>} rejoin
 * @property {() => void} giveUp nobody is there any more
 * @property {() => void} mended
 */

export class Mender {
  /** @param {Hands} hands */
  constructor(hands) {
    this._hands = hands;
    this._failures = 0;
    this._renewals = 0;
    this._unheard = 0;
    /** Somebody must hear of it first: `mend` is called again when somebody can. */
    this.isDue = false;
    /** Whether this connection has ever been one. */
    this.wasConnected = false;
    this._mendedAt = -Infinity;
    /** @type {ReturnType<typeof setTimeout>|undefined} */
    this._timer = undefined;
  }

  /** Somebody new is there: old failures do not count. */
  forget() {
    this._failures = this._renewals = 0;
  }

  /** The connection is gone, another may follow. */
  reset() {
    this._clear();
    this.isDue = false;
    this.wasConnected = false;
  }

  connected() {
    this._clear();
    this.wasConnected = true;
    this.forget();
  }

  /** An offer or answer is out: it must become a connection in time. */
  expect() {
    if (this._timer !== undefined) return;
    const within = RENEW_WITHIN[Math.min(this._renewals, RENEW_WITHIN.length - 1)];
    this.after(within + Math.random() * 1000);
  }

  /** The other side is mending: look whether it helps. */
  leaveIt() {
    this._clear();
    this._timer = setTimeout(() => this._hands.queue(() => this._check()), RESTART_WITHIN);
  }

  /** @param {number} ms */
  after(ms) {
    this._clear();
    const wait = Math.max(ms, this._mendedAt + MEND_EVERY - performance.now());
    this._timer = setTimeout(() => this._hands.queue(() => this._again()), wait);
  }

  async mend() {
    this._clear();
    const reach = this._hands.reach();
    this.isDue = reach === "later";
    if (this.isDue) return;
    if (reach === "never") {
      this._hands.giveUp();
      return;
    }
    this._mendedAt = performance.now();
    if (!this.wasConnected || this._failures >= FAILURES_MAX || !this._hands.canRestart()) {
      this._failures = 0;
      const { renew, rejoin } = this._hands;
      await (this._renewals++ === RENEWALS_MAX ? rejoin() : renew());
      return;
    }
    this._failures += 1;
    this._unheard = 0;
    await this._hands.restart();
    this.leaveIt();
  }

  async _check() {
    if (this._hands.isAlive()) this._hands.mended();
    else await this._again();
  }

  async _again() {
    const unheard = this._failures > 0 && !this._hands.isAnswered() && this._hands.reach() === "now";
    if (unheard && ++this._unheard <= UNHEARD_MAX) this.leaveIt();
    else await this.mend();
  }

  _clear() {
    clearTimeout(this._timer);
    this._timer = undefined;
  }
}
