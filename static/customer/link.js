/** Her link, as it came: to be passed on to the browser when another app opened it. */

export class Link {
  /** @param {import("./hub.js").Hub} hub @param {string} secret "" when the address had none */
  constructor({ store }, secret) {
    this._store = store;
    this._secret = secret;
  }

  address = () => location.origin + location.pathname + (this._secret ? `#${encodeURIComponent(this._secret)}` : "");

  copy = async () => {
    try {
      await navigator.clipboard.writeText(this.address());
      this._store.set({ copied: "done" });
    } catch {
      this._store.set({ copied: "failed" });
    }
  };
}
