// Two of these pages make a call with nothing but the wire modules. What the test asks lies in `window.page`.
import { CallSocket } from "/shared/call-socket.js";
import { PeerCall } from "/shared/peer.js";

const query = new URLSearchParams(location.search);
const role = query.get("role");
const video = document.getElementById("remote");

const page = {
  log: [],
  signals: [],
  frames: 0,
  lastFrameAt: 0,
  async stats() {
    const sum = { audioPackets: 0, framesDecoded: 0, videoWidth: video.videoWidth };
    for (const one of (await page.call.getStats())?.values() ?? []) {
      if (one.type !== "inbound-rtp") continue;
      if (one.kind === "audio") sum.audioPackets += one.packetsReceived;
      else sum.framesDecoded += one.framesDecoded ?? 0;
    }
    return sum;
  },
};
window.page = page;

page.socket = new CallSocket(`/call?${query}`, { role });
for (const type of ["welcome", "participant-joined", "participant-back", "taken-over", "error"]) {
  page.socket.on(type, () => page.log.push(type));
}
page.socket.on("state", ({ state }) => page.log.push(`socket ${state}`));
page.socket.on("signal", ({ from, kind, payload }) => page.signals.push({ from, kind, payload }));
page.socket.on("event", ({ kind, payload }) => page.signals.push({ kind, payload }));

// What went over the wire and when, for whoever wonders why a test failed: `page.trace`.
page.trace = [];
const note = (way, message) => {
  const { type, description, connection = "", to_connection = "", participant, state } = message;
  const ids = `${connection.slice(0, 4)}>${to_connection.slice(0, 4)}`;
  page.trace.push([Date.now() % 1e6, way, type, description?.type ?? participant?.instance.slice(0, 4) ?? state, ids].join(" "));
};
const send = page.socket.send.bind(page.socket);
page.socket.send = (message) => (note("out", message), send(message));
for (const type of ["welcome", "participant-joined", "participant-left", "description", "candidate", "taken-over", "error"]) {
  page.socket.on(type, (message) => note("in", { type, ...message }));
}

page.connections = [];
page.call = new PeerCall(page.socket, {
  createConnection(config) {
    const connection = new RTCPeerConnection(config);
    page.connections.push(connection);
    return connection;
  },
});
page.call.on("connection", ({ state }) => {
  page.log.push(`call ${state}`);
  note("is", { type: "call", state });
});
page.call.on("remote-stream", ({ stream }) => {
  if (video.srcObject !== stream) video.srcObject = stream;
});
const count = () => {
  page.frames += 1;
  page.lastFrameAt = performance.now();
  video.requestVideoFrameCallback(count);
};
video.requestVideoFrameCallback(count);

const constraints = { audio: true, video: role === "customer" && { width: 640, height: 480 } };
if (query.get("media") !== "none") {
  page.stream = await navigator.mediaDevices.getUserMedia(constraints);
  for (const track of page.stream.getTracks()) page.call.addTrack(track, page.stream);
}
page.socket.connect(query.get("take_over") ? { takeOver: true } : {});
