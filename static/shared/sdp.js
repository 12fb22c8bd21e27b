/** What has to be changed in a description of the other side before it is used. */

const START_KBITS = 1500;

/**
 * A peer without transport-wide congestion control (aiortc) would let us ramp up for 15 s: begin higher.
 * @param {string} sdp of the other side @param {number} [kbits] kbit/s @returns {string}
 */
export function withStartBitrate(sdp, kbits = START_KBITS) {
  if (sdp.includes("transport-cc")) return sdp;
  const sections = sdp.split(/(?=^m=)/m);
  return sections.map((one) => (one.startsWith("m=video") ? startHigher(one, kbits) : one)).join("");
}

/** @param {string} section the video's m-section @param {number} kbits @returns {string} */
function startHigher(section, kbits) {
  const setting = `x-google-start-bitrate=${kbits}`;
  const codecs = [...section.matchAll(/^a=rtpmap:(\d+) (?:VP8|VP9|H264|AV1)\/90000/gm)].map((match) => match[1]);
  return codecs.reduce((text, codec) => {
    const parameters = new RegExp(`^a=fmtp:${codec} .*$`, "m");
    if (parameters.test(text)) return text.replace(parameters, (line) => `${line};${setting}`);
    const name = new RegExp(`^a=rtpmap:${codec} .*$`, "m");
    return text.replace(name, (line) => `${line}\r\na=fmtp:${codec} ${setting}`);
  }, section);
}
