/**
 * The third seat as the cockpit has it: its link, who sits there, the voice both ways, and the end of it. A connection of
 * its own; what becomes of it never touches the one to the customer.
 */

import { post, request } from "../shared/api.js";
import { guestName } from "../shared/guests.js";
import { t } from "../shared/i18n.js";
import { readInvitation } from "../shared/invitation-panel.js";
import { PeerCall } from "../shared/peer.js";
import { Voice } from "../shared/remote-voice.js";

/** @typedef {"interpreter"|"family"|"colleague"} Kind */

/**
 * @typedef {object} ThirdState
 * @property {{id: string, name: string, kind?: string, here: boolean}|null} guest
 * @property {boolean} connected we hear each other
 * @property {boolean} soundBlocked
 * @property {Kind|null} kind of who is to be invited
 * @property {string} name
 * @property {boolean} busy
 * @property {import("../shared/invitation-panel.js").Invitation|null} invitation
 */

/** @type {ThirdState} */
export const NOBODY = { guest: null, connected: false, soundBlocked: false, kind: null, name: "", busy: false, invitation: null };

export class Third {
  /** @type {PeerCall|null} */
  #peer = null;
  /** @type {Voice|null} */
  #voice = null;
  /** @type {MediaStreamTrack|null} */
  #track = null;
  #hushed = false;
  /** @type {import("../shared/call-socket.js").CallSocket|null} */
  #socket = null;

  /** @param {import("./app.js").App} app */
  constructor(app) {
    this.app = app;
  }

  // What a tap does

  /** @param {Kind} kind */
  choose = (kind) => this.#set({ kind, invitation: null });

  /** @param {string} name */
  type = (name) => this.#set({ name });

  invite = async () => {
    const { kind, name } = this.#state;
    if (!kind) return;
    this.#set({ busy: true });
    await this.#telling(async () => {
      this.#set({ invitation: readInvitation(await post(`/consultations/${this.app.store.get().id}/guest-invitations`, { kind, name })) });
      this.app.focusOn("#third-link");
    });
    this.#set({ busy: false });
  };

  copy = async () => {
    try {
      await navigator.clipboard.writeText(this.#state.invitation?.url ?? "");
      this.app.toast(t("consultant.toast.copied"));
    } catch {
      this.app.toast(t("consultant.toast.copy-by-hand"));
    }
  };

  /** By whatever the tablet sends with. */
  share = async () => {
    try {
      await navigator.share({ url: this.#state.invitation?.url, title: t("guest.page.title"), text: t("guest.invite.share_text") });
    } catch {
      // Not sent after all: the link is still there.
    }
  };

  /** Another one instead: the link shown does not work any more once the next is made. */
  anew = () => this.#set({ invitation: null });

  end = async () => {
    const { guest } = this.#state;
    await this.#telling(() => request(`/consultations/${this.app.store.get().id}/guest-invitations`, { method: "DELETE" }));
    this.#set({ invitation: null, kind: null, name: "" });
    if (guest) this.app.toast(t("guest.cockpit.ended", { who: guestName(guest) }));
  };

  // What the call tells

  /** Somebody came or went. @param {import("../shared/call-socket.js").CallSocket} socket */
  look(socket) {
    this.#socket = socket;
    const there = socket.in("guest");
    const { guest } = this.#state;
    if (guest?.id !== there?.id) this.#close();
    if (there && guest?.id !== there.id) {
      this.app.guide.chat.talk.guestComes();
      this.app.toast(t("guest.cockpit.came", { who: guestName(there) }));
      if (this.app.store.get().panel?.kind === "third") this.app.closePanel();
    }
    this.#set({ guest: there && { id: there.id, name: there.name, kind: there.kind, here: there.state === "here" } });
    if (there && socket.participant?.role === "consultant") this.#open(socket);
    else this.#close();
  }

  /** What a guest's page says. @param {string} kind @param {any} payload */
  hear(kind, payload) {
    const { chat } = this.app.guide;
    if (kind === "chat") chat.heard(payload, "guest");
    if (kind === "chat-state") chat.talk.hearState(payload);
    if (kind === "hello") chat.talk.tellGuest((what, more) => this.say(what, more));
  }

  /** To the guest, if there is one. @param {string} kind @param {object} payload */
  say(kind, payload) {
    if (this.#peer) this.#socket?.signal(kind, payload, "guest");
  }

  /** Our microphone. @param {MediaStreamTrack} track */
  speak(track) {
    this.#track = track;
    this.#peer?.addTrack(track);
  }

  /** While they talk by telephone this page makes no sound. @param {boolean} on */
  hush(on) {
    this.#hushed = on;
    this.#voice?.mute(on);
  }

  unblock() {
    if (this.#state.soundBlocked) void this.#voice?.start();
  }

  leave() {
    this.#close();
    this.#track = null;
  }

  /** @param {import("../shared/call-socket.js").CallSocket} socket */
  #open(socket) {
    if (this.#peer) return;
    const peer = new PeerCall(socket, { with: "guest" });
    this.#peer = peer;
    if (this.#track) peer.addTrack(this.#track);
    peer.on("connection", ({ state }) => this.#set({ connected: state === "connected" }));
    peer.on("remote-stream", ({ stream }) => {
      this.#voice ??= new Voice((soundBlocked) => this.#set({ soundBlocked }));
      this.#voice.mute(this.#hushed);
      this.#voice.play(stream);
    });
  }

  #close() {
    this.#peer?.close();
    this.#peer = null;
    this.#voice?.play(null);
    this.#set({ connected: false, soundBlocked: false });
  }

  get #state() {
    return this.app.store.get().third;
  }

  /** @param {Partial<ThirdState>} patch */
  #set(patch) {
    const { third } = this.app.store.get();
    const same = Object.entries(patch).every(([name, value]) => JSON.stringify(Reflect.get(third, name)) === JSON.stringify(value));
    if (!same || patch.invitation) this.app.store.set({ third: { ...third, ...patch } });
  }

  /** @param {() => Promise<unknown>} work */
  async #telling(work) {
    try {
      await work();
    } catch (error) {
      this.app.complain(error);
    }
  }
}
