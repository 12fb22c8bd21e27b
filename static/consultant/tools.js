/** Below the picture: the photo button, the light, and hints that appear on the phone. Only what works now. */

import { html, nothing } from "lit-html";
import { icon } from "../shared/icons.js";
import { t } from "../shared/i18n.js";

/** @typedef {import("./state.js").Call} Call */
/** @typedef {"closer"|"farther"|"left"|"right"|"up"|"down"|"slower"|"steady"|"light"|"turn"|"rule"} Hint */

/** @type {{hint: Hint, icon: string}[]} */
const HINTS = [
  { hint: "closer", icon: "closer" },
  { hint: "farther", icon: "farther" },
  { hint: "left", icon: "arrow-left" },
  { hint: "right", icon: "arrow-right" },
  { hint: "up", icon: "arrow-up" },
  { hint: "down", icon: "arrow-down" },
  { hint: "steady", icon: "steady" },
  { hint: "slower", icon: "slower" },
  { hint: "light", icon: "torch" },
  { hint: "rule", icon: "ruler" },
  { hint: "turn", icon: "turn" },
];

/**
 * @param {object} options
 * @param {Call} options.call
 * @param {string} options.photoOf what a picture would be bound to
 * @param {string} options.photoBlocked why no picture can be taken; empty when it can
 * @param {{takePhotoHere: () => void, torch: () => void}} options.act
 */
export function tools({ call, photoOf, photoBlocked, act }) {
  const torch = call.torch;
  return html`<div class="tools" role="toolbar" aria-label=${t("consultant.tools.label")}>
    <button
      type="button"
      class="tool main"
      title=${photoBlocked}
      ?disabled=${photoBlocked !== ""}
      @click=${act.takePhotoHere}
    >
      ${icon("camera")}<span>${t("consultant.tools.photo")}</span>
    </button>
    <p class="tools-target"><span class="soft">${photoBlocked || t("consultant.tools.photo-of")}</span><b>${photoOf}</b></p>
    ${call.role === "consultant" && call.customerThere
      ? html`<button
          type="button"
          class="tool ${torch?.on ? "on" : ""}"
          aria-pressed=${torch?.on ?? false}
          ?disabled=${torch?.supported === false}
          @click=${act.torch}
        >
          ${icon("torch")}<span>${torchWord(torch)}</span>
        </button>`
      : nothing}
  </div>`;
}

/** @param {Call["torch"]} torch @returns {string} */
function torchWord(torch) {
  if (torch?.supported === false) return t("consultant.tools.no-light");
  return torch?.on ? t("consultant.tools.light-on") : t("consultant.tools.light-off");
}

/** @param {Call} call @param {(hint: Hint) => void} send */
export function hints(call, send) {
  if (call.role !== "consultant" || !call.customerThere) return nothing;
  return html`<div class="hints" role="toolbar" aria-label=${t("consultant.hints.label")}>
    ${HINTS.map(
      (one) => html`<button
        type="button"
        class="hint ${call.hint?.hint === one.hint ? "sent" : ""}"
        data-hint=${one.hint}
        @click=${() => send(one.hint)}
      >
        ${icon(one.icon, "small")}<span>${hintWord(one.hint)}</span>
      </button>`,
    )}
  </div>`;
}

/** @param {string} hint @returns {string} */
export function hintWord(hint) {
  return t(`consultant.hint.${hint}`);
}
