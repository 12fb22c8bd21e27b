/**
 * A first offer has room for voice and picture of the other side, whatever we send: one round is enough, and a peer
 * that cannot add to an answer (aiortc) can send.
 * @param {RTCPeerConnection} pc
 */
export function askForBoth(pc) {
  const kinds = pc.getTransceivers().map(({ receiver }) => receiver.track.kind);
  for (const kind of ["audio", "video"]) {
    if (!kinds.includes(kind)) pc.addTransceiver(kind, { direction: "recvonly" });
  }
}
