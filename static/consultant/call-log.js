/** The cockpit's side of the call's log: how her picture arrives here. */

import { CallLog, byHttp, isReload } from "../shared/call-log.js";
import { randomId } from "../shared/call-socket.js";

export class ConsultantLog {
  #log;

  /** @param {import("./app.js").App} app */
  constructor(app) {
    const { store } = app;
    const { id, call } = store.get();
    this.#log = new CallLog({ send: byHttp(id, "user"), step: () => store.get().line.step, newId: randomId });
    if (isReload()) this.#log.note("reload");
    let { telephone } = call;
    store.subscribe((state) => {
      const now = state.call.telephone;
      if (now !== null && now !== telephone) this.#log.note("telephone", now ? "on" : "off");
      telephone = now;
    });
    addEventListener("pagehide", () => this.#log.leave());
  }

  /** @param {import("../shared/peer.js").PeerCall} peer */
  watch(peer) {
    this.#log.watch(peer);
  }

  unwatch() {
    this.#log.unwatch();
  }
}
