/** When the device is on another network, or on one again. */

/**
 * @param {() => void} listener
 * @returns {() => void} ends the listening
 */
export function onNetworkChange(listener) {
  // Only Chrome on Android knows the kind of network; elsewhere `change` tells of estimated speed alone.
  const information = /** @type {(EventTarget & {type?: string})|undefined} */ (
    /** @type {any} */ (globalThis.navigator)?.connection
  );
  let type = information?.type;
  const typeChanged = () => {
    const before = type;
    type = information?.type;
    if (type !== before && type !== "none") listener();
  };
  globalThis.window?.addEventListener("online", listener);
  information?.addEventListener("change", typeChanged);
  return () => {
    globalThis.window?.removeEventListener("online", listener);
    information?.removeEventListener("change", typeChanged);
  };
}
