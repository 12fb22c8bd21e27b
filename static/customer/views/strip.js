/** On top of her picture: who sees it, and how the line is. Words first, bars second. */

import { html, nothing } from "lit-html";

import { t } from "../../shared/i18n.js";
import { icon, signalBars } from "../../shared/icons.js";
import { guestNotice } from "../../shared/guests.js";
import { consultantShort } from "./names.js";

/** @typedef {import("../state.js").State} State */

const BARS = { p720: 4, p360: 3, p180: 2, voice: 1, text: 1 };
const CALM = new Set(["p720", "p360"]);

/** @param {State} state */
export function strip(state) {
  const { connection, step } = state;
  const bars = connection === "good" ? BARS[step] : connection === "lost" ? 0 : 1;
  const words = silence(state) ?? line(state);
  const calm = connection === "connecting" || (connection === "good" && CALM.has(step) && (state.telephone === "on" || !silence(state)) && state.consultantHere);
  return html`<div class="strip glass ${calm ? "" : "weak"}" role="status" data-step=${step}>
    <b>${title(state)}</b>
    <span>${silence(state) ? icon(state.telephone === "on" ? "phone" : "mic-off", "small") : signalBars(bars, "small")}${words}</span>
    ${state.guest ? html`<span class="strip-guest">${icon("person", "small")}${guestNotice(state.guest)}</span>` : nothing}
  </div>`;
}

/** @param {State} state */
function title({ consultantHere, connection, step, visit }) {
  const consultant = consultantShort(visit);
  if (!consultantHere) return t("customer.call.away", { consultant });
  if (connection !== "good") return t(`customer.call.${connection === "lost" ? "interrupted" : "joining"}`, { consultant });
  const stills = step === "voice" || step === "text";
  return t(stills ? "ladder.customer.sees_stills" : "customer.call.sees", { consultant });
}

/** @param {State} state */
function line({ connection, step }) {
  if (connection !== "good" || CALM.has(step)) return t(`customer.connection.${connection}`);
  return t(`ladder.customer.${step}`);
}

/** Why she is not heard, if so. @param {State} state */
function silence({ soundOn, microphone, telephone, visit }) {
  if (telephone === "on") return t("telephone.customer.on");
  if (soundOn && microphone) return null;
  return t(soundOn ? "customer.connection.no_microphone" : "customer.connection.silent", { consultant: consultantShort(visit) });
}
