/** Says something at most so often: at once when it is the first, the last one never forgotten. */

export class Pace {
  #timer = 0;
  #last = -Infinity;

  /** @param {number} channelMs between two on a channel @param {number} socketMs between two on the socket @param {() => void} say */
  constructor(channelMs, socketMs, say) {
    this.every = { channel: channelMs, socket: socketMs };
    this.say = say;
  }

  /** There is something to say. @param {"channel"|"socket"} way */
  due(way) {
    if (this.#timer) return;
    const wait = this.#last + this.every[way] - performance.now();
    if (wait <= 0) this.#now();
    else this.#timer = window.setTimeout(() => this.#now(), wait);
  }

  /** It has been said otherwise, or need not be said any more. */
  stop() {
    clearTimeout(this.#timer);
    this.#timer = 0;
  }

  #now() {
    this.stop();
    this.#last = performance.now();
    this.say();
  }
}
