/** The other side's candidates for one connection: those that come before its description wait for it. */

const WAITING_MAX = 200;

/** @typedef {{candidate: RTCIceCandidateInit|null, connection: string}} Candidate */

export class Candidates {
  /** @type {Candidate[]} */
  #waiting = [];

  /** @param {RTCPeerConnection} pc @param {Candidate} candidate @param {string|null} remoteId it belongs to */
  async hear(pc, candidate, remoteId) {
    if (pc.remoteDescription && remoteId === candidate.connection) await add(pc, candidate);
    else if (this.#waiting.length < WAITING_MAX) this.#waiting.push(candidate);
  }

  /** The description of `remoteId` is set. @param {RTCPeerConnection} pc @param {string} remoteId */
  async described(pc, remoteId) {
    for (const one of this.#waiting.splice(0)) if (one.connection === remoteId) await add(pc, one);
  }
}

/** @param {RTCPeerConnection} pc @param {Candidate} candidate */
async function add(pc, { candidate }) {
  try {
    await pc.addIceCandidate(candidate ?? undefined);
  } catch (error) {
    console.debug("a candidate of an offer that gave way", error);
  }
}
