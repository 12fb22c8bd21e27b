/** Keeps the screen on while the call lasts. The lock falls whenever the page is hidden, so it is asked for again. */

export class ScreenLock {
  constructor() {
    /** @type {WakeLockSentinel|null} */
    this._lock = null;
    this._wanted = false;
    document.addEventListener("visibilitychange", () => this._wanted && !document.hidden && void this._take());
  }

  hold() {
    this._wanted = true;
    void this._take();
  }

  release() {
    this._wanted = false;
    void this._lock?.release().catch(() => {});
    this._lock = null;
  }

  async _take() {
    try {
      this._lock = (await navigator.wakeLock?.request("screen")) ?? null;
    } catch {
      // Low battery or an old browser: the call goes on, the screen may darken.
    }
  }
}
