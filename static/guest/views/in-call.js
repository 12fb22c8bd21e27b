/** The call of a guest: who is there, the picture or the newest still, and three keys. */

import { html, nothing } from "lit-html";
import { guard } from "lit-html/directives/guard.js";
import { live as unchanged } from "lit-html/directives/live.js";
import { ref } from "lit-html/directives/ref.js";
import { repeat } from "lit-html/directives/repeat.js";

import { LONGEST } from "../../shared/conversation.js";
import { timeOfDay } from "../../shared/dates.js";
import { t } from "../../shared/i18n.js";
import { icon } from "../../shared/icons.js";
import { both, withBoth } from "../names.js";

/** @typedef {import("../state.js").State} State */
/** @typedef {import("../controller.js").Controller} Controller */

/** @param {State} state @param {Controller} actions */
export function inCall(state, actions) {
  return html`<div class="guest-call ${state.chatOpen ? "writing" : ""}">
    ${head(state)}
    <main class="guest-see" aria-label=${t("guest.call.picture")}>${picture(state, actions)}</main>
    ${state.chatOpen ? chat(state, actions) : nothing}
    <footer class="guest-foot">
      ${state.soundBlocked
        ? html`<button type="button" class="button primary big" @click=${actions.unblock}>${icon("speaker")}${t("guest.call.unblock")}</button>`
        : nothing}
      ${keys(state, actions)}
    </footer>
  </div>`;
}

/** Words first: with whom, and whether they hear each other. @param {State} state */
function head(state) {
  const calm = state.lines.customer === "connected" && state.lines.consultant === "connected" && !state.socketLost;
  return html`<header class="guest-head ${calm ? "" : "weak"}" role="status">
    <h1 tabindex="-1">${t("guest.call.with", withBoth(state.visit))}</h1>
    <p>${icon(state.telephone ? "phone" : state.microphone && !state.muted ? "mic" : "mic-off", "small")}<span>${line(state)}</span></p>
  </header>`;
}

/** @param {State} state */
function line({ lines, socketLost, telephone, microphone, muted, visit }) {
  const names = both(visit);
  const to = withBoth(visit);
  if (telephone) return t("guest.call.telephone");
  const up = { customer: lines.customer === "connected", consultant: lines.consultant === "connected" };
  const lost = lines.customer === "interrupted" || lines.consultant === "interrupted";
  if (!up.customer && !up.consultant) {
    if (socketLost || lost) return t("guest.call.lost");
    return t(lines.customer === "alone" && lines.consultant === "alone" ? "guest.call.waiting" : "guest.call.connecting");
  }
  if (!up.customer) return lines.customer === "interrupted" ? t("guest.call.lost_one", { name: to.customer }) : t("guest.call.without", { name: names.customer });
  if (!up.consultant) return lines.consultant === "interrupted" ? t("guest.call.lost_one", { name: to.consultant }) : t("guest.call.without", { name: names.consultant });
  if (!microphone) return t("guest.call.only_listening");
  return t(muted ? "guest.call.muted" : "guest.call.heard");
}

/** @param {State} state @param {Controller} actions */
function picture(state, actions) {
  const { live, stream, pictures, chosen, visit } = state;
  if (live && stream && !chosen) {
    return html`<video
        class="guest-picture"
        autoplay
        muted
        playsinline
        aria-label=${t("guest.call.live_of", { name: withBoth(visit).customer })}
        .srcObject=${guard([stream], () => stream)}
        .muted=${true}
      ></video>
      <p class="guest-caption">${icon("video", "small")}<span>${t("guest.call.live")}</span></p>
      ${row(state, actions)}`;
  }
  const shown = pictures.find(({ id }) => id === chosen) ?? pictures[0];
  if (!shown) {
    return html`<div class="guest-none">${icon("image")}<p>${t(live ? "guest.call.live_comes" : "guest.call.no_picture")}</p></div>`;
  }
  const time = timeOfDay(new Date(shown.received_at));
  const text = t("guest.call.still", { n: shown.number, time });
  return html`<img class="guest-picture" src=${shown.url} width=${shown.width} height=${shown.height} alt=${text} />
    <p class="guest-caption">${icon("image", "small")}<span>${text}${live ? nothing : html` · ${t("guest.call.not_live")}`}</span></p>
    ${row(state, actions)}`;
}

/** All pictures, to look at an earlier one again. @param {State} state @param {Controller} actions */
function row({ pictures, live, chosen }, actions) {
  if (!pictures.length || (pictures.length < 2 && !live)) return nothing;
  return html`<div class="guest-row" role="group" aria-label=${t("guest.call.pictures")}>
    ${live
      ? html`<button type="button" class="chip call" aria-pressed=${String(chosen === null)} @click=${() => actions.choose(null)}>
          ${icon("video")}${t("guest.call.to_live")}
        </button>`
      : nothing}
    ${repeat(
      pictures,
      ({ id }) => id,
      ({ id, number, url }, index) => html`<button
        type="button"
        class="guest-thumb"
        aria-pressed=${String(chosen === id || (chosen === null && !live && index === 0))}
        aria-label=${t("guest.call.picture_n", { n: number })}
        @click=${() => actions.choose(id)}
      >
        <img src=${url} alt="" loading="lazy" />
      </button>`,
    )}
  </div>`;
}

/** @param {State} state @param {Controller} actions */
function keys({ microphone, muted, messages, chatOpen }, actions) {
  const unread = messages.filter(({ mark }) => mark === "unread").length;
  return html`<div class="keys">
    <button
      type="button"
      class="key"
      aria-pressed=${String(microphone && !muted)}
      aria-disabled=${String(!microphone)}
      @click=${() => microphone && actions.toggleVoice()}
    >
      <i>${icon(microphone && !muted ? "mic" : "mic-off")}</i>${t(!microphone ? "guest.call.no_voice" : muted ? "guest.call.voice_off" : "guest.call.voice_on")}
    </button>
    <button
      type="button"
      class="key"
      data-key="chat"
      aria-expanded=${String(chatOpen)}
      @click=${chatOpen ? actions.closeChat : actions.openChat}
    >
      <i>${icon("note")}</i>${t("guest.call.write")}${unread
        ? html`<span class="count num"><span class="unseen">${t("guest.call.new")}</span>${unread}</span>`
        : nothing}
    </button>
    <button type="button" class="key end" @click=${actions.leave}><i>${icon("hang-up")}${t("guest.call.leave")}</i></button>
  </div>`;
}

/** @param {State} state @param {Controller} actions */
function chat({ messages, draft, visit }, actions) {
  const names = both(visit);
  return html`<section class="chat" aria-label=${t("guest.chat.title")}>
    <div class="chat-list" role="log" tabindex="0" aria-label=${t("guest.chat.title")} ${ref(toEnd(messages.length))}>
      ${messages.length
        ? repeat(
            messages,
            ({ id }) => id,
            ({ by, text, mark }) =>
              by === "guest"
                ? html`<div class="mine"><p>${text}</p><span class="soft">${icon(mark === "sending" ? "clock" : "check", "small")}${t(`guest.chat.mark.${mark}`)}</span></div>`
                : html`<div class="hers"><p><span class="by">${names[by]}</span>${text}</p></div>`,
          )
        : html`<p class="chat-none">${t("guest.chat.none")}</p>`}
    </div>
    <form class="chat-write" @submit=${(/** @type {Event} */ event) => send(event, actions)}>
      <textarea
        rows="1"
        maxlength=${LONGEST}
        aria-label=${t("guest.chat.field")}
        placeholder=${t("guest.chat.here")}
        enterkeyhint="send"
        .value=${unchanged(draft)}
        @input=${(/** @type {Event} */ event) => actions.type(/** @type {HTMLTextAreaElement} */ (event.target).value)}
        @keydown=${(/** @type {KeyboardEvent} */ event) => key(event, actions)}
      ></textarea>
      <button type="submit" class="button primary square call" aria-label=${t("guest.chat.send")}>${icon("send")}</button>
    </form>
  </section>`;
}

/** @param {KeyboardEvent} event @param {Controller} actions */
function key(event, actions) {
  if (event.key === "Escape") actions.closeChat();
  else if (event.key === "Enter" && !event.shiftKey) send(event, actions);
}

/** @param {Event} event @param {Controller} actions */
function send(event, actions) {
  event.preventDefault();
  actions.send();
}

/** The newest stays in sight. @param {number} count */
function toEnd(count) {
  return (/** @type {Element|undefined} */ list) => {
    if (!(list instanceof HTMLElement) || list.dataset.count === String(count)) return;
    list.dataset.count = String(count);
    queueMicrotask(() => list.scrollTo({ top: list.scrollHeight }));
  };
}
