/**
 * An ordinary telephone where the voice does not hold: both pages fall silent, picture and hints go on.
 *
 * Tells `telephone {on}`, hears `telephone-state {asked, on}`. What was said here counts; a cockpit that was loaded anew
 * learns from her page that they are on the telephone.
 */

import { SENDS } from "../shared/ladder.js";

export class Telephone {
  /** @param {import("./app.js").App} app */
  constructor(app) {
    this.app = app;
    app.signals.on("telephone-state", (payload) => this.#told(payload));
    app.signals.on("hello", () => this.#tell());
  }

  toggle = () => {
    this.#become(this.app.store.get().call.telephone !== true);
    this.#tell();
  };

  /** What we send at this step of her ladder. @param {import("../shared/ladder.js").Step} step */
  sends(step) {
    const { telephone } = this.app.store.get().call;
    return { ...SENDS.p720, audio: telephone ? null : SENDS[step].audio };
  }

  #tell() {
    const { telephone } = this.app.store.get().call;
    if (telephone !== null) this.app.say("telephone", { on: telephone });
  }

  /** @param {any} payload of her page, therefore read with care */
  #told({ asked, on }) {
    const { telephone } = this.app.store.get().call;
    this.app.setCall({ hearsNothing: asked === true && telephone !== true });
    if (telephone === null && on === true) this.#become(true);
  }

  /** @param {boolean} on */
  #become(on) {
    const { app } = this;
    app.setCall({ telephone: on, hearsNothing: false });
    app.call?.hush(on);
    app.call?.limit(this.sends(app.store.get().line.step));
  }
}
