/**
 * After a gap the other side can show nothing until a whole picture comes, and it asks for one only after seconds: so we
 * send one as soon as we hear from it again.
 */

/** @param {RTCPeerConnection} connection */
export async function sendKeyFrame(connection) {
  const senders = connection.getSenders().filter(({ track }) => track?.kind === "video");
  await Promise.all(
    senders.map((sender) => ask(sender).catch((error) => console.debug("no whole picture now", error))),
  );
}

/** @param {RTCRtpSender} sender */
async function ask(sender) {
  let isKnown = false;
  const parameters = sender.getParameters();
  if (!parameters.encodings.some(({ active }) => active)) return;
  const options = {
    get encodingOptions() {
      isKnown = true;
      return parameters.encodings.map(() => ({ keyFrame: true }));
    },
  };
  const setParameters = /** @type {(parameters: object, options?: object) => Promise<void>} */ (
    sender.setParameters.bind(sender)
  );
  await setParameters(parameters, options);
  if (isKnown) return;
  // Where a browser does not know the option, an encoder that begins anew begins with a whole picture.
  const { encodings } = sender.getParameters();
  for (const pause of [true, false]) {
    const now = sender.getParameters();
    now.encodings.forEach((one, n) => (one.active = !pause && encodings[n]?.active !== false));
    await sender.setParameters(now);
  }
}
