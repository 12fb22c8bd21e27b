/**
 * The way to the customer's picture begins here, before the rest of the cockpit is loaded: the socket, the peer as
 * soon as we have our seat, the picture itself. `call.js` takes them over and hears what was said meanwhile.
 */

import { CallSocket } from "../shared/call-socket.js";
import { openSocket } from "../shared/early-socket.js";
import { pageData } from "../shared/i18n.js";
import { PeerCall } from "../shared/peer.js";
import { PictureChannel } from "../shared/picture-channel.js";
import { callPath, consultationHere } from "./call-path.js";
import { firstFrame, showStream } from "./live-picture.js";

/** @typedef {import("../shared/call-socket.js").CallSocketEvents} SocketEvents */

/**
 * @template {Record<string, any>} Events
 * @typedef {{[K in keyof Events]?: (detail: Events[K]) => void}} Listeners
 */

const REST_WAITS = 400; // ms at most, for a picture that takes its time

/** @type {(keyof SocketEvents & string)[]} */
const SAID = ["state", "welcome", "participants", "signal", "event", "error"];

/** @param {number} ms */
const after = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** What an emitter says before anybody listens. @template {Record<string, any>} Events */
class Kept {
  /** @param {import("../shared/emitter.js").Emitter<Events>} emitter @param {(keyof Events & string)[]} types */
  constructor(emitter, types) {
    this._emitter = emitter;
    /** @type {{type: keyof Events & string, detail: any}[]} */
    this._said = [];
    this._off = types.map((type) => emitter.on(type, (detail) => void this._said.push({ type, detail })));
  }

  /** Tell these what was said, in its order, and from now on what is. @param {Listeners<Events>} listeners */
  handOver(listeners) {
    for (const off of this._off.splice(0)) off();
    for (const type of Object.keys(listeners)) {
      const listener = listeners[type];
      if (listener) this._emitter.on(type, listener);
    }
    for (const { type, detail } of this._said.splice(0)) listeners[type]?.(detail);
  }
}

export class HeadStart {
  /** Stills from a phone whose line carries no video. */
  pictures = new PictureChannel();
  /** @type {PeerCall|null} */
  #peer = null;
  /** @type {(stream: MediaStream) => void} */
  #show = () => {};
  /** With her browser, the newest one. @type {RTCPeerConnection|null} */
  connection = null;
  /** @type {(connection: RTCPeerConnection) => void} */
  #opened = () => {};

  /** @param {string} consultation id @param {import("../shared/call-socket.js").Role} role */
  constructor(consultation, role) {
    this.role = role;
    this.socket = new CallSocket(callPath(consultation), { openSocket });
    this.said = new Kept(this.socket, SAID);
    /** Her picture is there, or nobody's will be soon. @type {Promise<unknown>} */
    this.seen = Promise.race([firstFrame(), this.#nobodyThere(), after(REST_WAITS)]);
    const off = this.socket.on("welcome", (welcome) => {
      off();
      if (welcome.role !== "consultant") return;
      this.#peer = this.newPeer();
      this.#peer.on("remote-stream", ({ stream }) => {
        showStream(stream);
        this.#show(stream);
      });
    });
    this.socket.connect({ role });
  }

  #nobodyThere() {
    return new Promise((resolve) => {
      const off = this.socket.on("state", ({ state }) => {
        if (state === "connecting" || (state === "joined" && this.socket.other)) return;
        off();
        resolve(undefined);
      });
    });
  }

  newPeer() {
    const peer = new PeerCall(this.socket);
    peer.on("opening", ({ connection }) => {
      this.pictures.open(connection);
      this.connection = connection;
      this.#opened(connection);
    });
    return peer;
  }

  /** What else goes over the connection, now and over each that follows. @param {(connection: RTCPeerConnection) => void} open */
  whenOpened(open) {
    this.#opened = open;
    if (this.connection) open(this.connection);
  }

  /** Say when her picture is there, now or when it comes. @param {(stream: MediaStream) => void} show */
  showPicture(show) {
    this.#show = show;
    if (this.#peer?.remoteStream) show(this.#peer.remoteStream);
  }

  /** The peer is another's from now on. @returns {PeerCall|null} null when there is none, or none any more */
  takePeer() {
    const peer = this.#peer;
    this.#peer = null;
    this.#show = () => {};
    return peer;
  }
}

/** In the consultant's seat where that is free and ours to take, else as a watcher; once it is over, too. */
export const headStart = new HeadStart(consultationHere(pageData), pageData.over ? "watcher" : "consultant");

/** All else of the cockpit, which the page keeps back for us: a hundred files would hold up these few. */
async function bringRest() {
  const { content } = /** @type {HTMLTemplateElement} */ (document.getElementById("rest"));
  const main = /** @type {HTMLScriptElement} */ (content.querySelector("script"));
  main.remove();
  const dressed = Array.from(content.querySelectorAll("link[rel=stylesheet]"), loaded);
  document.head.append(content);
  await Promise.all(dressed); // or the checklist would be seen undressed
  document.head.append(main);
}

/** Or not, and the page has to do without. @param {Element} link */
const loaded = (link) => new Promise((resolve) => (link.addEventListener("load", resolve), link.addEventListener("error", resolve)));

void headStart.seen.then(bringRest);
