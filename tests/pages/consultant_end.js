/* Evaluated in a signed-in page: the consultant's seat in a call, with a voice, counting the frames it gets. */
async (consultation) => {
  const { CallSocket } = await import("/static/shared/call-socket.js");
  const { PeerCall } = await import("/static/shared/peer.js");
  const socket = new CallSocket(`/api/v1/consultations/${consultation}/call?as=user`, { role: "consultant" });
  const call = new PeerCall(socket);
  const voice = await navigator.mediaDevices.getUserMedia({ audio: true });
  for (const track of voice.getTracks()) call.addTrack(track, voice);
  const end = { socket, call, signals: [], events: [], frames: 0, video: document.createElement("video") };
  end.video.muted = true;
  const count = () => {
    end.frames += 1;
    end.video.requestVideoFrameCallback(count);
  };
  end.video.requestVideoFrameCallback(count);
  document.body.append(end.video);
  call.on("remote-stream", ({ stream }) => {
    end.video.srcObject = stream;
    end.video.play().catch(() => {}); // a second track begins it anew
  });
  socket.on("signal", (signal) => end.signals.push(signal));
  socket.on("event", (event) => end.events.push(event));
  globalThis.end = end;
  socket.connect();
  await new Promise((resolve) => socket.on("welcome", resolve));
};
