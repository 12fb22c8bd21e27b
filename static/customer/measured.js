/** What the browser counts about the line, as the ladder wants to read it. */

const OLD_MS = 8000; // reports of the other side that are older tell nothing about now
const FEW_FRAMES = 5; // per second from the camera: no line can help that

export class Measured {
  constructor() {
    /** What the last still travelled at, kbit/s. @type {number|null} */
    this.stillKbits = null;
    this._received = 0;
    /** @type {{bytes: Record<string, number>, at: number}|null} */
    this._sent = null;
    /** The last report of each kind. @type {Map<string, {stamp: number, at: number}>} */
    this._reports = new Map();
  }

  /** @param {RTCStatsReport} report @param {number} at ms @returns {import("../shared/ladder.js").Look} */
  look(report, at) {
    /** @type {import("../shared/ladder.js").Look} */
    const look = { at, heard: false, kbits: null, loss: null, roundTrip: null, fps: null, stillKbits: this.stillKbits };
    /** @type {Record<string, number>} */
    const sent = {};
    /** @type {Record<string, number>} */
    const lost = {};
    let received = 0;
    let cameraFps = Infinity;
    for (const stats of report.values()) {
      if (stats.type === "transport") received += stats.bytesReceived ?? 0;
      if (stats.type === "candidate-pair" && isUsed(stats, report)) {
        if (stats.availableOutgoingBitrate) look.kbits = stats.availableOutgoingBitrate / 1000;
        look.roundTrip = stats.currentRoundTripTime ?? null;
        received += stats.responsesReceived ?? 0;
      }
      if (stats.type === "outbound-rtp") sent[stats.kind] = (stats.bytesSent ?? 0) + (stats.headerBytesSent ?? 0);
      if (stats.type === "outbound-rtp" && stats.kind === "video" && stats.active !== false && stats.framesSent > 0) {
        look.fps = stats.framesPerSecond ?? 0;
        look.busy = stats.qualityLimitationReason === "cpu";
      }
      if (stats.type === "media-source" && stats.kind === "video") cameraFps = stats.framesPerSecond ?? Infinity;
      if (stats.type === "remote-inbound-rtp" && this._isFresh(stats, at)) {
        look.loss = Math.max(look.loss ?? 0, stats.fractionLost ?? 0);
        lost[stats.kind] = stats.fractionLost ?? 0;
        look.roundTrip = Math.max(look.roundTrip ?? 0, stats.roundTripTime ?? 0);
      }
    }
    if (cameraFps < FEW_FRAMES) look.busy = true;
    look.heard = received !== this._received;
    this._received = received;
    look.through = this._through(sent, lost, at);
    return look;
  }

  /**
   * Of what was sent since the last look, what was not lost: no estimate, but what the line did carry.
   * @param {Record<string, number>} bytes so far, by kind @param {Record<string, number>} lost of it, 0 to 1
   * @param {number} at ms @returns {number|null} kbit/s
   */
  _through(bytes, lost, at) {
    const before = this._sent;
    this._sent = { bytes, at };
    if (!before || at <= before.at) return null;
    let arrived = 0;
    for (const [kind, count] of Object.entries(bytes)) {
      arrived += Math.max(0, count - (before.bytes[kind] ?? count)) * (1 - (lost[kind] ?? 0));
    }
    return (arrived * 8) / (at - before.at);
  }

  /** @param {any} stats of type remote-inbound-rtp @param {number} at ms */
  _isFresh({ id, timestamp }, at) {
    const last = this._reports.get(id);
    if (last && last.stamp === timestamp) return at - last.at < OLD_MS;
    this._reports.set(id, { stamp: timestamp, at });
    return true;
  }
}

/** @param {any} pair @param {RTCStatsReport} report */
function isUsed({ id, nominated, state }, report) {
  for (const stats of report.values()) {
    if (stats.type === "transport" && stats.selectedCandidatePairId) return stats.selectedCandidatePairId === id;
  }
  return nominated === true && state === "succeeded"; // Firefox names no transport's pair
}
