/**
 * What the consultant does on this phone's live picture, and what its sensors tell her. It comes when she has come, for
 * the page is to be small until the camera opens; then it asks for what it has missed.
 */

/** @typedef {import("./pointer.js").PointerHere} PointerHere */
/** @typedef {import("./sensors-watch.js").SensorsWatch} SensorsWatch */

export class Live {
  /** @type {RTCPeerConnection|null} */
  #connection = null;
  /** @type {{channel: import("../shared/live-channel.js").LiveChannel, pointer: PointerHere, sensors: SensorsWatch}|null} */
  #parts = null;
  #loading = false;

  /** @param {import("./hub.js").Hub} hub */
  constructor(hub) {
    this._hub = hub;
    hub.moments.on("met", () => void this.#load());
  }

  /** @param {import("../shared/peer.js").PeerCall} peer */
  watch(peer) {
    peer.on("opening", ({ connection }) => {
      this.#connection = connection;
      this.#parts?.channel.open(connection);
    });
  }

  /** Over the picture. */
  get layer() {
    return this.#parts?.pointer.layer ?? null;
  }

  /** A question that waits for her tap, if there is one. @param {import("./state.js").State} state */
  card(state) {
    return this.#parts?.sensors.card(state) ?? null;
  }

  async #load() {
    if (this.#parts || this.#loading) return;
    this.#loading = true;
    try {
      const [{ LiveChannel }, { PointerHere }, { SensorsWatch }] = await Promise.all([
        import("../shared/live-channel.js"),
        import("./pointer.js"),
        import("./sensors-watch.js"),
      ]);
      const channel = new LiveChannel();
      this.#parts = { channel, pointer: new PointerHere(this._hub, channel), sensors: new SensorsWatch(this._hub, channel) };
      if (this.#connection) channel.open(this.#connection);
      this._hub.store.set({ liveReady: true });
    } catch (error) {
      console.debug("without pointer and compass until she comes again", error);
    } finally {
      this.#loading = false;
    }
  }
}
