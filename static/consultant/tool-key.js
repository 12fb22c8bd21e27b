/** One key below the picture: a sign over a word. */

import { html, nothing } from "lit-html";
import { icon } from "../shared/icons.js";

/**
 * Grey ones can be tapped all the same: then they say why. @param {object} options
 * @param {string} options.name @param {string} options.picture @param {string} options.word
 * @param {string} options.why it is grey; empty when it is not
 * @param {import("./camera-hand.js").CameraHand} options.hand
 * @param {{pressed?: boolean, expanded?: boolean}} options.state
 * @param {() => void} options.act
 * @param {number} [options.badge] a number at its corner; 0: none
 */
export function tool({ name, picture, word, why, hand, state: { pressed, expanded }, act, badge = 0 }) {
  return html`<button
    type="button"
    class="tool ${pressed || expanded ? "on" : ""}"
    data-tool=${name}
    title=${why || nothing}
    aria-disabled=${why ? "true" : nothing}
    aria-pressed=${pressed === undefined ? nothing : String(pressed)}
    aria-expanded=${expanded === undefined ? nothing : String(expanded)}
    @click=${why ? () => hand.why(why) : act}
  >
    ${icon(picture)}<span>${word}</span>${badge ? html`<b class="tool-badge num">${badge}</b>` : nothing}
  </button>`;
}
