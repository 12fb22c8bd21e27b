/** One picture large, over the stage: what it belongs to, its caption, taking it again, removing it. */

import { html, nothing } from "lit-html";
import { icon } from "../shared/icons.js";
import { t } from "../shared/i18n.js";
import { clock } from "./words.js";

/**
 * @param {object} options
 * @param {import("./state.js").Photo} options.photo
 * @param {string} options.src
 * @param {string} options.subject
 * @param {string} options.question
 * @param {string} options.caption
 * @param {boolean} options.locked
 * @param {string} options.blocked why no new picture can be taken
 * @param {{close: () => void, caption: (text: string) => void, again: () => void, remove: () => void}} options.act
 */
export function photoViewer({ photo, src, subject, question, caption, locked, blocked, act }) {
  const name = t("consultant.photo.number", { n: photo.number ?? "" });
  return html`<section class="viewer" role="region" aria-label=${name}>
    <img src=${src} alt=${`${name}: ${subject}, ${question}`} />
    <header class="viewer-head glass">
      <button type="button" class="button quiet" @click=${act.close}>${icon("arrow-left")}${t("consultant.photo.back")}</button>
      <p><b>${name}</b> <span class="num">${clock(photo.takenAt)}</span></p>
    </header>
    <footer class="viewer-foot">
      <p><b>${subject}</b><br /><span class="soft">${question}</span></p>
      <label class="field"
        ><span>${t("consultant.photo.caption")}</span>
        <input
          maxlength="200"
          autocomplete="off"
          ?disabled=${locked}
          .value=${caption}
          @change=${(/** @type {Event} */ event) => act.caption(/** @type {HTMLInputElement} */ (event.target).value)}
      /></label>
      ${locked
        ? nothing
        : html`<div class="viewer-buttons">
            <button type="button" class="button call" title=${blocked} ?disabled=${blocked !== ""} @click=${act.again}>
              ${icon("camera")}${t("consultant.photo.retake")}
            </button>
            <button type="button" class="button call" @click=${act.remove}>
              ${icon("trash")}${t("consultant.photo.remove")}
            </button>
          </div>`}
    </footer>
  </section>`;
}
