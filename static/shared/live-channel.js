/**
 * What the two pages say to each other about the live picture, from browser to browser: moves on a channel that would
 * rather lose one than wait for it, all else on one that loses nothing. Who cannot say it here says it by the socket.
 */

import { Emitter } from "./emitter.js";

const MOVES = 1; // ids of the channels: both sides open them, so none has to be told (0 is picture-channel.js)
const WORDS = 2;
const LONGEST = 16_384; // characters of a message
const AHEAD = 64_000; // bytes that have not left; more is a line that carries nothing

/** @typedef {{kind: string, payload: any}} Said */

/** `said`: heard from the other side; `ready`: what was said before may not have come. @extends {Emitter<{said: Said, ready: null}>} */
export class LiveChannel extends Emitter {
  /** @type {{moves: RTCDataChannel, words: RTCDataChannel}|null} */
  #channels = null;

  /** Over this connection from now on. @param {RTCPeerConnection} connection */
  open(connection) {
    try {
      const moves = connection.createDataChannel("moves", { negotiated: true, id: MOVES, ordered: false, maxRetransmits: 0 });
      const words = connection.createDataChannel("words", { negotiated: true, id: WORDS });
      const channels = { moves, words };
      for (const channel of [moves, words]) {
        channel.onmessage = ({ data }) => this.#channels === channels && this.#heard(data);
        channel.onclose = () => this.#channels === channels && (this.#channels = null);
      }
      words.onopen = () => this.#channels === channels && this.emit("ready", null);
      this.#channels = channels;
    } catch (error) {
      console.debug("the connection was closed meanwhile", error);
    }
  }

  get isOpen() {
    return this.#channels?.words.readyState === "open";
  }

  /** What counts only now. @param {string} kind @param {object} payload @returns {boolean} whether it has left */
  move(kind, payload) {
    return this.#send(this.#channels?.moves, kind, payload);
  }

  /** What must arrive. @param {string} kind @param {object} payload @returns {boolean} whether it has left */
  say(kind, payload) {
    return this.#send(this.#channels?.words, kind, payload);
  }

  /** @param {RTCDataChannel|undefined} channel @param {string} kind @param {object} payload */
  #send(channel, kind, payload) {
    if (channel?.readyState !== "open" || channel.bufferedAmount > AHEAD) return false;
    channel.send(JSON.stringify({ kind, payload }));
    return true;
  }

  /** @param {unknown} data */
  #heard(data) {
    if (typeof data !== "string" || data.length > LONGEST) return;
    const said = read(data);
    if (typeof said?.kind === "string") this.emit("said", { kind: said.kind, payload: said.payload });
  }
}

/** @param {string} text @returns {any} */
function read(text) {
  try {
    return Object(JSON.parse(text));
  } catch {
    return null;
  }
}
