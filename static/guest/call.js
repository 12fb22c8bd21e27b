/** A guest's call: one socket, and a peer with each of the two. */

import { CallSocket } from "../shared/call-socket.js";
import { PeerCall } from "../shared/peer.js";

/** @typedef {"customer"|"consultant"} Side */
/** @typedef {import("./state.js").Line} Line */

const SIDES = /** @type {const} */ (["customer", "consultant"]);

/**
 * @typedef {object} CallEvents
 * @property {(side: Side, line: Line) => void} line
 * @property {(side: Side, stream: MediaStream) => void} stream
 * @property {() => void} present somebody came or went
 * @property {(from: Side, kind: string, payload: any) => void} signal
 * @property {(kind: string, payload: any) => void} event from the application
 * @property {(state: import("../shared/call-socket.js").SocketState) => void} socket
 */

export class GuestCall {
  /** @param {string} consultation id @param {MediaStreamTrack|null} voice null: only listens @param {CallEvents} events */
  constructor(consultation, voice, events) {
    const socket = new CallSocket(`/api/v1/consultations/${consultation}/call?as=guest`, { role: "guest" });
    this.socket = socket;
    this._peers = SIDES.map((side) => {
      const peer = new PeerCall(socket, { with: side });
      if (voice) peer.addTrack(voice);
      peer.on("connection", ({ state }) => events.line(side, state));
      peer.on("remote-stream", ({ stream }) => events.stream(side, stream));
      return peer;
    });
    socket.on("participants", () => events.present());
    socket.on("signal", ({ from, kind, payload }) => {
      if (from === "customer" || from === "consultant") events.signal(from, kind, payload);
    });
    socket.on("event", ({ kind, payload }) => events.event(kind, payload));
    socket.on("state", ({ state }) => events.socket(state));
  }

  join() {
    this.socket.connect();
  }

  end() {
    for (const peer of this._peers) peer.close();
    this.socket.leave();
  }

  /** To both who are there. @param {string} kind @param {object} payload */
  say(kind, payload) {
    for (const side of SIDES) if (this.socket.in(side)) this.socket.signal(kind, payload, side);
  }
}
