/**
 * The way to the list of pictures that are taken without a network. The list itself is loaded when one is there, or
 * quietly during a call: whoever never gets one never loads it.
 */

/** @typedef {import("./offline.js").OfflineList} OfflineList */

const QUIET_MS = 3_000; // after the consultant has come; then the line is free for it

export class OfflineDoor {
  /** @type {Promise<OfflineList>|null} */
  #loading = null;
  /** @type {OfflineList|null} */
  #list = null;

  /** @param {import("./hub.js").Hub} hub @param {import("./offline.js").Surroundings} around */
  constructor(hub, around) {
    this._hub = hub;
    this._around = around;
    hub.signals.on("picture-list", (told) => void this.#load().then((list) => list.receive(told), () => {}));
    hub.moments.on("met", () => setTimeout(() => void this.#load().catch(() => {}), QUIET_MS));
    void keepsSomething()
      .then(async (kept) => kept && (await this.#load()).goOn())
      .catch(() => {});
  }

  /** @param {import("./state.js").State} state */
  view(state) {
    return this.#list?.view(state);
  }

  #load() {
    this.#loading ??= import("./offline.js").then(
      ({ OfflineList }) => (this.#list = new OfflineList(this._hub, this._around)),
      (error) => {
        this.#loading = null; // asked for again with the next signal
        throw error;
      },
    );
    return this.#loading;
  }
}

/** Whether a list of an earlier visit is here; looking makes nothing. @returns {Promise<boolean>} */
function keepsSomething() {
  return new Promise((resolve) => {
    try {
      const request = indexedDB.open("kellerblick-list");
      request.onupgradeneeded = () => request.transaction?.abort();
      request.onsuccess = () => {
        request.result.close();
        resolve(true);
      };
      request.onerror = (event) => {
        event.preventDefault();
        resolve(false);
      };
    } catch {
      resolve(false); // a browser that keeps nothing
    }
  });
}
