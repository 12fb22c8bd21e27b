/** What we send: kept apart from the connection, because it outlives it. */

const VIDEO_MAX_BITS = 2_500_000;

/**
 * @typedef {{kind: string, track: MediaStreamTrack|null, stream: MediaStream|undefined,
 *    sender: RTCRtpSender|null}} Local
 */

export class LocalTracks {
  constructor() {
    /** @type {Local[]} */
    this._locals = [];
    /** @type {RTCPeerConnection|null} */
    this._connection = null;
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
    for (const local of this._locals) {
      local.sender = null;
      this._send(local);
    }
  }

  /** Voice before picture, and no more picture than anybody needs. */
  async tune() {
    for (const { kind, sender } of this._locals) {
      const parameters = sender?.getParameters();
      const encoding = parameters?.encodings?.[0];
      if (!sender || !parameters || !encoding) continue;
      if (kind === "audio") encoding.priority = encoding.networkPriority = "high";
      else encoding.maxBitrate = VIDEO_MAX_BITS;
      await sender.setParameters(parameters).catch((error) => console.debug("not tuned", error));
    }
  }

  /** @param {Local} local */
  _send(local) {
    if (!this._connection || !local.track) return;
    const streams = local.stream ? [local.stream] : [];
    local.sender = this._connection.addTrack(local.track, ...streams);
  }
}
