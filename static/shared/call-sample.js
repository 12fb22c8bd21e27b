/**
 * One line of the call's log, from what the browser counts: types of candidates and never their addresses.
 * Pure: reports in, numbers out; it remembers only what the last report had counted.
 */

/** @typedef {"host"|"srflx"|"prflx"|"relay"} Candidate */
/** @typedef {"udp"|"tcp"|"tls"} Transport */

/**
 * @typedef {object} Numbers
 * @property {Candidate|null} local type of the candidates in use
 * @property {Candidate|null} remote
 * @property {Transport|null} transport
 * @property {number|null} loss of what we send, 0 to 1
 * @property {number|null} round_trip_s
 * @property {number|null} kbits_out
 * @property {number|null} kbits_in
 * @property {number|null} fps of the picture we send, or else of the one we show
 * @property {number|null} frozen_s since the last sample
 */

const CANDIDATES = ["host", "srflx", "prflx", "relay"];
const TRANSPORTS = ["udp", "tcp", "tls"];

/** @type {Numbers} */
export const NOTHING = {
  local: null,
  remote: null,
  transport: null,
  loss: null,
  round_trip_s: null,
  kbits_out: null,
  kbits_in: null,
  fps: null,
  frozen_s: null,
};

/** @typedef {{at: number, sent: number, received: number, frozen: number, pair: string}} Counted */

export class Sampler {
  /** @type {Counted|null} */
  #last = null;

  /** @param {ReadonlyMap<string, any>} report @param {number} at ms @returns {Numbers} */
  look(report, at) {
    const pair = pairInUse(report);
    if (!pair) {
      this.#last = null;
      return NOTHING;
    }
    const all = [...report.values()];
    const local = report.get(pair.localCandidateId);
    const heard = all.filter(({ type }) => type === "remote-inbound-rtp");
    const shown = all.filter(({ type, kind }) => type === "inbound-rtp" && kind === "video");
    const sent = all.filter(
      ({ type, kind, active, framesSent }) => type === "outbound-rtp" && kind === "video" && active !== false && framesSent > 0,
    );
    /** @type {Counted} */
    const now = {
      at,
      pair: pair.id,
      sent: pair.bytesSent ?? 0,
      received: pair.bytesReceived ?? 0,
      frozen: sum(shown.map(({ totalFreezesDuration }) => totalFreezesDuration ?? 0)),
    };
    const last = this.#last;
    this.#last = now;
    const before = last?.pair === now.pair ? last : null; // another pair counts from nought
    return {
      local: oneOf(CANDIDATES, local?.candidateType),
      remote: oneOf(CANDIDATES, report.get(pair.remoteCandidateId)?.candidateType),
      transport: oneOf(TRANSPORTS, local?.relayProtocol ?? local?.protocol),
      loss: worst(heard.map(({ fractionLost }) => fractionLost), 1),
      round_trip_s: worst([pair.currentRoundTripTime, ...heard.map(({ roundTripTime }) => roundTripTime)], 600),
      kbits_out: before && rate(now.sent - before.sent, at - before.at),
      kbits_in: before && rate(now.received - before.received, at - before.at),
      fps: worst((sent.length ? sent : shown).map(({ framesPerSecond }) => framesPerSecond), 240),
      frozen_s: last && shown.length ? round(Math.min(3600, Math.max(0, now.frozen - last.frozen))) : null,
    };
  }
}

/** "relay/tcp"; null while there is none. @param {Numbers} numbers */
export function pathOf({ local, transport }) {
  return local && transport ? `${local}/${transport}` : null;
}

/** @param {ReadonlyMap<string, any>} report */
function pairInUse(report) {
  const all = [...report.values()];
  const chosen = all.find(({ type, selectedCandidatePairId }) => type === "transport" && selectedCandidatePairId);
  if (chosen) return report.get(chosen.selectedCandidatePairId) ?? null;
  // Firefox names no transport's pair
  return all.find(({ type, nominated, state }) => type === "candidate-pair" && nominated && state === "succeeded") ?? null;
}

/** @param {string[]} known @param {any} word @returns {any} */
function oneOf(known, word) {
  return known.includes(word) ? word : null;
}

/** @param {number[]} numbers */
function sum(numbers) {
  return numbers.reduce((all, one) => all + one, 0);
}

/** The largest; null when nothing was measured. @param {unknown[]} measured @param {number} most */
function worst(measured, most) {
  const numbers = /** @type {number[]} */ (measured.filter((one) => Number.isFinite(one)));
  return numbers.length ? round(Math.min(most, Math.max(0, ...numbers))) : null;
}

/** @param {number} bytes @param {number} ms @returns {number|null} kbit/s */
function rate(bytes, ms) {
  return ms > 0 && bytes >= 0 ? round(Math.min(1_000_000, (bytes * 8) / ms)) : null;
}

/** @param {number} number */
function round(number) {
  return Math.round(number * 1000) / 1000;
}
