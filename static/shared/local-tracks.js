/** What we send: kept apart from the connection, because it outlives it. */

import { SENDS } from "./ladder.js";

const BITS = 1000; // per kbit
const SHARP_FPS = 5;
const FIRST_PICTURE_MS = 1000; // a cap on the frames before would hold the first one up by 0.1 s

/** @typedef {import("./ladder.js").Sends} Sends */
/**
 * @typedef {{kind: string, track: MediaStreamTrack|null, stream: MediaStream|undefined,
 *    sender: RTCRtpSender|null}} Local
 */

export class LocalTracks {
  /** @param {boolean} [aside] the same tracks are sent over a connection that matters more: nothing about them is changed */
  constructor(aside = false) {
    this._aside = aside;
    /** @type {Local[]} */
    this._locals = [];
    /** @type {RTCPeerConnection|null} */
    this._connection = null;
    /** @type {Sends} */
    this._sends = SENDS.p720;
    this._sharp = false;
    /** Nothing is capped that would hold up the first picture of a connection. */
    this._hurries = true;
    /** @type {ReturnType<typeof setTimeout>|undefined} */
    this._settles = undefined;
  }

  /**
   * No more than this from now on, in this connection and in all that follow.
   * @param {Sends} sends @param {boolean} [sharp] detail before motion, to read a type plate
   */
  limit(sends, sharp = false) {
    this._sends = sends;
    this._sharp = sharp;
    return this.tune();
  }

  /** @param {MediaStreamTrack} track @param {MediaStream} [stream] */
  add(track, stream) {
    /** @type {Local} */
    const local = { kind: track.kind, track, stream, sender: null };
    this._locals.push(local);
    this._send(local);
  }

  /**
   * The first track of this kind gives way to `track`, or to nothing.
   * @param {string} kind @param {MediaStreamTrack|null} track
   */
  async replace(kind, track) {
    const local = this._locals.find((one) => one.kind === kind);
    if (!local) {
      if (track) this.add(track);
      return;
    }
    local.track = track;
    if (local.sender) await local.sender.replaceTrack(track);
    else this._send(local);
  }

  /** Send everything over this connection from now on. @param {RTCPeerConnection|null} connection */
  sendOver(connection) {
    this._connection = connection;
    clearTimeout(this._settles);
    this._settles = undefined;
    this._hurries = true;
    for (const local of this._locals) {
      local.sender = null;
      this._send(local);
    }
    // Before the first picture is on its way: to change its encoder then would cost it 0.1 s.
    if (connection) void this.tune();
  }

  /** Voice before picture, and no more of either than the line carries. */
  async tune() {
    if (this._hurries && this._connection?.connectionState === "connected") this._settleSoon();
    for (const { kind, track, sender } of this._locals) {
      const parameters = sender?.getParameters();
      const encoding = parameters?.encodings?.[0];
      if (!sender || !parameters || !encoding) continue;
      const before = JSON.stringify(parameters);
      if (kind === "audio") this._tuneVoice(encoding);
      else this._tunePicture(parameters, track);
      if (JSON.stringify(parameters) === before) continue;
      await sender.setParameters(parameters).catch((error) => console.debug("not tuned", error));
    }
  }

  _settleSoon() {
    this._settles ??= setTimeout(() => {
      this._hurries = false;
      void this.tune();
    }, FIRST_PICTURE_MS);
  }

  /** @param {RTCRtpEncodingParameters} encoding */
  _tuneVoice(encoding) {
    const { audio } = this._sends;
    encoding.priority = encoding.networkPriority = "high";
    encoding.active = audio !== null;
    if (audio) encoding.maxBitrate = audio.kbits * BITS;
  }

  /** @param {RTCRtpSendParameters} parameters @param {MediaStreamTrack|null} track */
  _tunePicture(parameters, track) {
    const { video } = this._sends;
    const [encoding] = parameters.encodings;
    encoding.active = video !== null;
    if (!video) return;
    const { width = 0, height = 0 } = track?.getSettings() ?? {};
    const tall = this._sharp ? 0 : Math.min(width, height);
    encoding.maxBitrate = video.kbits * BITS;
    if (!this._hurries) encoding.maxFramerate = this._sharp ? SHARP_FPS : video.fps;
    encoding.scaleResolutionDownBy = Math.max(1, tall / video.height);
    parameters.degradationPreference = this._sharp ? "maintain-resolution" : video.gives;
    if (track && !this._aside) track.contentHint = this._sharp ? "detail" : "";
  }

  /** @param {Local} local */
  _send(local) {
    if (!this._connection || !local.track) return;
    const streams = local.stream ? [local.stream] : [];
    local.sender = this._connection.addTrack(local.track, ...streams);
  }
}
