/** A panel over the checklist: a heading, a way back, and what it shows. The picture stays in sight. */

import { html } from "lit-html";
import { icon } from "../shared/icons.js";
import { t } from "../shared/i18n.js";

/**
 * @param {object} options
 * @param {string} options.title
 * @param {string} options.kind
 * @param {unknown} [options.aside] beside the title
 * @param {unknown} options.body
 * @param {unknown} [options.foot]
 * @param {() => void} options.close
 */
export function panel({ title, kind, aside = "", body, foot = "", close }) {
  return html`<section
    class="panel"
    data-panel=${kind}
    role="region"
    aria-labelledby="panel-title"
  >
    <header class="panel-head">
      <h2 id="panel-title" tabindex="-1">${title}</h2>
      ${aside}
      <button type="button" class="button square quiet" aria-label=${t("consultant.panel.close")} @click=${close}>
        ${icon("cross")}
      </button>
    </header>
    <div class="panel-body" tabindex="0">${body}</div>
    ${foot ? html`<footer class="panel-foot">${foot}</footer>` : ""}
  </section>`;
}
