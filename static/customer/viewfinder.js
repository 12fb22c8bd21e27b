/** Her camera: opened, shown, watched for frames that stop, and opened afresh when they did. */

import { CameraProblem, closeStream, openCamera, videoTrack } from "./camera.js";
import { readEnvironment } from "./environment.js";
import { FrameWatch } from "./frame-watch.js";

export class Viewfinder {
  /** The element that shows it now. @type {HTMLVideoElement|null} */
  video = null;

  /** @param {import("./hub.js").Hub} hub */
  constructor(hub) {
    this._hub = hub;
    const { store } = hub;
    this._watch = new FrameWatch(
      () => store.set({ cameraLost: true }),
      () => store.set({ cameraLost: false }),
    );
    hub.moments.on("parted", () => {
      closeStream(store.get().stream);
      store.set({ stream: null });
    });
  }

  /** @type {() => MediaStreamTrack|null} */
  track = () => videoTrack(this._hub.store.get().stream);

  /**
   * @param {boolean} microphone @param {boolean} [unasked] nobody tapped: meeting the same again is no news
   * @returns {Promise<boolean>} whether there is a picture; else help is on the screen
   */
  async open(microphone, unasked = false) {
    const { store, moments } = this._hub;
    try {
      const stream = await openCamera({ microphone, inApp: readEnvironment().inApp, lens: store.get().lens });
      store.set({ stream, microphone: stream.getAudioTracks().length > 0, cameraLost: false, help: null, helpAgain: 0 });
      moments.emit("camera", stream);
      return true;
    } catch (error) {
      const help = error instanceof CameraProblem ? error.help : "unknown";
      store.set(({ screen, help: before, helpAgain }) => ({
        screen: "help",
        help,
        helpAgain: screen === "help" && before === help ? helpAgain + (unasked ? 0 : 1) : 0,
      }));
      return false;
    }
  }

  /** A fresh camera for one whose frames stopped; the call itself goes on. */
  async refresh() {
    const { store } = this._hub;
    const { stream, microphone } = store.get();
    closeStream(stream);
    if (await this.open(microphone)) await this._hub.call?.replaceMedia(store.get().stream);
  }

  /** @param {Element|undefined} video */
  show = (video) => {
    this.video = video instanceof HTMLVideoElement ? video : null;
    this._watch.watch(this.video);
  };

  /** Frames stand still while a still is taken. @param {boolean} busy */
  capturing(busy) {
    this._watch.paused = busy;
  }
}
