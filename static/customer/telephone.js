/**
 * Where her voice or the consultant's does not come through, they talk by an ordinary telephone, and picture and hints go
 * on here. The consultant says when: then this page makes no sound and sends none, so that nothing echoes.
 *
 * Hears `telephone {on}`, tells `telephone-state {asked, on}`; `on` is null before anybody has said so.
 */

/** @typedef {"off"|"asked"|"on"} Telephone */

export class TelephoneInstead {
  /** Somebody has said so in this page's life. */
  #told = false;

  /** @param {import("./hub.js").Hub} hub */
  constructor(hub) {
    this._hub = hub;
    hub.signals.on("telephone", ({ on }) => this.#said(on === true));
    hub.signals.on("hello", () => this.#tell());
    hub.moments.on("met", () => this.#tell());
    hub.moments.on("parted", () => this.#forget());
    hub.store.subscribe(({ step, telephoneHidden }) => {
      if (telephoneHidden && step !== "text") hub.store.set({ telephoneHidden: false }); // offered again next time
    });
  }

  /** "I hear nothing." */
  ask() {
    if (this._hub.store.get().telephone !== "off") return;
    this.#become("asked");
    this.#tell();
  }

  /** The number was in the way, or she hears again. */
  close() {
    this._hub.store.set({ telephoneHidden: true });
    if (this._hub.store.get().telephone === "asked") this.#become("off");
    this.#tell();
  }

  /** @param {boolean} on */
  #said(on) {
    this.#told = true;
    this.#become(on ? "on" : "off");
    this.#tell();
  }

  /** @param {Telephone} telephone */
  #become(telephone) {
    if (this._hub.store.get().telephone === telephone) return;
    this._hub.store.set({ telephone });
    this._hub.moments.emit("telephone", null);
  }

  #tell() {
    const { telephone } = this._hub.store.get();
    this._hub.say("telephone-state", { asked: telephone === "asked", on: this.#told ? telephone === "on" : null });
  }

  #forget() {
    this.#told = false;
    this._hub.store.set({ telephoneHidden: false });
    this.#become("off");
  }
}
