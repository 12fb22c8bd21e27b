/** Why there is no picture, as far as the browser lets us tell. What helps is shown by views/help.js. */

/** @typedef {import("./state.js").Help} Help */
/** Of one permission; "unknown" where the browser does not answer. @typedef {PermissionState|"unknown"} Leave */

/** @param {"camera"|"microphone"} name @returns {Promise<PermissionStatus|null>} */
export async function permission(name) {
  try {
    return await navigator.permissions.query({ name: /** @type {any} */ (name) });
  } catch {
    return null; // an older Firefox or Safari knows no such name
  }
}

/** @param {unknown} error of `getUserMedia` @param {boolean} microphone was asked for @returns {Promise<Help>} */
export async function meaning(error, microphone) {
  const { name, message } = error instanceof DOMException ? error : { name: "", message: "" };
  switch (name) {
    case "TimeoutError":
      return "unanswered";
    case "NotAllowedError":
    case "SecurityError":
      return refusal(message, microphone);
    case "NotReadableError":
    case "AbortError":
      return "busy";
    case "NotFoundError":
    case "OverconstrainedError":
      return missing(microphone);
    default:
      return "unknown";
  }
}

/** @param {string} message @param {boolean} asked for a microphone too @returns {Promise<Help>} */
async function refusal(message, asked) {
  if (/dismiss/i.test(message)) return "unanswered"; // Chromium: the question was closed, and will come again
  const [camera, microphone] = await Promise.all([leave("camera"), leave("microphone")]);
  if (asked && microphone === "denied" && camera !== "denied") return "microphone-refused";
  // The page may, and yet it may not: the phone itself says no.
  if (/by system/i.test(message) || (camera === "granted" && (!asked || microphone === "granted"))) return "system";
  return "refused";
}

/** @param {"camera"|"microphone"} name @returns {Promise<Leave>} */
async function leave(name) {
  return (await permission(name))?.state ?? "unknown";
}

/** @param {boolean} asked for a microphone too @returns {Promise<Help>} */
async function missing(asked) {
  const devices = await navigator.mediaDevices.enumerateDevices().catch(() => []);
  const camera = devices.some((device) => device.kind === "videoinput");
  return asked && camera && !devices.some((device) => device.kind === "audioinput") ? "no-microphone" : "no-camera";
}
