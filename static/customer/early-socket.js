/** The call's socket, opened on her tap while the browser still asks about the camera; the call then only has to join. */

const WAITS = 8000; // ms; the server gives a socket 10 s to join

/** @type {{socket: WebSocket, until: number}|null} */
let early = null;

/** @param {string} consultation id @returns {string} */
export function callPath(consultation) {
  return `/api/v1/consultations/${consultation}/call?as=customer`;
}

/** @param {string} consultation id */
export function openEarly(consultation) {
  closeEarly();
  const address = new URL(callPath(consultation), location.href);
  address.protocol = address.protocol.replace("http", "ws");
  early = { socket: new WebSocket(address.href), until: performance.now() + WAITS };
}

/** The camera stays closed: nobody is coming. */
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
