/** Hanging up can be taken back: picture and sound stop at once, the seat is kept while she may change her mind. */

const UNDO_MS = 10_000;

export class HangingUp {
  /** @param {import("./hub.js").Hub} hub @param {{apply: () => void, leave: () => void}} acts */
  constructor({ store, moments }, { apply, leave }) {
    this._store = store;
    this._apply = apply;
    this._leave = leave;
    this._timer = 0;
    moments.on("parted", () => this._set(false));
  }

  start = () => {
    this._set(true);
    this._apply();
    this._timer = window.setTimeout(this._leave, UNDO_MS);
  };

  takeBack = () => {
    this._set(false);
    this._apply();
  };

  /** @param {boolean} hangingUp */
  _set(hangingUp) {
    clearTimeout(this._timer);
    this._store.set({ hangingUp });
  }
}
