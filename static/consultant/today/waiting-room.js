/** Looks into the room of the selected consultation: is the customer there already? */

import { CallSocket } from "../../shared/call-socket.js";

export class WaitingRoom {
  /** @param {(here: boolean) => void} onChange */
  constructor(onChange) {
    this._onChange = onChange;
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
    this._socket = socket;
    socket.connect();
  }

  leave() {
    this._socket?.leave();
    this._socket = null;
    this._consultation = "";
  }
}
