/**
 * Stills that take the place of the moving picture, from browser to browser over a data channel: one at a time, in
 * pieces, and acknowledged, which tells how fast the line is. Nothing of it is kept anywhere.
 *
 * Pieces are small and spaced: a weak line's queue is short, and what floods it drowns voice and words. In between short
 * messages pass (`tell`), which are there when the socket, starved of answers, still waits to try again.
 */

import { Emitter } from "./emitter.js";

const ID = 0; // both sides open it, so none has to be told
const PIECE = 1100; // bytes; one packet
const AHEAD = 4 * PIECE; // bytes handed over that have not left
const PICTURE_MAX = 2_000_000; // bytes; more is no still of ours
const GIVE_UP_MS = 60_000;
const TYPES = ["image/jpeg", "image/webp"];

/** @typedef {{blob: Blob, width: number, height: number}} Picture */
/** @typedef {{id: number, type: string, bytes: number, width: number, height: number}} Head */

/** `told`: a message; `ready`: the channel has opened. @extends {Emitter<{picture: Picture, told: any, ready: null}>} */
export class PictureChannel extends Emitter {
  constructor() {
    super();
    /** @type {RTCDataChannel|null} */
    this._channel = null;
    this._sent = 0;
    /** @type {{id: number, done: (got: boolean) => void}|null} */
    this._waiting = null;
    /** @type {{head: Head, pieces: ArrayBuffer[], bytes: number}|null} */
    this._coming = null;
  }

  /** Over this connection from now on, before its first offer. @param {RTCPeerConnection} connection */
  open(connection) {
    this._lost();
    const channel = connection.createDataChannel("pictures", { negotiated: true, id: ID });
    channel.binaryType = "arraybuffer";
    channel.onmessage = ({ data }) => (typeof data === "string" ? this._said(data) : this._piece(data));
    channel.onclose = () => this._channel === channel && this._lost();
    channel.onopen = () => this._channel === channel && this.emit("ready", null);
    channel.bufferedAmountLowThreshold = PIECE;
    this._channel = channel;
  }

  get isOpen() {
    return this._channel?.readyState === "open";
  }

  /** A short message that waits behind no picture; without a channel it goes nowhere. @param {object} payload */
  tell(payload) {
    if (this.isOpen) this._channel?.send(JSON.stringify({ told: payload }));
  }

  /**
   * @param {Picture} picture @param {number} kbits no faster than that, kbit/s
   * @returns {Promise<number|null>} how long until it was there, ms; null: it was not
   */
  async send({ blob, width, height }, kbits) {
    const channel = this._channel;
    if (!channel || channel.readyState !== "open" || this._waiting) return null;
    const bytes = await blob.arrayBuffer();
    if (this._waiting || channel.readyState !== "open") return null;
    const id = (this._sent += 1);
    const began = performance.now();
    const arrived = this._arrival(id);
    try {
      channel.send(JSON.stringify({ id, type: blob.type, bytes: bytes.byteLength, width, height }));
      await this._sendPieces(channel, bytes, kbits);
    } catch (error) {
      console.debug("a still did not leave", error);
      this._lost();
    }
    return (await arrived) ? performance.now() - began : null;
  }

  /** @param {RTCDataChannel} channel @param {ArrayBuffer} bytes @param {number} kbits */
  async _sendPieces(channel, bytes, kbits) {
    const began = performance.now();
    for (let at = 0; at < bytes.byteLength; at += PIECE) {
      const early = (at * 8) / kbits - (performance.now() - began);
      if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
      if (channel.bufferedAmount > AHEAD) await isLow(channel);
      if (!this._waiting) return; // given up meanwhile
      channel.send(bytes.slice(at, at + PIECE));
    }
  }

  /** @param {number} id @returns {Promise<boolean>} */
  _arrival(id) {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this._waiting?.id === id && this._waiting.done(false), GIVE_UP_MS);
      const done = (/** @type {boolean} */ got) => {
        clearTimeout(timer);
        this._waiting = null;
        resolve(got);
      };
      this._waiting = { id, done };
    });
  }

  _lost() {
    this._waiting?.done(false);
    this._coming = null;
    this._channel = null;
  }

  /** What the other side says is read with care. @param {string} text */
  _said(text) {
    const said = read(text);
    if (!said) return;
    if (said.told) this.emit("told", Object(said.told));
    if (said.got === this._waiting?.id) this._waiting?.done(true);
    const { id, type, bytes, width, height } = said;
    const whole = [id, bytes, width, height].every((one) => Number.isInteger(one) && one > 0);
    if (whole && bytes <= PICTURE_MAX && TYPES.includes(type)) this._coming = { head: { id, type, bytes, width, height }, pieces: [], bytes: 0 };
  }

  /** @param {ArrayBuffer} piece */
  _piece(piece) {
    const coming = this._coming;
    if (!coming) return;
    coming.pieces.push(piece);
    coming.bytes += piece.byteLength;
    if (coming.bytes < coming.head.bytes) return;
    this._coming = null;
    if (coming.bytes > coming.head.bytes) return; // not what was announced
    const { id, type, width, height } = coming.head;
    this._channel?.send(JSON.stringify({ got: id }));
    this.emit("picture", { blob: new Blob(coming.pieces, { type }), width, height });
  }
}

/** @param {RTCDataChannel} channel @returns {Promise<void>} when it is closed, too */
function isLow(channel) {
  return new Promise((resolve) => {
    const done = () => {
      channel.removeEventListener("bufferedamountlow", done);
      channel.removeEventListener("close", done);
      resolve();
    };
    channel.addEventListener("bufferedamountlow", done);
    channel.addEventListener("close", done);
  });
}

/** @param {string} text @returns {any} */
function read(text) {
  try {
    return Object(JSON.parse(text));
  } catch {
    return null;
  }
}
