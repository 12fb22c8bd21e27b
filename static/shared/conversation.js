/**
 * What the two write to each other, and a guest with them, kept on their pages and nowhere else: the wire carries it, no
 * server stores it.
 *
 * A message travels as signal `chat {messages: [{id, by, text}]}` and is answered by `chat-state {ids, state}`. Whoever
 * opens a page anew hears everything again from the other one; what comes twice is known by its id.
 */

import { randomId } from "./call-socket.js";

/** @typedef {"customer"|"consultant"|"guest"} Side */
/** How far an own message has come; those of the other side are "unread" until they were seen. */
/** @typedef {"sending"|"arrived"|"read"|"spoken"|"unread"|"seen"} Mark */
/** @typedef {{id: string, by: Side, text: string, mark: Mark}} Message */
/** @typedef {{messages: {id: string, by: Side, text: string}[]}} Batch */

export const LONGEST = 300; // characters: it has to be read on a phone held in one hand
const MOST = 200; // messages kept
const TOLD_AGAIN = 40; // of them to a page that is new or back
const AT_ONCE = 4; // in one signal, which has a limit of bytes
const SIDES = new Set(["customer", "consultant", "guest"]);
const RANK = { sending: 0, arrived: 1, read: 2, spoken: 3 };

export class Conversation {
  /** @type {Message[]} */
  messages = [];

  /**
   * @param {Side} me
   * @param {{say: (kind: string, payload: object) => void, changed: (messages: Message[]) => void}} wiring
   */
  constructor(me, { say, changed }) {
    this._me = me;
    this._say = say;
    this._changed = changed;
    /** @type {Set<string>} what a guest need not know: it was written before */
    this._before = new Set();
    this._mute = true; // nothing written here yet: what we wrote before a reload may come back
  }

  /** @param {string} typed @returns {Message|null} null when there was nothing to send */
  write(typed) {
    const text = typed.trim().slice(0, LONGEST);
    if (!text) return null;
    /** @type {Message} */
    const message = { id: randomId(), by: this._me, text, mark: "sending" };
    this._mute = false;
    this._keep([...this.messages, message]);
    this._send([message]);
    return message;
  }

  /**
   * From another side. @param {any} payload of `chat` @param {Side} [from] a guest tells only what is the guest's own
   * @returns {Message[]} those of others that are new here
   */
  hear(payload, from) {
    const told = readBatch(payload).filter(({ by }) => from !== "guest" || by === "guest");
    const known = new Map(this.messages.map((message) => [message.id, message]));
    /** @type {Message[]} */
    const fresh = [];
    for (const { id, by, text } of told) {
      if (by !== this._me && !known.has(id)) fresh.push({ id, by, text, mark: "unread" });
      if (by === this._me && !known.has(id) && this._mute) fresh.push({ id, by, text, mark: "arrived" });
    }
    const back = told.filter(({ by }) => by === this._me).map(({ id }) => id);
    if (fresh.length) this._keep([...this.messages, ...fresh]);
    this._raise(back, "arrived");
    const ids = told.filter(({ by }) => by !== this._me).map(({ id }) => id);
    if (ids.length) this._say("chat-state", { ids, state: "arrived" });
    return fresh.filter(({ by }) => by !== this._me);
  }

  /** @param {any} payload of `chat-state` */
  hearState(payload) {
    const { ids, state } = payload ?? {};
    if (Array.isArray(ids) && Object.hasOwn(RANK, state)) this._raise(ids, state);
  }

  /** They were on the screen, or spoken as well. @param {string[]} ids @param {"read"|"spoken"} [state] */
  seen(ids, state = "read") {
    const mine = new Set(ids);
    const told = this.messages.filter(
      ({ id, by, mark }) => mine.has(id) && by !== this._me && (mark === "unread" || state === "spoken"),
    );
    if (!told.length) return;
    this._keep(this.messages.map((message) => (told.includes(message) ? { ...message, mark: "seen" } : message)));
    this._say("chat-state", { ids: told.map(({ id }) => id), state });
  }

  /** Everything that is unread was on the screen. */
  seenAll() {
    this.seen(this.unread.map(({ id }) => id));
  }

  /** @returns {Message[]} */
  get unread() {
    return this.messages.filter(({ mark }) => mark === "unread");
  }

  /** The other page is new, or back after a loss: tell it everything; it knows what it knows. */
  tellAll() {
    this._send(this.messages.slice(-TOLD_AGAIN));
  }

  /** A guest comes: what is written from now on is the guest's to read, too. */
  guestComes() {
    this._before = new Set(this.messages.map(({ id }) => id));
  }

  /** The guest's page is new, or back after a loss. @param {(kind: string, payload: object) => void} say to the guest alone */
  tellGuest(say) {
    this._send(this.messages.filter(({ id }) => !this._before.has(id)).slice(-TOLD_AGAIN), say);
  }

  /** @param {Message[]} messages @param {(kind: string, payload: object) => void} [say] */
  _send(messages, say = this._say) {
    for (let first = 0; first < messages.length; first += AT_ONCE) {
      const batch = messages.slice(first, first + AT_ONCE).map(({ id, by, text }) => ({ id, by, text }));
      say("chat", { messages: batch });
    }
  }

  /** Marks only ever rise. @param {string[]} ids @param {keyof typeof RANK} state */
  _raise(ids, state) {
    let risen = false;
    const messages = this.messages.map((message) => {
      const own = message.by === this._me && ids.includes(message.id);
      if (!own || RANK[/** @type {keyof typeof RANK} */ (message.mark)] >= RANK[state]) return message;
      risen = true;
      return { ...message, mark: state };
    });
    if (risen) this._keep(messages);
  }

  /** @param {Message[]} messages */
  _keep(messages) {
    this.messages = messages.slice(-MOST);
    this._changed(this.messages);
  }
}

/** What does not look like messages is left out. @param {any} payload @returns {Batch["messages"]} */
function readBatch(payload) {
  const messages = Array.isArray(payload?.messages) ? payload.messages.slice(0, AT_ONCE) : [];
  return messages
    .filter(
      (/** @type {any} */ one) =>
        typeof one?.id === "string" &&
        typeof one.text === "string" &&
        one.text.trim() !== "" &&
        SIDES.has(one.by),
    )
    .map((/** @type {any} */ { id, by, text }) => ({ id, by, text: text.slice(0, LONGEST) }));
}
