/** What the customer's connection test said, for office and consultant: one word, when, and what to do about it. */

import { html, nothing } from "lit-html";

import { dayInFigures, isSameDay, timeOfDay } from "./dates.js";
import { language, t } from "./i18n.js";
import { icon } from "./icons.js";

/**
 * @typedef {object} ConnectionTest of `GET /consultations/{id}`
 * @property {string} at
 * @property {"no-camera"|"no-microphone"|"bad"|"weak"|"good"} verdict
 * @property {Record<string, {connected: boolean, kbits: number, fps: number, loss: number|null}>} ways
 * @property {{microphone: string, speaker: string, light: string, in_app: boolean, device: string}} checks
 */

/** "gut, heute 14:03" @param {ConnectionTest} test */
export function connectionVerdict({ at, verdict }) {
  const when = new Date(at);
  const word = t(`connection.result.verdict.${verdict}`);
  const time = timeOfDay(when);
  return isSameDay(when, new Date())
    ? t("connection.result.today", { verdict: word, time })
    : t("connection.result.on", { verdict: word, day: dayInFigures(when), time });
}

/** Everything that is worth knowing before the call. @param {ConnectionTest} test */
export function connectionResult(test) {
  const well = test.verdict === "good";
  return html`<span class="connection-word ${well ? "" : "warn"}">${icon(well ? "check" : "warning", "small")}${connectionVerdict(test)}</span>
    ${remarks(test).map((remark) => html`<br /><span class="connection-remark">${remark}</span>`)}`;
}

/** @param {ConnectionTest} test @returns {string[]} */
function remarks({ verdict, ways, checks }) {
  const best = Object.values(ways).sort((one, other) => other.kbits - one.kbits)[0];
  return [
    verdict === "good" ? "" : t(`connection.result.advice.${verdict}`),
    checks.in_app ? t("connection.result.in_app") : "",
    checks.microphone === "silent" ? t("connection.result.no_voice") : "",
    checks.speaker === "not-heard" ? t("connection.result.no_tone") : "",
    checks.light === "missing" && verdict !== "no-camera" ? t("connection.result.no_light") : "",
    ways.relay && !ways.relay.connected ? t("connection.result.no_relay") : "",
    best?.connected ? numbers(best) : "",
    checks.device,
  ].filter(Boolean);
}

/** @param {{kbits: number, fps: number, loss: number|null}} way */
function numbers({ kbits, fps, loss }) {
  const figure = (/** @type {number} */ value, digits = 0) => value.toLocaleString(language, { maximumFractionDigits: digits });
  return t("connection.result.numbers", { kbits: figure(kbits), fps: figure(fps), loss: figure((loss ?? 0) * 100, 1) });
}

/** As a card of its own. @param {ConnectionTest|null} test */
export function connectionCard(test) {
  if (!test) return nothing;
  return html`<div class="card connection-card"><h3>${t("connection.result.title")}</h3><p>${connectionResult(test)}</p></div>`;
}
