/** The camera runs, the consultant is not here yet: own picture, what to have at hand, light and sound. */

import { html, nothing } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { ref } from "lit-html/directives/ref.js";

import { dayInWords, isSameDay, timeAsSpoken } from "../../shared/dates.js";
import { t, tn } from "../../shared/i18n.js";
import { icon } from "../../shared/icons.js";
import { sheet } from "./frame.js";
import { consultantShort } from "./names.js";

/** @typedef {import("../state.js").State} State */

const MINUTE_MS = 60_000;
const SOON_MINUTES = 60; // further away a count of minutes helps nobody

const THINGS = [
  ["ruler", "customer.waiting.rule"],
  ["torch", "customer.waiting.torch"],
  ["bucket", "customer.waiting.bucket"],
  ["document", "customer.waiting.papers"],
  ["phone", "customer.waiting.charged"],
];

/**
 * @param {State} state
 * @param {{guide: {toggleTorch: () => void}|null, testSound: () => void, showCamera: (video: Element|undefined) => void,
 *   refreshCamera: () => void}} actions
 */
export function waiting(state, actions) {
  return sheet(
    html`
      <h1>
        ${t("customer.waiting.title", { consultant: consultantShort(state.visit) })}<span class="dots" aria-hidden="true"
          ><i></i><i></i><i></i
        ></span>
      </h1>
      <p class="lead" role="status">${when(state, new Date())}</p>
      <div class="preview">
        <video .srcObject=${live(state.stream)} ${ref(actions.showCamera)} autoplay muted playsinline></video>
        <span class="glass">${icon("eye")}${t("customer.waiting.only_you")}</span>
        ${state.cameraLost
          ? html`<button type="button" class="button primary again" @click=${actions.refreshCamera}>
              ${icon("play")}${t("customer.camera_lost.go_on")}
            </button>`
          : nothing}
      </div>
      ${state.microphone ? nothing : html`<p class="banner warn">${icon("mic-off")}${t("customer.waiting.no_microphone")}</p>`}
      <h2 class="small">${t("customer.waiting.have")}</h2>
      <ul class="things">
        ${THINGS.map(([name, key]) => html`<li>${icon(name)}${t(key)}</li>`)}
      </ul>
    `,
    html`<div class="two">
      ${state.torch.supported
        ? html`<button type="button" class="button" aria-pressed=${String(state.torch.on)} @click=${actions.guide?.toggleTorch}>
            ${icon("torch")}${t(state.torch.on ? "customer.light.on" : "customer.light.off")}
          </button>`
        : nothing}
      <button type="button" class="button" @click=${actions.testSound}>
        ${icon("speaker")}${t(state.soundTested ? "customer.waiting.heard" : "customer.waiting.test_sound")}
      </button>
    </div>`,
    { languages: false },
  );
}

/** @param {State} state @param {Date} now */
function when(state, now) {
  const scheduled = state.visit?.consultation.scheduled_at;
  if (state.connection === "lost") return t("customer.waiting.reconnecting");
  if (!scheduled) return t("customer.waiting.now");
  const at = new Date(scheduled);
  const time = timeAsSpoken(at);
  const minutes = Math.ceil((at.getTime() - now.getTime()) / MINUTE_MS);
  if (minutes <= 0) return t("customer.waiting.late");
  if (!isSameDay(at, now)) return t("customer.waiting.another_day", { day: dayInWords(at), time });
  return minutes <= SOON_MINUTES ? tn("customer.waiting.soon", minutes, { time }) : t("customer.waiting.today", { time });
}
