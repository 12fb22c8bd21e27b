/** A picture with its drawing on top, each at its own place whatever the size. */

import { html, svg } from "lit-html";
import { ref } from "lit-html/directives/ref.js";
import { canvasOf, drawingLayer } from "./drawing.js";

/**
 * @param {object} options
 * @param {string} options.src
 * @param {string} options.alt
 * @param {{width?: number|null, height?: number|null}} options.photo its size in px, of which the shape counts
 * @param {import("./evidence-state.js").Shape[]} options.shapes
 * @param {unknown} [options.more] further SVG on top
 * @param {() => void} [options.painted]
 */
export function picture({ src, alt, photo, shapes, more = "", painted }) {
  const canvas = canvasOf(photo.width ?? 4, photo.height ?? 3);
  // The box that holds both has the picture's own shape: CSSOM, since the page allows no style in its markup.
  const shape = (/** @type {Element|undefined} */ element) => {
    if (element instanceof HTMLElement) element.style.setProperty("--shape", `${canvas.width} / ${canvas.height}`);
  };
  return html`<span class="pictured" ${ref(shape)}>
    <img src=${src} alt=${alt} decoding="async" @load=${painted ?? null} />
    <svg class="drawing" viewBox=${`0 0 ${canvas.width} ${canvas.height}`} aria-hidden="true">${svg`${drawingLayer(shapes, canvas)}${more}`}</svg>
  </span>`;
}
