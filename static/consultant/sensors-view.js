/** Which way her camera looks, on the picture: a small rose with words, and the horizon where the phone is held askew. */

import { html, nothing } from "lit-html";
import { icon } from "../shared/icons.js";
import { t } from "../shared/i18n.js";
import { WIDE_DEG } from "./overview-direction.js";

/** @typedef {import("./sensors.js").Sensed} Sensed */

const LEVEL = 2; // degrees, up to which a camera looks straight on, and a picture is not askew
const POINTS = 8;
const R = 30;

/** @param {Sensed|null} sensed @param {import("./sensors.js").Compass} compass @param {() => void} ask */
export function senseView(sensed, compass, ask) {
  if (!sensed) return compassKey(compass, ask);
  const { heading, tilt, roll, uncertain } = sensed;
  return html`<div class="rose glass" role="img" aria-label=${spoken(sensed)} title=${spoken(sensed)}>
      ${heading === null ? nothing : rose(heading)}
      ${heading === null ? nothing : html`<b class="num">${point(heading)} ${heading}°</b>`}
      ${tilt === null ? nothing : html`<span class="num">${tiltWords(tilt)}</span>`}
      ${uncertain ? html`<span class="rose-doubt">${t("live.compass.uncertain")}</span>` : nothing}
    </div>
    ${roll === null ? nothing : horizon(roll)}`;
}

/** Her browser wants a tap of hers first. @param {import("./sensors.js").Compass} compass @param {() => void} ask */
function compassKey(compass, ask) {
  if (compass === "ask") {
    return html`<button type="button" class="compass-key glass" title=${t("live.compass.ask_why")} @click=${ask}>
      ${icon("compass", "small")}<span>${t("live.compass.ask")}</span>
    </button>`;
  }
  return compass === "asked" ? html`<p class="compass-key glass" role="status">${icon("compass", "small")}<span>${t("live.compass.asked")}</span></p>` : nothing;
}

/** The picture looks up, the needle to the north. @param {number} heading */
function rose(heading) {
  const side = (R - 4) * Math.sin((WIDE_DEG / 360) * Math.PI);
  const top = (R - 4) * Math.cos((WIDE_DEG / 360) * Math.PI);
  return html`<svg viewBox="-34 -34 68 68" aria-hidden="true">
    <circle class="rose-rim" r=${R} />
    <path class="rose-view" d="M0 0L${-side} ${-top}A${R - 4} ${R - 4} 0 0 1 ${side} ${-top}z" />
    <g transform="rotate(${-heading})">
      <path class="rose-ticks" d="M${R} 0h-6M${-R} 0h6M0 ${R}v-6" />
      <path class="rose-north" d="M0 ${-R - 2}l5.5 11h-11z" />
      <text class="rose-letter" y="-11" transform="rotate(${heading} 0 -12)">${t("live.compass.north")}</text>
    </g>
    <circle class="rose-hub" r="3.5" />
  </svg>`;
}

/** What is level in the house, in the picture. @param {number} roll */
function horizon(roll) {
  const askew = Math.abs(roll) > LEVEL;
  const words = askew ? t(roll > 0 ? "live.horizon.right" : "live.horizon.left", { n: Math.abs(roll) }) : t("live.horizon.level");
  return html`<div class="horizon ${askew ? "askew" : ""}" role="img" aria-label=${words}>
    <svg viewBox="-100 -40 200 80" aria-hidden="true">
      <path class="horizon-rim" d="M-6 0h12M0 -6v12" />
      <path d="M-6 0h12M0 -6v12" />
      <g transform="rotate(${-roll})">
        <path class="horizon-rim" d="M-96 0h44M52 0h44" />
        <path d="M-96 0h44M52 0h44" />
      </g>
    </svg>
    ${askew ? html`<span class="glass num">${t("live.horizon.short", { n: Math.abs(roll) })}</span>` : nothing}
  </div>`;
}

/** @param {number} heading @returns {string} such as SW */
export function point(heading) {
  return t(`live.compass.point.${Math.round((heading / 360) * POINTS) % POINTS}`);
}

/** @param {number} tilt @returns {string} */
function tiltWords(tilt) {
  if (Math.abs(tilt) <= LEVEL) return t("live.compass.level");
  return t(tilt < 0 ? "live.compass.down" : "live.compass.up", { n: Math.abs(tilt) });
}

/** @param {Sensed} sensed */
function spoken({ heading, tilt, uncertain }) {
  const words = [heading === null ? "" : `${point(heading)} ${heading}°`, tilt === null ? "" : tiltWords(tilt), uncertain ? t("live.compass.uncertain") : ""];
  return t("live.compass.looks", { where: words.filter(Boolean).join(", ") });
}
