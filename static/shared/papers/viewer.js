/** A paper, page by page, each as a picture that can be enlarged. */

import { html, nothing } from "lit-html";
import { keyed } from "lit-html/directives/keyed.js";
import { ref } from "lit-html/directives/ref.js";

import { t } from "../i18n.js";
import { icon } from "../icons.js";
import { Zoom } from "./zoom.js";

/** @typedef {import("./wire.js").Paper} Paper */

/** Icon of each kind; its word stands beside it. @type {Record<Paper["kind"], string>} */
export const KIND_ICONS = { connection: "document", map: "layers", plan: "ruler", request: "note", other: "document" };

/** The one that is on the page. @type {Zoom|null} */
let zoom = null;

/** @param {Element|undefined} frame */
function attach(frame) {
  zoom = frame instanceof HTMLElement ? new Zoom(frame) : null;
}

/** @param {Paper} paper @param {number} page counted from 0 @param {(page: number) => void} turn */
export function paperViewer(paper, page, turn) {
  const shown = paper.pages[page] ?? paper.pages[0];
  if (!shown) return html`<p class="empty">${paper.failure_text ?? t("papers.drawing")}</p>`;
  const count = paper.pages.length;
  const place = t("papers.page_of", { page: page + 1, count });
  const key = (/** @type {KeyboardEvent} */ event) => {
    const step = { PageDown: 1, PageUp: -1 }[event.key];
    if (step && page + step >= 0 && page + step < count) turn(page + step);
    else if (!zoom?.key(event)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  return html`<div class="paper-view">
    ${keyed(
      shown.url,
      html`<div class="paper-frame" tabindex="0" role="group" aria-label=${t("papers.zoom_hint")} @keydown=${key} ${ref(attach)}>
        <img src=${shown.url} width=${shown.width} height=${shown.height} alt="${paper.name}, ${place}" draggable="false" />
      </div>`,
    )}
    <div class="paper-keys">
      ${count > 1
        ? html`<button type="button" class="button square" aria-label=${t("papers.page_before")} ?disabled=${page === 0} @click=${() => turn(page - 1)}>
              ${icon("chevron-left")}
            </button>
            <span class="num" role="status">${place}</span>
            <button type="button" class="button square" aria-label=${t("papers.page_after")} ?disabled=${page + 1 >= count} @click=${() => turn(page + 1)}>
              ${icon("chevron-right")}
            </button>`
        : nothing}
      <span class="gap"></span>
      <button type="button" class="button square" aria-label=${t("papers.smaller")} @click=${() => zoom?.smaller()}>${icon("minus")}</button>
      <button type="button" class="button square" aria-label=${t("papers.larger")} @click=${() => zoom?.larger()}>${icon("plus")}</button>
      <button type="button" class="button" @click=${() => zoom?.fit()}>${t("papers.fit")}</button>
    </div>
  </div>`;
}
