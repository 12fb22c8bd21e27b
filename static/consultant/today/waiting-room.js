/** Looks into the room of the selected consultation: is the customer there already? */

import { CallSocket } from "../../shared/call-socket.js";

export class WaitingRoom {
  /** @param {(here: boolean) => void} onChange @param {(consultation: string) => void} onTest a connection test was made */
  constructor(onChange, onTest) {
    this._onChange = onChange;
    this._onTest = onTest;
    /** @type {CallSocket|null} */
    this._socket = null;
    this._consultation = "";
  }

  /** @param {string} consultation id */
  look(consultation) {
    if (consultation === this._consultation) return;
    this.leave();
    this._consultation = consultation;
    const socket = new CallSocket(`/api/v1/consultations/${consultation}/call?as=user`, { role: "watcher" });
    socket.on("participants", ({ participants }) => {
      if (this._socket !== socket) return;
      this._onChange(participants.some((one) => one.role === "customer" && one.state === "here"));
    });
    socket.on("event", ({ kind }) => {
      if (this._socket === socket && kind === "connection-test") this._onTest(consultation);
    });
    this._socket = socket;
    socket.connect();
  }

  leave() {
    this._socket?.leave();
    this._socket = null;
    this._consultation = "";
  }
}
