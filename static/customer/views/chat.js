/** Writing with the consultant: her picture stays above, what was written below it, and answers to tap. */

import { html, nothing } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { ref } from "lit-html/directives/ref.js";
import { repeat } from "lit-html/directives/repeat.js";

import { LONGEST } from "../../shared/conversation.js";
import { t } from "../../shared/i18n.js";
import { icon } from "../../shared/icons.js";
import { guestName } from "../../shared/guests.js";
import { consultantShort } from "./names.js";

/** @typedef {import("../state.js").State} State */
/** @typedef {import("../../shared/conversation.js").Message} Message */

/**
 * @typedef {object} ChatActions
 * @property {() => void} openChat
 * @property {() => void} closeChat
 * @property {(draft: string) => void} typeText
 * @property {(text?: string) => void} sendText
 * @property {() => void} toggleAloud
 * @property {(message: Message) => void} readAloud
 */

const PHRASES = ["yes", "no", "moment", "where", "deaf", "call"];

/** Opens it; says how many messages she has not seen. @param {State} state @param {ChatActions} actions */
export function chatKey(state, actions) {
  const unread = state.messages.filter(({ mark }) => mark === "unread").length;
  return html`<button type="button" class="chat-key glass" data-key="chat" aria-expanded="false" @click=${actions.openChat}>
    ${icon("note", "small")}${t("guide.chat.write")}${unread
      ? html`<span class="count num"><span class="unseen">${t("guide.chat.new")}</span>${unread}</span>`
      : nothing}
  </button>`;
}

/** Back to the whole picture. @param {ChatActions} actions */
export function chatBack(actions) {
  return html`<button type="button" class="chat-back glass" @click=${actions.closeChat}>
    ${icon("farther", "small")}${t("guide.chat.back")}
  </button>`;
}

/** @param {State} state @param {ChatActions} actions */
export function chat(state, actions) {
  const consultant = consultantShort(state.visit);
  return html`<section class="chat" aria-label=${t("guide.chat.with", { name: consultant })}>
    <div
      class="chat-list"
      role="log"
      tabindex="0"
      aria-label=${t("guide.chat.with", { name: consultant })}
      ${ref(toEnd(state.messages.length))}
    >
      ${state.messages.length
        ? repeat(
            state.messages,
            ({ id }) => id,
            (message) => (message.by === "customer" ? mine(message, consultant) : hers(message, actions, state.guest)),
          )
        : html`<p class="chat-none">${t("guide.chat.none", { name: consultant })}</p>`}
    </div>
    <div class="chips" role="group" aria-label=${t("guide.chat.phrases")}>
      ${PHRASES.map((phrase) => {
        const text = t(`guide.chat.phrase.${phrase}`);
        return html`<button type="button" class="chip call" @click=${() => actions.sendText(text)}>${text}</button>`;
      })}
    </div>
    <form class="chat-write" @submit=${(/** @type {Event} */ event) => send(event, actions)}>
      <textarea
        rows="1"
        maxlength=${LONGEST}
        aria-label=${t("guide.chat.field")}
        placeholder=${t("guide.chat.here")}
        enterkeyhint="send"
        .value=${live(state.draft)}
        @input=${(/** @type {Event} */ event) => actions.typeText(/** @type {HTMLTextAreaElement} */ (event.target).value)}
        @keydown=${(/** @type {KeyboardEvent} */ event) => event.key === "Enter" && !event.shiftKey && send(event, actions)}
      ></textarea>
      <button type="submit" class="button primary square call" aria-label=${t("guide.chat.send")}>${icon("send")}</button>
    </form>
    <label class="switch">
      <span>${t("guide.chat.aloud")}</span>
      <input type="checkbox" role="switch" .checked=${live(state.aloud)} @change=${actions.toggleAloud} /><i></i>
    </label>
  </section>`;
}

/** @param {Event} event @param {ChatActions} actions */
function send(event, actions) {
  event.preventDefault();
  actions.sendText();
}

/** @param {Message} message @param {string} consultant */
function mine({ text, mark }, consultant) {
  return html`<div class="mine">
    <p>${text}</p>
    <span class="soft">${mark === "sending" ? icon("clock", "small") : icon("check", "small")}${t(`guide.chat.mark.${mark}`, { name: consultant })}</span>
  </div>`;
}

/** @param {Message} message @param {ChatActions} actions @param {State["guest"]} guest */
function hers(message, actions, guest) {
  return html`<div class="hers">
    <p>${message.by === "guest" ? html`<span class="by">${guestName(guest ?? { name: "" })}</span>` : nothing}${message.text}</p>
    <button
      type="button"
      class="button square call quiet"
      aria-label=${t("guide.chat.read_aloud")}
      @click=${() => actions.readAloud(message)}
    >
      ${icon("speaker")}
    </button>
  </div>`;
}

/** The newest stays in sight. @param {number} count */
function toEnd(count) {
  return (/** @type {Element|undefined} */ list) => {
    if (!(list instanceof HTMLElement) || list.dataset.count === String(count)) return;
    list.dataset.count = String(count);
    queueMicrotask(() => list.scrollTo({ top: list.scrollHeight }));
  };
}
