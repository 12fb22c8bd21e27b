/** How the line is, in words over the picture; a tap opens the steps. In place of video, the newest still and its age. */

import { html, nothing } from "lit-html";
import { icon, signalBars } from "../shared/icons.js";
import { t, tn } from "../shared/i18n.js";
import { SENDS, STEPS } from "../shared/ladder.js";
import { telephoneStep } from "./telephone-view.js";

/** @typedef {import("./state.js").Call} Call */
/** @typedef {import("./line.js").LineState} LineState */
/** @typedef {import("./line.js").Line} Line */
/** @typedef {{word: string, bars: number, weak: boolean}} Words */

const BARS = { p720: 4, p360: 3, p180: 2, voice: 1, text: 1 };

/** @param {Call} call @param {LineState} line @param {Line} act */
export function connection(call, line, act) {
  const { word, bars, weak } = words(call, line);
  const inside = html`${bars === 0 ? icon("wifi-off", "small") : signalBars(bars, "small")}<span role="status">${word}</span>`;
  const classes = `stage-connection glass ${weak ? "weak" : ""}`;
  if (call.role !== "consultant" || !call.stream) return html`<p class=${classes}>${inside}</p>`;
  return html`<button
      type="button"
      class=${classes}
      data-step=${line.step}
      data-missing=${missing(line)}
      aria-expanded=${String(line.choosing)}
      aria-label=${t("ladder.open", { word })}
      @click=${act.choose}
    >
      ${inside}${icon("chevron-down", "small")}
    </button>
    <button type="button" class="line-sharp glass" aria-pressed=${String(line.sharp)} title=${t("ladder.sharp_why")} @click=${act.sharpen}>
      ${icon(line.sharp ? "check" : "focus", "small")}<span>${t("ladder.sharp")}</span>
    </button>
    ${line.choosing ? steps(call, line, act) : nothing}`;
}

/** @param {Call} call @param {LineState} line @param {Line} act */
function steps(call, line, act) {
  const chosen = line.held ? line.step : null;
  return html`<div class="line-steps glass" role="group" aria-label=${t("ladder.choose")}>
    ${[null, ...STEPS].map(
      (step) => html`<button
        type="button"
        class="line-step"
        data-hold=${step ?? "auto"}
        aria-pressed=${String(step === chosen)}
        @click=${() => act.hold(step)}
      >
        ${step === chosen ? icon("check", "small") : html`<i></i>`}<span>${t(`ladder.step.${step ?? "auto"}`)}</span>
      </button>`,
    )}
    ${telephoneStep(call.telephone, act.app.telephone)}
  </div>`;
}

/** @param {Call} call @param {LineState} line */
export function liveStill(call, line) {
  if (call.stream && line.stands) return html`<p class="line-age glass">${tn("ladder.stands.for", line.stands)}</p>`;
  if (!call.stream || SENDS[line.step].video) return nothing;
  if (!line.still) return html`<p class="line-age glass">${t("ladder.still.waiting")}</p>`;
  return html`<img class="line-still" src=${line.still.url} alt=${t("ladder.still.alt")} />
    <p class="line-age glass">${line.age ? tn("ladder.still.age", line.age) : t("ladder.still.now")}</p>`;
}

/** What should come and does not. @param {LineState} line @returns {""|"picture"|"voice"|"both"} */
function missing({ stands, silent }) {
  if (stands) return silent ? "both" : "picture";
  return silent ? "voice" : "";
}

/** @param {Call} call @param {LineState} line @returns {Words} */
function words(call, line) {
  const { step, held } = line;
  const lacks = missing(line);
  if (call.socket === "lost") return { word: t("consultant.stage.socket-lost"), bars: 0, weak: true };
  if (call.quality === "lost") return { word: t("consultant.stage.lost"), bars: 0, weak: true };
  if (lacks) return { word: t(`ladder.missing.${lacks}`), bars: 1, weak: true };
  if (call.quality === "weak" && step === "p720") return { word: t("consultant.stage.weak"), bars: 2, weak: true };
  if (call.quality !== "good" && call.quality !== "weak") return { word: t("consultant.stage.connecting"), bars: 1, weak: false };
  const word = t(`ladder.line.${step}`);
  const weak = step !== "p720" && step !== "p360";
  return { word: held ? `${word}, ${t("ladder.held")}` : word, bars: BARS[step], weak: weak && !held };
}
