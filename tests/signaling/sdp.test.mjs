// A peer that tells nothing of the bandwidth is sent to at once as if there were some.

import assert from "node:assert/strict";
import { test } from "node:test";

import { withStartBitrate } from "../../static/shared/sdp.js";

const LINES = [
  "v=0",
  "m=audio 9 UDP/TLS/RTP/SAVPF 96",
  "a=rtpmap:96 opus/48000/2",
  "a=fmtp:96 useinbandfec=1",
  "m=video 9 UDP/TLS/RTP/SAVPF 97 98 99",
  "a=rtpmap:97 VP8/90000",
  "a=rtcp-fb:97 goog-remb",
  "a=rtpmap:98 rtx/90000",
  "a=fmtp:98 apt=97",
  "a=rtpmap:99 H264/90000",
  "a=fmtp:99 packetization-mode=1",
  "",
];

test("each video codec gets a start bitrate, and nothing else is touched", () => {
  const changed = withStartBitrate(LINES.join("\r\n"), 1500).split("\r\n");
  assert.deepEqual(changed, [
    ...LINES.slice(0, 6),
    "a=fmtp:97 x-google-start-bitrate=1500",
    ...LINES.slice(6, 10),
    "a=fmtp:99 packetization-mode=1;x-google-start-bitrate=1500",
    "",
  ]);
});

test("who has congestion control is left alone", () => {
  const sdp = [...LINES.slice(0, 6), "a=rtcp-fb:97 transport-cc", ""].join("\r\n");
  assert.equal(withStartBitrate(sdp), sdp);
});
