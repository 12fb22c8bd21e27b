/** Writing with the customer: a short text to her phone, and what she writes back. */

import { Conversation } from "../shared/conversation.js";
import { guestName } from "../shared/guests.js";
import { language, t } from "../shared/i18n.js";
import { calledBy } from "../shared/people.js";
import { Speech } from "../shared/speech.js";
import { playTones } from "../shared/tones.js";

/** @typedef {import("./guide-state.js").GuideState} GuideState */
/** @typedef {import("../shared/conversation.js").Message} Message */

const NOTES_HZ = [659.25, 880];
const LOUDNESS = 0.12;

export class Chat {
  /** @type {Speech|null} */
  #speech = null;

  /** @param {import("./app.js").App} app @param {(patch: Partial<GuideState>) => void} set */
  constructor(app, set) {
    this.app = app;
    this.set = set;
    this.talk = new Conversation("consultant", {
      say: (kind, payload) => {
        app.say(kind, payload);
        app.third.say(kind, payload);
      },
      changed: (messages) => set({ messages }),
    });
    app.signals.on("chat", (payload) => this.heard(payload));
    app.signals.on("chat-state", (payload) => this.talk.hearState(payload));
    app.signals.on("hello", () => this.talk.tellAll());
    app.store.subscribe(() => this.#look());
    document.addEventListener("visibilitychange", () => this.#look());
  }

  /** @param {string} draft */
  type(draft) {
    this.set({ draft });
  }

  /** What was typed, or a sentence that was tapped. @param {string} [text] */
  send(text) {
    this.talk.write(text ?? this.app.store.get().guide.draft);
    if (text === undefined) this.set({ draft: "" });
  }

  toggleAloud() {
    const aloud = !this.app.store.get().guide.aloud;
    this.set({ aloud });
    if (aloud) this.#voice.unlock();
    else this.#voice.stop();
  }

  /** @param {any} payload @param {"guest"} [from] none: the customer */
  heard(payload, from) {
    const last = this.talk.hear(payload, from).at(-1);
    if (!last) return;
    const { guide, panel, consultation, third } = this.app.store.get();
    if (panel?.kind !== "chat") {
      const name = last.by === "guest" ? guestName(third.guest ?? { name: "" }) : calledBy(consultation?.customer);
      this.app.toast(t("guide.chat.writes", { name, text: last.text }));
      if (!guide.aloud) playTones(NOTES_HZ, { loudness: LOUDNESS });
    }
    if (guide.aloud) void this.#read(last);
  }

  /** @param {Message} message */
  async #read(message) {
    if ((await this.#voice.say(message.text, "text")) === "voice") this.talk.seen([message.id], "spoken");
  }

  /** What stands in the open panel on a lit screen is read. */
  #look() {
    if (!document.hidden && this.app.store.get().panel?.kind === "chat") this.talk.seenAll();
  }

  get #voice() {
    this.#speech ??= new Speech(language);
    return this.#speech;
  }
}
