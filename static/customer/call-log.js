/** This page's side of the call's log: its numbers, its steps of the ladder. Loaded with the call (guide.js). */

import { CallLog, byHttp, isReload } from "../shared/call-log.js";
import { randomId } from "../shared/call-socket.js";

export class CustomerLog {
  /** @type {CallLog|null} */
  #log = null;

  /** @param {import("./hub.js").Hub} hub */
  constructor(hub) {
    this._hub = hub;
    let { step, telephone } = hub.store.get();
    hub.store.subscribe((state) => {
      if (state.step !== step) this.#log?.note("step", state.step);
      if (state.telephone !== telephone) this.#log?.note("telephone", state.telephone);
      ({ step, telephone } = state);
    });
    hub.moments.on("parted", () => this.#log?.unwatch());
    addEventListener("pagehide", () => this.#log?.leave());
  }

  /** @param {string} consultation id @param {import("../shared/peer.js").PeerCall} peer */
  watch(consultation, peer) {
    if (!this.#log) {
      const { store } = this._hub;
      this.#log = new CallLog({ send: byHttp(consultation, "customer"), step: () => store.get().step, newId: randomId });
      if (isReload()) this.#log.note("reload");
    }
    this.#log.watch(peer);
  }
}
