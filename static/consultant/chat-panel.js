/** Writing with the customer, over the checklist: what was written, sentences to tap, and a field. */

import { html, nothing } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { ref } from "lit-html/directives/ref.js";
import { repeat } from "lit-html/directives/repeat.js";
import { LONGEST } from "../shared/conversation.js";
import { t } from "../shared/i18n.js";
import { icon } from "../shared/icons.js";
import { panel } from "./panel.js";

/** @typedef {import("./guide-state.js").GuideState} GuideState */
/** @typedef {import("../shared/conversation.js").Message} Message */

const PHRASES = ["exactly", "left", "near", "rule", "good", "write"];

/**
 * @param {object} options
 * @param {GuideState} options.guide
 * @param {string} options.customer
 * @param {string} options.guest how a third person is called
 * @param {boolean} options.there she can be written to
 * @param {{close: () => void, guide: import("./guide.js").Guide}} options.act
 */
export function chatPanel({ guide, customer, guest, there, act }) {
  const { chat } = act.guide;
  return panel({
    title: t("guide.chat.with", { name: customer }),
    kind: "chat",
    body: html`<p class="banner">${icon("speaker")}<span>${t("guide.chat.how")}</span></p>
      <div
        class="chat-list"
        role="log"
        tabindex="0"
        aria-label=${t("guide.chat.with", { name: customer })}
        ${ref(toEnd(guide.messages.length))}
      >
        ${repeat(
          guide.messages,
          ({ id }) => id,
          (message) => line(message, customer, guest),
        )}
      </div>`,
    foot: html`<div class="chips" role="group" aria-label=${t("guide.chat.sentences")}>
        ${PHRASES.map((phrase) => {
          const text = t(`guide.chat.sentence.${phrase}`);
          return html`<button type="button" class="chip call" ?disabled=${!there} @click=${() => chat.send(text)}>${text}</button>`;
        })}
      </div>
      <form
        class="chat-write"
        @submit=${(/** @type {Event} */ event) => {
          event.preventDefault();
          chat.send();
        }}
      >
        <input
          type="text"
          maxlength=${LONGEST}
          autocomplete="off"
          aria-label=${t("guide.chat.field_to", { name: customer })}
          placeholder=${t(there ? "guide.chat.here" : "guide.chat.absent")}
          ?disabled=${!there}
          .value=${live(guide.draft)}
          @input=${(/** @type {Event} */ event) => chat.type(/** @type {HTMLInputElement} */ (event.target).value)}
        />
        <button type="submit" class="button primary square call" aria-label=${t("guide.chat.send")} ?disabled=${!there}>
          ${icon("send")}
        </button>
      </form>
      <label class="switch">
        <span>${t("guide.chat.aloud")}</span>
        <input type="checkbox" role="switch" .checked=${live(guide.aloud)} @change=${() => chat.toggleAloud()} /><i></i>
      </label>`,
    close: act.close,
  });
}

/** @param {Message} message @param {string} customer @param {string} guest */
function line({ by, text, mark }, customer, guest) {
  if (by === "customer") return html`<div class="hers"><p>${text}</p></div>`;
  if (by === "guest") return html`<div class="hers"><p><span class="by">${guest}</span>${text}</p></div>`;
  const picture = { sending: "clock", spoken: "speaker" }[String(mark)] ?? "check";
  return html`<div class="mine">
    <p>${text}</p>
    <span class="soft">${mark === "unread" ? nothing : icon(picture, "small")}${t(`guide.chat.mark_here.${mark}`, { name: customer })}</span>
  </div>`;
}

/** The newest stays in sight. @param {number} count */
function toEnd(count) {
  return (/** @type {Element|undefined} */ list) => {
    if (!(list instanceof HTMLElement) || list.dataset.count === String(count)) return;
    list.dataset.count = String(count);
    queueMicrotask(() => list.lastElementChild?.scrollIntoView({ block: "nearest" }));
  };
}
