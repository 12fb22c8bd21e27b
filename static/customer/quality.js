/** How well the picture gets through, from what the connection counts. */

const LOOK_EVERY_MS = 3000;
const WEAK_LOOKS = 2; // one bad look is a hiccup
const FEW_FRAMES = 8; // per second
const MUCH_LOSS = 0.08; // of the packets
const LONG_WAY_S = 0.7; // there and back

export class Quality {
  /** @param {() => Promise<RTCStatsReport|null>} stats @param {() => void} onChange */
  constructor(stats, onChange) {
    this.weak = false;
    this._bad = 0;
    this._timer = setInterval(() => void this._look(stats, onChange), LOOK_EVERY_MS);
  }

  stop() {
    clearInterval(this._timer);
  }

  /** @param {() => Promise<RTCStatsReport|null>} stats @param {() => void} onChange */
  async _look(stats, onChange) {
    const report = document.hidden ? null : await stats().catch(() => null);
    if (!report) return;
    this._bad = isBad(report) ? this._bad + 1 : 0;
    const weak = this._bad >= WEAK_LOOKS;
    if (weak === this.weak) return;
    this.weak = weak;
    onChange();
  }
}

/** @param {RTCStatsReport} report */
function isBad(report) {
  for (const stats of report.values()) {
    if (stats.type === "outbound-rtp" && stats.kind === "video") {
      if (stats.active !== false && stats.framesSent > 0 && (stats.framesPerSecond ?? FEW_FRAMES) < FEW_FRAMES) return true;
    }
    if (stats.type === "remote-inbound-rtp" && stats.kind === "video") {
      if ((stats.fractionLost ?? 0) > MUCH_LOSS || (stats.roundTripTime ?? 0) > LONG_WAY_S) return true;
    }
  }
  return false;
}
