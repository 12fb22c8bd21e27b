/** The call: own picture over the whole screen, one instruction, three buttons. */

import { html, nothing } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { ref } from "lit-html/directives/ref.js";

import { t } from "../../shared/i18n.js";
import { icon } from "../../shared/icons.js";
import { guestName, guestNotice } from "../../shared/guests.js";
import { chat, chatBack, chatKey } from "./chat.js";
import { callLink } from "./frame.js";
import { consultantShort } from "./names.js";
import { picturesKey } from "./pictures.js";
import { strip } from "./strip.js";
import { telephoneCard, telephoneKey } from "./telephone.js";

/** @typedef {import("../state.js").State} State */

/**
 * @typedef {object} CallActions
 * @property {(video: Element|undefined) => void} showCamera
 * @property {() => void} toggleSound
 * @property {() => void} hangUp
 * @property {() => void} stay
 * @property {() => void} leave
 * @property {() => void} refreshCamera
 */

/** @typedef {CallActions & import("./pictures.js").PictureActions} Actions */

/** Drawing of each instruction. @type {Record<string, string>} */
const HINT_ICONS = {
  closer: "closer",
  farther: "farther",
  left: "arrow-left",
  right: "arrow-right",
  up: "arrow-up",
  down: "arrow-down",
  slower: "slower",
  steady: "steady",
  light: "torch",
  turn: "turn",
  rule: "ruler",
  own: "pointer",
};

/** Hints this page can show; an unknown one is answered by nobody. @param {string} hint */
export function knowsHint(hint) {
  return Object.hasOwn(HINT_ICONS, hint);
}

/** In her language. @param {Pick<State, "hint"|"sentence">} shown @returns {string} */
export function hintWords({ hint, sentence }) {
  return hint === "own" ? sentence : t(`customer.hint.${hint}`);
}

/** @param {State} state @param {Actions} actions @param {import("../guide.js").Guide} guide */
export function inCall(state, actions, guide) {
  const writing = state.chatOpen && !state.hangingUp && !state.cameraLost;
  return html`<div class="call-screen ${writing ? "writing" : ""}">
    <video class="own" .srcObject=${live(state.stream)} ${ref(actions.showCamera)} autoplay muted playsinline></video>
    ${focusRing(state.focusRing)} ${guide.live.layer ?? nothing}
    ${state.hangingUp
      ? hungUp(state, actions)
      : state.cameraLost
        ? cameraLost(state, actions)
        : writing
          ? onSmallPicture(state, guide)
          : (guide.result(state, actions) ?? onPicture(state, actions, guide))}
  </div>`;
}

/** @param {State} state @param {Actions} actions @param {import("../guide.js").Guide} guide */
function onPicture(state, actions, guide) {
  return html`<div class="over">
      ${strip(state)}
      ${telephoneCard(state, guide)} ${guide.live.card(state) ?? nothing}
      <div class="glass-keys">${telephoneKey(state, guide)}${chatKey(state, guide)}${picturesKey(state, actions)}</div>
      ${state.still ? still(state.still, state.networkAway) : nothing}
      ${state.notice ? html`<p class="toast" role="status">${icon("note")}<span>${state.notice}</span></p>` : nothing}
    </div>
    <div class="dock">
      ${state.soundBlocked
        ? html`<button type="button" class="button primary big sound" @click=${actions.toggleSound}>
            ${icon("speaker")}${t("customer.sound.start")}
          </button>`
        : instruction(state, guide)}
      ${keys(state, actions, guide)}
    </div>`;
}

/** @param {NonNullable<State["still"]>} still @param {boolean} away the network is */
function still({ phase, progress, preview }, away) {
  if (phase === "steady") return nothing;
  return html`<div class="sending glass" role="status">
    ${preview ? html`<img src=${preview} alt="" />` : html`<span></span>`}
    <b>${phase === "sent" ? icon("check", "small") : nothing}${t(`customer.still.${phase === "sending" && away ? "waiting" : phase}`)}</b>
    ${phase === "sending" ? html`<div class="progress" ${ref(setPart(progress))}><i></i></div>` : nothing}
  </div>`;
}

/** @param {number} part @returns {(element: Element|undefined) => void} */
function setPart(part) {
  return (element) => /** @type {HTMLElement|undefined} */ (element)?.style.setProperty("--part", String(part));
}

/** While they write. @param {State} state @param {import("./chat.js").ChatActions} actions */
function onSmallPicture(state, actions) {
  const said = state.hint ? hintWords(state) : state.notice;
  return html`<div class="over">
      ${state.guest ? html`<p class="toast guest-there" role="status">${icon("person")}<span>${guestNotice(state.guest)}</span></p>` : nothing}
      ${said
        ? html`<p class="toast" role="status">${icon(state.hint ? HINT_ICONS[state.hint] : "note")}<span>${said}</span></p>`
        : nothing}
      ${chatBack(actions)}
    </div>
    ${chat(state, actions)}`;
}

/** Where the camera is asked to look. @param {State["focusRing"]} point */
function focusRing(point) {
  if (!point) return nothing;
  return html`<span class="focus-ring" role="img" aria-label=${t("guide.camera.focus_ring")} ${ref(placeRing(point))}></span>`;
}

/** The video is cut at two sides to fill the screen: find the point in what is left of it. @param {{x: number, y: number}} point */
function placeRing({ x, y }) {
  return (/** @type {Element|undefined} */ ring) => {
    const video = /** @type {HTMLVideoElement|null} */ (document.querySelector(".call-screen .own"));
    if (!(ring instanceof HTMLElement) || !video?.videoWidth) return;
    const scale = Math.max(video.clientWidth / video.videoWidth, video.clientHeight / video.videoHeight);
    ring.style.left = `${video.clientWidth / 2 + (x - 0.5) * video.videoWidth * scale}px`;
    ring.style.top = `${video.clientHeight / 2 + (y - 0.5) * video.videoHeight * scale}px`;
  };
}

const LONG = 48; // characters that fit at the large size

/**
 * What the consultant or a guest wrote, in place of an instruction. @param {NonNullable<State["note"]>} note
 * @param {State["guest"]} guest @param {import("./chat.js").ChatActions} actions
 */
function written({ text, by }, guest, actions) {
  return html`<div aria-live="assertive">
    <button type="button" class="say note ${text.length > LONG ? "long" : ""}" @click=${actions.openChat}>
      <span class="go">${icon("note")}</span>
      <span class="words">${by === "guest" && guest ? html`<span class="by">${guestName(guest)}</span>` : nothing}<b>${text}</b><span class="soft">${t("guide.chat.answer")}</span></span>
    </button>
  </div>`;
}

/** @param {State} state @param {import("./chat.js").ChatActions} actions */
function instruction(state, actions) {
  if (state.note && state.still?.phase !== "steady") return written(state.note, state.guest, actions);
  const steady = state.still?.phase === "steady";
  const hint = steady ? "steady" : state.hint;
  const name = hint ? HINT_ICONS[hint] : "eye";
  const consultant = consultantShort(state.visit);
  const words = hint ? hintWords({ ...state, hint }) : t("customer.hint.none", { consultant });
  return html`<div class="say ${words.length > LONG ? "long" : ""}" aria-live="assertive">
    <span class="go">${icon(name)}</span>
    <p>${words}</p>
  </div>`;
}

/** @param {State} state @param {CallActions} actions @param {{toggleTorch: () => void}} lamp */
function keys(state, actions, lamp) {
  const { on, supported } = state.torch;
  const light = supported ? (on ? "on" : "off") : "none";
  return html`<div class="keys">
    <button
      type="button"
      class="key"
      aria-pressed=${String(on)}
      aria-disabled=${String(!supported)}
      @click=${lamp.toggleTorch}
    >
      <i>${icon("torch")}</i>${t(`customer.light.${light}`)}
    </button>
    ${state.telephone === "on"
      ? html`<button type="button" class="key" aria-disabled="true"><i>${icon("phone")}</i>${t("telephone.customer.key")}</button>`
      : html`<button type="button" class="key" aria-pressed=${String(state.soundOn)} @click=${actions.toggleSound}>
          <i>${icon(state.soundOn ? "speaker" : "speaker-off")}</i>${t(`customer.sound.${state.soundOn ? "on" : "off"}`)}
        </button>`}
    <button type="button" class="key end" @click=${actions.hangUp}>
      <i>${icon("hang-up")}${t("customer.call.hang_up")}</i>
    </button>
  </div>`;
}

/** @param {State} state @param {CallActions} actions */
function hungUp(state, actions) {
  return curtain(
    t("customer.hung_up.title"),
    t("customer.hung_up.text", { consultant: consultantShort(state.visit) }),
    html`<button type="button" class="button big" @click=${actions.stay}>
        ${icon("undo")}${t("customer.hung_up.stay")}
      </button>
      <button type="button" class="alt" @click=${actions.leave}>${icon("check")}${t("customer.hung_up.leave")}</button>`,
  );
}

/** @param {State} state @param {CallActions} actions */
function cameraLost(state, actions) {
  return curtain(
    t("customer.camera_lost.title"),
    t("customer.camera_lost.text", { consultant: consultantShort(state.visit) }),
    html`<button type="button" class="button big" @click=${actions.refreshCamera}>
        ${icon("play")}${t("customer.camera_lost.go_on")}
      </button>
      ${callLink("alt")}`,
  );
}

/** @param {string} title @param {string} text @param {import("lit-html").TemplateResult} buttons */
function curtain(title, text, buttons) {
  return html`<div class="curtain" role="alertdialog" aria-labelledby="curtain-title">
    <h2 id="curtain-title">${title}</h2>
    <p>${text}</p>
    ${buttons}
  </div>`;
}
