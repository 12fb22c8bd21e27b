/**
 * Tells when the camera's frames stop. After a phone call or the background a track may say "live" and be dead:
 * only the frames themselves are believed.
 */

const LOOK_EVERY_MS = 1000;
const DEAD_AFTER_MS = 5000;

export class FrameWatch {
  /**
   * @param {() => void} onDead called once per death
   * @param {() => void} onAlive frames came back by themselves
   */
  constructor(onDead, onAlive) {
    this._onDead = onDead;
    this._onAlive = onAlive;
    /** @type {HTMLVideoElement|null} */
    this._video = null;
    this._lastFrame = 0;
    this._lastTime = -1;
    this._told = false;
    /** Frames stand still while a still is taken: that is no death. */
    this.paused = false;
    this._timer = setInterval(() => this._look(), LOOK_EVERY_MS);
    document.addEventListener("visibilitychange", this._fresh);
  }

  /** @param {HTMLVideoElement|null} video that shows the camera now */
  watch(video) {
    if (video === this._video) return;
    this._video = video;
    this._fresh();
    if (video) this._next(video);
  }

  stop() {
    clearInterval(this._timer);
    document.removeEventListener("visibilitychange", this._fresh);
    this._video = null;
  }

  _fresh = () => {
    this._lastFrame = performance.now();
    this._told = false;
  };

  /** @param {HTMLVideoElement} video */
  _next(video) {
    video.requestVideoFrameCallback?.(() => {
      if (video !== this._video) return;
      if (this._told) this._onAlive();
      this._fresh();
      this._next(video);
    });
  }

  _look() {
    const video = this._video;
    if (!video || document.hidden || this.paused) {
      this._lastFrame = performance.now();
      return;
    }
    const tellsFrames = typeof video.requestVideoFrameCallback === "function";
    if (!tellsFrames && video.currentTime !== this._lastTime) {
      this._lastTime = video.currentTime;
      this._fresh();
    }
    const ended = /** @type {MediaStream|null} */ (video.srcObject)?.getVideoTracks()[0]?.readyState === "ended";
    if (this._told || (!ended && performance.now() - this._lastFrame < DEAD_AFTER_MS)) return;
    this._told = true;
    this._onDead();
  }
}
