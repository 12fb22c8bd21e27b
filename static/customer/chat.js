/** Writing with the consultant: for who cannot hear or speak, and for what is better read than heard. */

import { Conversation } from "../shared/conversation.js";

/** @typedef {import("../shared/conversation.js").Message} Message */

const NOTE_SHOWN_MS = 60_000;

export class Chat {
  /** @param {import("./hub.js").Hub} hub @param {import("../shared/speech.js").Speech} speech */
  constructor(hub, speech) {
    this._hub = hub;
    this._speech = speech;
    this._timer = 0;
    this._talk = new Conversation("customer", {
      say: (kind, payload) => {
        hub.say(kind, payload);
        hub.call?.toGuest(kind, payload);
      },
      changed: (messages) => hub.store.set({ messages }),
    });
    hub.signals.on("chat", (payload) => this._heard(payload));
    hub.signals.on("chat-state", (payload) => this._talk.hearState(payload));
    hub.aside.on("chat", (payload) => this._heard(payload, "guest"));
    hub.aside.on("chat-state", (payload) => this._talk.hearState(payload));
    hub.aside.on("hello", () => this._talk.tellGuest((kind, payload) => hub.call?.toGuest(kind, payload)));
    let guest = hub.store.get().guest;
    hub.store.subscribe((state) => {
      if (state.guest && state.guest.id !== guest?.id) this._talk.guestComes();
      guest = state.guest;
    });
    hub.signals.on("hello", () => this._talk.tellAll());
    hub.moments.on("parted", () => this._close());
    document.addEventListener("visibilitychange", () => this._look());
  }

  open = () => {
    this._hub.store.set({ chatOpen: true, note: null });
    this._hub.store.flush();
    this._look();
    /** @type {HTMLElement|null} */ (document.querySelector(".chat-back"))?.focus();
  };

  close = () => {
    this._close();
    this._hub.store.flush();
    /** @type {HTMLElement|null} */ (document.querySelector("[data-key=chat]"))?.focus();
  };

  /** @param {string} draft */
  type = (draft) => this._hub.store.set({ draft });

  /** What she typed, or a sentence she tapped. @param {string} [text] */
  send = (text) => {
    const { draft } = this._hub.store.get();
    this._talk.write(text ?? draft);
    if (text === undefined) this._hub.store.set({ draft: "" });
  };

  toggleAloud = () => {
    const aloud = !this._hub.store.get().aloud;
    this._hub.store.set({ aloud });
    if (!aloud) this._speech.stop();
  };

  /** @param {Message} message */
  readAloud = async (message) => {
    if ((await this._speech.say(message.text, "text")) === "voice") this._talk.seen([message.id], "spoken");
  };

  /** @param {any} payload @param {"guest"} [from] */
  _heard(payload, from) {
    const fresh = this._talk.hear(payload, from);
    const last = fresh.at(-1);
    if (!last) return;
    const { store } = this._hub;
    if (!store.get().chatOpen) store.set({ note: last, hint: null });
    clearTimeout(this._timer);
    this._timer = window.setTimeout(() => store.set({ note: null }), NOTE_SHOWN_MS);
    store.flush();
    this._look();
    if (store.get().stopp) return;
    navigator.vibrate?.(100);
    if (store.get().aloud) void this.readAloud(last);
  }

  /** What stands on a lit screen counts as read: all of it in the open chat, else the one over the picture. */
  _look() {
    const { chatOpen, note, screen, stopp } = this._hub.store.get();
    if (document.hidden || stopp || screen !== "call") return;
    if (chatOpen) this._talk.seenAll();
    else if (note) this._talk.seen([note.id]);
  }

  _close() {
    this._hub.store.set({ chatOpen: false, note: null });
  }
}
