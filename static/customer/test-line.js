/** One run of the connection test: real picture and sound to the server for some seconds, by one way. */

import { ApiError, del, get, post } from "../shared/api.js";
import { withStartBitrate } from "../shared/sdp.js";

/** @typedef {"direct"|"relay"} Way */

/** @typedef {{id: string, estimate_kbits: number|null, pair: string}} Run what `POST /customer/connection-test` wants to know of it */

/** What the server received. @typedef {{connected: boolean, kbits: number}} Measured */

const GATHER_MS = 2500; // a relay that is there answers sooner
const CONNECT_MS = 6000;
const LOOK_EVERY_MS = 1000;
const RUNS = "/customer/connection-test/runs";

/**
 * @param {object} options
 * @param {Way} options.way
 * @param {RTCIceServer[]} options.iceServers
 * @param {MediaStream} options.stream
 * @param {number} options.ms how long, once it is connected
 * @param {AbortSignal} options.signal
 * @param {(measured: Measured) => void} options.onLook
 * @returns {Promise<Run|null>} null: the phone found no address of its own for this way
 * @throws {ApiError}
 */
export async function testLine({ way, iceServers, stream, ms, signal, onLook }) {
  const relay = way === "relay";
  const pc = new RTCPeerConnection({
    iceServers: iceServers.filter(({ credential }) => relay === Boolean(credential)),
    iceTransportPolicy: relay ? "relay" : "all",
  });
  try {
    for (const kind of ["audio", "video"]) {
      const track = stream.getTracks().find((one) => one.kind === kind);
      pc.addTransceiver(track ?? kind, { direction: "sendrecv", streams: [stream] });
    }
    await pc.setLocalDescription();
    await settled(pc, "icegatheringstatechange", () => pc.iceGatheringState === "complete", GATHER_MS, signal);
    const offer = pc.localDescription?.sdp ?? "";
    if (!offer.includes("a=candidate:")) return null;
    const { id, sdp } = await post(RUNS, { way, sdp: offer });
    /** @type {Run} */
    const run = { id, estimate_kbits: null, pair: "" };
    try {
      await pc.setRemoteDescription({ type: "answer", sdp: withStartBitrate(sdp) });
      const isConnected = () => pc.connectionState === "connected";
      await settled(pc, "connectionstatechange", isConnected, CONNECT_MS, signal);
      for (const end = performance.now() + ms; isConnected() && performance.now() < end; ) {
        await pause(LOOK_EVERY_MS, signal);
        Object.assign(run, await sending(pc));
        // A look that does not come back in time is no reason to end: the line is what is being tested.
        await get(`${RUNS}/${id}`, { signal }).then(onLook, (error) => error instanceof ApiError || Promise.reject(error));
      }
    } finally {
      await del(`${RUNS}/${id}`).catch(() => {}); // it ends by itself too
    }
    return run;
  } finally {
    pc.close();
  }
}

/**
 * Resolves when `is` holds, or after `ms` all the same.
 * @param {EventTarget} target @param {string} event @param {() => boolean} is @param {number} ms @param {AbortSignal} signal
 */
async function settled(target, event, is, ms, signal) {
  const until = performance.now() + ms;
  while (!is() && performance.now() < until) {
    await Promise.race([pause(until - performance.now(), signal), new Promise((resolve) => target.addEventListener(event, resolve, { once: true }))]);
  }
}

/** @param {number} ms @param {AbortSignal} signal @returns {Promise<void>} */
export function pause(ms, signal) {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const timer = setTimeout(done, ms);
    function done() {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      if (signal.aborted) reject(signal.reason);
      else resolve();
    }
    signal.addEventListener("abort", done);
  });
}

/** What the browser believes it could send, and by which candidates. @param {RTCPeerConnection} pc */
async function sending(pc) {
  const report = await pc.getStats();
  for (const stats of report.values()) {
    if (stats.type !== "candidate-pair" || !stats.nominated || stats.state !== "succeeded") continue;
    const estimate = stats.availableOutgoingBitrate;
    const [local, remote] = [stats.localCandidateId, stats.remoteCandidateId].map((id) => report.get(id)?.candidateType ?? "");
    return { estimate_kbits: estimate ? Math.round(estimate / 1000) : null, pair: `${local}/${remote}` };
  }
  return {};
}
