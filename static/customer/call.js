/** The call as this page sees it: one socket, one peer, and in plain words what became of them. */

import { CallSocket } from "../shared/call-socket.js";
import { openSocket } from "../shared/early-socket.js";
import { PeerCall } from "../shared/peer.js";
import { PictureChannel } from "../shared/picture-channel.js";
import { callPath } from "./call-path.js";

/** @typedef {import("./state.js").Connection} Connection */

const DOUBT_AFTER = 3; // losses of the socket in a row before asking whether we may still come in

/**
 * @typedef {object} CallEvents
 * @property {(here: boolean) => void} present the consultant came or went
 * @property {(connection: Connection) => void} connection
 * @property {(stream: MediaStream) => void} voice
 * @property {() => void} others somebody came, went or changed
 * @property {(kind: string, payload: any) => void} signal from the consultant
 * @property {(kind: string, payload: any) => void} aside from a guest
 * @property {(kind: string, payload: any) => void} event from the application
 * @property {() => void} seatTaken
 * @property {() => void} takenOver
 * @property {() => void} refused
 * @property {() => void} doubt the socket keeps failing
 */

export class Call {
  /** Stills for a line that carries no video. */
  pictures = new PictureChannel();

  /** @param {string} consultation id @param {MediaStream} stream @param {CallEvents} events */
  constructor(consultation, stream, events) {
    this._events = events;
    this._socket = new CallSocket(callPath(consultation), { role: "customer", openSocket });
    this._peer = new PeerCall(this._socket);
    this._losses = 0;
    for (const track of stream.getTracks()) this._peer.addTrack(track, stream);
    this._peer.on("opening", ({ connection }) => this.pictures.open(connection));
    this._socket.on("participants", () => this._tellPresence());
    this._socket.on("participants", () => events.others());
    this._socket.on("signal", ({ from, kind, payload }) => from === "consultant" && events.signal(kind, payload));
    this._socket.on("signal", ({ from, kind, payload }) => from === "guest" && events.aside(kind, payload));
    this._socket.on("event", ({ kind, payload }) => events.event(kind, payload));
    this._socket.on("state", ({ state }) => this._socketBecame(state));
    this._peer.on("remote-stream", ({ stream: remote }) => events.voice(remote));
    this._peer.on("connection", () => {
      this._tellConnection();
      this._tellPresence();
    });
  }

  /** @param {boolean} takeOver the seat from another device */
  join(takeOver) {
    this._socket.connect({ takeOver });
  }

  end() {
    this._peer.close();
    this._socket.leave();
  }

  /** What counts only now is not kept for later. */
  get joined() {
    return this._socket.state === "joined";
  }

  /** @param {string} kind @param {object} payload */
  signal(kind, payload) {
    this._socket.signal(kind, payload, "consultant");
  }

  /** The third seat, if somebody sits there. */
  get guest() {
    return this._socket.in("guest");
  }

  /** To the guest, if there is one. @param {string} kind @param {object} payload */
  toGuest(kind, payload) {
    if (this.guest) this._socket.signal(kind, payload, "guest");
  }

  /** A connection with the guest, apart from the consultant's; whoever asked closes it. */
  aside() {
    return new PeerCall(this._socket, { with: "guest" });
  }

  get peer() {
    return this._peer;
  }

  get connected() {
    return this._peer.state === "connected";
  }

  stats() {
    return this._peer.getStats();
  }

  /** What is sent from now on. @param {import("../shared/ladder.js").Sends} sends @param {boolean} sharp */
  limit(sends, sharp) {
    return this._peer.limit(sends, sharp);
  }

  /** Fresh tracks for dead ones, in the same call. @param {MediaStream|null} stream */
  async replaceMedia(stream) {
    await this._peer.replaceVideo(stream?.getVideoTracks()[0] ?? null);
    await this._peer.replaceAudio(stream?.getAudioTracks()[0] ?? null);
  }

  /** @param {import("../shared/call-socket.js").SocketState} state */
  _socketBecame(state) {
    if (state === "joined") this._losses = 0;
    if (state === "seat-taken") this._events.seatTaken();
    if (state === "taken-over") this._events.takenOver();
    if (state === "refused") this._events.refused();
    if (state === "waiting" && ++this._losses % DOUBT_AFTER === 0) this._events.doubt();
    this._tellConnection();
  }

  _tellPresence() {
    // While the picture flows she is here, whatever becomes of her socket.
    this._events.present(this._peer.state === "connected" || this._socket.other?.state === "here");
  }

  _tellConnection() {
    const media = this._peer.state;
    if (media === "connected") this._events.connection("good");
    else if (media === "interrupted") this._events.connection("lost");
    else this._events.connection(this._socket.state === "waiting" ? "lost" : "connecting");
  }
}
