/** The call's socket, opened before all that uses it is there; the call then only has to join. */

const WAITS = 8000; // ms; the server gives a socket 10 s to join

/** @type {{socket: WebSocket, until: number}|null} */
let early = null;

/** @param {string} path of the call */
export function openEarly(path) {
  closeEarly();
  const address = new URL(path, location.href);
  address.protocol = address.protocol.replace("http", "ws");
  early = { socket: new WebSocket(address.href), until: performance.now() + WAITS };
}

/** Nobody is coming. */
export function closeEarly() {
  const socket = early?.socket;
  early = null;
  // Closed while it is being opened, a socket would be logged as a fault.
  if (socket?.readyState === WebSocket.CONNECTING) socket.onopen = () => socket.close();
  else socket?.close();
}

/** The one opened early, else a new one. @param {string} address @returns {WebSocket} */
export function openSocket(address) {
  const given = early;
  early = null;
  const fits = given && given.socket.url === address && given.socket.readyState <= WebSocket.OPEN;
  if (!fits || performance.now() > given.until) {
    given?.socket.close();
    return new WebSocket(address);
  }
  const { socket } = given;
  if (socket.readyState === WebSocket.OPEN) queueMicrotask(() => socket.dispatchEvent(new Event("open")));
  return socket;
}
