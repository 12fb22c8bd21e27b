/**
 * The line to a third person who talks with both: her voice always, her picture only while her own line stands on its top
 * step. A connection of its own; what becomes of it never touches the one to the consultant.
 *
 * Hears `hello`, tells `guest-state {live, telephone}`.
 */

import { SENDS } from "../shared/ladder.js";
import { PeerCall } from "../shared/peer.js";

const TOP = "p720";
const PICTURE = SENDS.p360.video; // the large one is the consultant's

export class GuestLine {
  /** @type {PeerCall|null} */
  #peer = null;
  #met = false;
  #fits = "";

  /** @param {import("./hub.js").Hub} hub @param {(voice: MediaStream|null) => void} play */
  constructor(hub, play) {
    this._hub = hub;
    this._play = play;
    hub.moments.on("others", () => this.#look());
    hub.moments.on("met", () => {
      this.#met = true;
      this.#look();
    });
    hub.moments.on("camera", (stream) => {
      void this.#peer?.replaceAudio(stream.getAudioTracks()[0] ?? null);
      this.#fits = "";
      this.#fit();
    });
    hub.moments.on("parted", () => this.#part());
    hub.aside.on("hello", () => this.#tell());
    hub.store.subscribe(() => this.#fit());
  }

  #look() {
    const { call, store } = this._hub;
    const there = call?.guest ?? null;
    const { guest } = store.get();
    if (guest?.id !== there?.id) {
      store.set({ guest: there && { id: there.id, name: there.name, kind: there.kind } });
      this.#close(); // another person is another call
    }
    if (!call || !there || !this.#met || this.#peer) return;
    store.flush(); // she reads who it is before anybody hears her
    const peer = call.aside();
    this.#peer = peer;
    const { stream } = store.get();
    for (const track of stream?.getAudioTracks() ?? []) peer.addTrack(track, stream ?? undefined);
    peer.on("remote-stream", ({ stream: voice }) => this._play(voice));
    this.#fit();
  }

  /** What this guest is sent now. */
  #fit() {
    if (!this.#peer) return;
    const { step, telephone, stream } = this._hub.store.get();
    const fits = `${step} ${telephone} ${stream?.id}`;
    if (fits === this.#fits) return;
    this.#fits = fits;
    const live = step === TOP;
    void this.#peer.replaceVideo(live ? (stream?.getVideoTracks()[0] ?? null) : null);
    void this.#peer.limit({ video: PICTURE, audio: telephone === "on" ? null : SENDS[step].audio });
    this.#tell();
  }

  #tell() {
    const { step, telephone } = this._hub.store.get();
    if (this.#peer) this._hub.call?.toGuest("guest-state", { live: step === TOP, telephone: telephone === "on" });
  }

  #close() {
    this.#peer?.close();
    this.#peer = null;
    this.#fits = "";
    this._play(null);
  }

  #part() {
    this.#close();
    this.#met = false;
    this._hub.store.set({ guest: null });
  }
}
