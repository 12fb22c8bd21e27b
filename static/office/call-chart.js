/**
 * What a call was like, drawn for whoever helps: what the line carried as bands, round trip and loss as lines below, marks
 * where it was mended; all of it in a table, too.
 */

import { html, nothing, svg } from "lit-html";

import { timeOfDay } from "../shared/dates.js";
import { language, t } from "../shared/i18n.js";
import { STEPS } from "../shared/ladder.js";
import { EVENTS, boundsOf, inParts, inRuns, summaryOf } from "./call-figures.js";

/** @typedef {import("./call-figures.js").Log} Log */
/** @typedef {import("./call-figures.js").Sample} Sample */
/** @typedef {import("./call-figures.js").Part} Part */

const WIDTH = 360; // as wide as the preview on a desk: its words stay as large as those beside it
const LEFT = 36;
const BAND = { top: 22, height: 26 };
const PLOTS = { trip: { top: 76, height: 56 }, loss: { top: 162, height: 56 } };
const BOTTOM = 240;
const SECONDS = new Intl.NumberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const TICKS = 3;

/** @param {Log|null} log null: not there yet */
export function callChart(log) {
  if (!log) return nothing;
  return html`<section class="card call-log">
    <h3>${t("calllog.title")}</h3>
    ${log.samples.length ? drawn(log) : html`<p class="soft">${t("calllog.none")}</p>`}
  </section>`;
}

/** @param {Log} log */
function drawn(log) {
  const summary = summaryOf(log);
  const words = t("calllog.summary", { ...summary.numbers, trip: SECONDS.format(summary.numbers.trip) });
  const path = summary.paths.map(({ kind, transport }) => `${t(`calllog.way.${kind}`)}, ${transport.toUpperCase()}`).join("; ");
  return html`<p>${words}<br /><span class="soft">${t("calllog.path", { path: path || t("calllog.none_yet") })}</span></p>
    ${chart(log, words)} ${legend(log)}
    <details>
      <summary>${t("calllog.table")}</summary>
      <div class="call-table" tabindex="0" role="region" aria-label=${t("calllog.table")}>${table(log)}</div>
    </details>`;
}

/** @param {Log} log @param {string} words */
function chart(log, words) {
  const { from, to, trip, loss } = boundsOf(log);
  const x = (/** @type {number} */ at) => LEFT + ((at - from) / (to - from)) * (WIDTH - LEFT - 8);
  const samples = log.samples.filter(({ side }) => side === "customer");
  const parts = inParts(samples);
  const runs = inRuns(samples);
  return html`<svg class="call-chart" viewBox="0 0 ${WIDTH} ${BOTTOM + 22}" role="img" aria-label=${words}>
    ${parts.map((part) => band(part, x))}
    ${plot(runs, x, PLOTS.trip, trip, t("calllog.axis.trip"), ({ round_trip_s }) => round_trip_s)}
    ${plot(runs, x, PLOTS.loss, loss, t("calllog.axis.loss"), ({ loss: part }) => part && part * 100)}
    ${log.events.filter(({ kind, value }) => EVENTS.has(value || kind)).map((event) => mark(event, x(event.at)))}
    ${times(from, to, x)}
  </svg>`;
}

/** @param {Part} part @param {(at: number) => number} x */
function band({ step, samples, from, to }, x) {
  const width = Math.max(1.5, x(to) - x(from));
  const name = t(`calllog.step.${step}`);
  return svg`<g>
    <rect class="band ${step}" x=${x(from)} y=${BAND.top} width=${width} height=${BAND.height}><title>${name}, ${samples.length}</title></rect>
    ${step === "gap" ? nothing : svg`<text class="band-word ${step}" x=${x(from) + width / 2} y=${BAND.top + 18}>${width > 26 ? 5 - STEPS.indexOf(step) : ""}</text>`}
  </g>`;
}

/**
 * @param {Sample[][]} runs @param {(at: number) => number} x @param {{top: number, height: number}} place
 * @param {number} most @param {string} name @param {(sample: Sample) => number|null} value
 */
function plot(runs, x, { top, height }, most, name, value) {
  const y = (/** @type {number} */ number) => top + height - (Math.min(number, most) / most) * height;
  const lines = runs.map((samples) =>
    samples.flatMap((sample) => {
      const number = value(sample);
      return number === null ? [] : [`${x(sample.at).toFixed(1)},${y(number).toFixed(1)}`];
    }),
  );
  return svg`<g>
    <text class="axis-name" x=${LEFT} y=${top - 8}>${name}</text>
    <path class="axis" d="M${LEFT} ${top}V${top + height}H${WIDTH - 8}" />
    <text class="axis-word" x=${LEFT - 6} y=${top + 6}>${most.toLocaleString(language)}</text>
    <text class="axis-word" x=${LEFT - 6} y=${top + height}>0</text>
    ${lines.map((points) =>
      points.length > 1
        ? svg`<polyline class="line" points=${points.join(" ")} />`
        : points.map((point) => svg`<circle class="dot" cx=${point.split(",")[0]} cy=${point.split(",")[1]} r="2" />`),
    )}
  </g>`;
}

/** @param {import("./call-figures.js").Event} event @param {number} x */
function mark({ kind, value, side }, x) {
  const name = EVENTS.get(value || kind) ?? "";
  return svg`<g class="mark">
    <path d="M${x} 14V${BOTTOM - 22}" /><path class="head" d="M${x - 5} 4H${x + 5}L${x} 14Z" />
    <title>${t(name)}, ${t(`calllog.side.${side}`)}</title>
  </g>`;
}

/** @param {number} from @param {number} to @param {(at: number) => number} x */
function times(from, to, x) {
  return Array.from({ length: TICKS }, (_, tick) => from + ((to - from) * tick) / (TICKS - 1)).map(
    (at, tick) => svg`<text class="time ${tick === 0 ? "first" : tick === TICKS - 1 ? "last" : ""}" x=${x(at)} y=${BOTTOM}>${timeOfDay(new Date(at))}</text>`,
  );
}

/** What occurs, in words beside its colour and number. @param {Log} log */
function legend(log) {
  const steps = new Set(inParts(log.samples.filter(({ side }) => side === "customer")).map(({ step }) => step));
  const events = new Set(log.events.flatMap(({ kind, value }) => EVENTS.get(value || kind) ?? []));
  return html`<ul class="call-legend" aria-label=${t("calllog.axis.step")}>
    ${[...STEPS, /** @type {const} */ ("gap")]
      .filter((step) => steps.has(step))
      .map((step) => html`<li><i class="swatch ${step}">${step === "gap" ? "" : 5 - STEPS.indexOf(step)}</i>${t(`calllog.step.${step}`)}</li>`)}
    ${events.size ? html`<li><i class="swatch event">▼</i>${[...events].map((name) => t(name)).join(", ")}</li>` : nothing}
  </ul>`;
}

/** @param {Log} log */
function table(log) {
  const none = "–";
  const events = log.events.flatMap((event) => {
    const name = EVENTS.get(event.value || event.kind);
    return name ? [{ at: event.at, cells: [t(`calllog.side.${event.side}`), t(name), none, none, none] }] : [];
  });
  const samples = log.samples.map((one) => ({
    at: one.at,
    cells: [
      t(`calllog.side.${one.side}`),
      t(`calllog.step.${one.state === "connected" ? one.step : "gap"}`),
      one.round_trip_s === null ? none : t("calllog.seconds", { n: SECONDS.format(one.round_trip_s) }),
      one.loss === null ? none : t("calllog.percent", { n: Math.round(one.loss * 100) }),
      one.kbits_out === null ? none : t("calllog.kbits", { n: Math.round(one.kbits_out) }),
    ],
  }));
  const rows = [...events, ...samples].sort((a, b) => a.at - b.at);
  return html`<table class="num">
    <thead>
      <tr>
        ${["time", "side", "what", "trip", "loss", "rate"].map((name) => html`<th scope="col">${t(`calllog.column.${name}`)}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(({ at, cells }) => html`<tr><td>${timeOfDay(new Date(at))}</td>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`)}
    </tbody>
  </table>`;
}
