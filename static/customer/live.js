/**
 * What the consultant does on this phone's live picture, and what its sensors tell her. It comes when she has come, for
 * the page is to be small until the camera opens; then it asks for what it has missed.
 */

/** @typedef {import("./pointer.js").PointerHere} PointerHere */
/** @typedef {import("./sensors-watch.js").SensorsWatch} SensorsWatch */
/** @typedef {typeof import("./still-preview.js").tellPreview} TellPreview */

export class Live {
  /** @type {RTCPeerConnection|null} */
  #connection = null;
  /** @type {{channel: import("../shared/live-channel.js").LiveChannel, pointer: PointerHere, sensors: SensorsWatch, tellPreview: TellPreview}|null} */
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

  /** The shutter closes: what the picture shows goes ahead of the still. @param {string} photoId @param {HTMLVideoElement|null} video */
  preview(photoId, video) {
    try {
      this.#parts?.tellPreview(this.#parts.channel, this._hub.store.get().step, video, photoId);
    } catch (error) {
      console.debug("the still goes without a preview", error);
    }
  }

  async #load() {
    if (this.#parts || this.#loading) return;
    this.#loading = true;
    try {
      const [{ LiveChannel }, { PointerHere }, { SensorsWatch }, { tellPreview }] = await Promise.all([
        import("../shared/live-channel.js"),
        import("./pointer.js"),
        import("./sensors-watch.js"),
        import("./still-preview.js"),
      ]);
      const channel = new LiveChannel();
      const [pointer, sensors] = [new PointerHere(this._hub, channel), new SensorsWatch(this._hub, channel)];
      this.#parts = { channel, pointer, sensors, tellPreview };
      if (this.#connection) channel.open(this.#connection);
      this._hub.store.set({ liveReady: true });
    } catch (error) {
      console.debug("without pointer and compass until she comes again", error);
    } finally {
      this.#loading = false;
    }
  }
}
