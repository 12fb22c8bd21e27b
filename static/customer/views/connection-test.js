/** The connection test on the phone: checks as they come, then the result and what to do. */

import { html, nothing, svg } from "lit-html";
import { ref } from "lit-html/directives/ref.js";

import { dayInWords, isSameDay, timeAsSpoken } from "../../shared/dates.js";
import { t } from "../../shared/i18n.js";
import { icon } from "../../shared/icons.js";
import { bigSign, sheet } from "./frame.js";

/** @typedef {import("../state.js").State} State */
/** @typedef {import("../connection-test.js").Test} Test */
/** @typedef {import("../connection-test.js").Mark} Mark */
/** @typedef {import("../connection-test.js").Result} Result */
/** @typedef {import("lit-html").TemplateResult | typeof nothing} Part */

/**
 * @typedef {object} Actions
 * @property {() => void} again
 * @property {() => void} inBasement
 * @property {() => void} leave
 * @property {() => void} showHelp
 * @property {() => void} playAgain
 * @property {() => void} heardTone
 * @property {() => void} heardNothing
 */

const LEVELS = [0.02, 0.06, 0.14, 0.3, 0.55];

/** @param {State} state @param {Test} test @param {Actions} actions */
export function connectionTest(state, test, actions) {
  if (test.phase === "trouble") return trouble(test, actions);
  return test.phase === "result" && test.result ? result(state, test, test.result, actions) : running(test, actions);
}

/** @param {Test} test @param {Actions} actions */
function running(test, actions) {
  const { marks } = test;
  return sheet(
    html`
      <h1>${t(test.basement ? "connection.running.title_basement" : "connection.running.title")}</h1>
      <p class="lead">${t("connection.running.text")}</p>
      ${test.inApp ? html`<p class="banner warn">${icon("warning")}<span>${t("connection.in_app")}</span></p>` : nothing}
      ${test.stream && !test.asking
        ? html`<div class="preview test">
            <video autoplay playsinline muted ${ref(playing(test.stream))}></video>
            <span class="glass">${t("connection.running.sees")}</span>
          </div>`
        : nothing}
      <ul class="checks" aria-live="polite">
        ${row("camera", marks.camera, cameraWord(test))}
        ${row("microphone", marks.microphone, t(`connection.microphone.${marks.microphone}`), meter(test))}
        ${row("line", marks.line, t(`connection.line.${marks.line}`), lineProgress(test))}
        ${row("light", marks.light, t(`connection.light.${marks.light}`))}
        ${test.asking ? toneQuestion(actions) : row("speaker", marks.speaker, t(`connection.speaker.${marks.speaker}`))}
      </ul>
    `,
    html`<button type="button" class="button wide second" @click=${actions.leave}>${t("connection.cancel")}</button>`,
    { languages: false },
  );
}

/** @param {Test} test */
function cameraWord(test) {
  const reason = test.marks.camera === "warn" ? (test.help ?? "unknown") : test.marks.camera;
  return t(`connection.camera.${reason}`);
}

/** @param {string} name @param {Mark} mark @param {string} word @param {Part} [beside] */
function row(name, mark, word, beside = nothing) {
  return html`<li aria-current=${mark === "run" ? "step" : nothing}>
    ${disc(mark)}
    <div><b>${t(`connection.check.${name}`)}</b><span class="soft">${word}</span></div>
    ${beside}
  </li>`;
}

/** @param {Mark} mark */
function disc(mark) {
  return html`<span class="disc ${mark}">
    ${mark === "ok" ? icon("check") : mark === "warn" ? icon("cross") : nothing}
  </span>`;
}

/** @param {Test} test */
function meter({ level, marks }) {
  if (marks.microphone === "todo" || marks.microphone === "warn") return nothing;
  return html`<span class="meter" aria-hidden="true">${LEVELS.map((least) => html`<i class=${level >= least ? "on" : ""}></i>`)}</span>`;
}

/** @param {Test} test */
function lineProgress({ marks, part, bars }) {
  if (marks.line === "todo") return nothing;
  return html`${signalBars(bars)}
    <div
      class="progress"
      role="progressbar"
      aria-label=${t("connection.check.line")}
      aria-valuemin="0"
      aria-valuemax="100"
      aria-valuenow=${Math.round(part * 100)}
      ?hidden=${marks.line !== "run"}
      ${ref((bar) => /** @type {HTMLElement|undefined} */ (bar)?.style.setProperty("--part", String(part)))}
    >
      <i></i>
    </div>`;
}

/** @param {number} bars */
function signalBars(bars) {
  return html`<span class="meter bars" aria-hidden="true">${[1, 2, 3, 4].map((one) => html`<i class=${bars >= one ? "on" : ""}></i>`)}</span>`;
}

/** @param {Actions} actions */
function toneQuestion(actions) {
  return html`<li class="tone" aria-current="step">
    ${disc("run")}
    <div>
      <b id="tone-question">${t("connection.tone.question")}</b>
      <div class="yes-no" role="group" aria-labelledby="tone-question">
        <button type="button" class="chip box call" @click=${actions.heardTone}>${t("customer.yes")}</button>
        <button type="button" class="chip box call" @click=${actions.heardNothing}>${t("customer.no")}</button>
      </div>
      <button type="button" class="button quiet wide" @click=${actions.playAgain}>${icon("speaker")}${t("connection.tone.again")}</button>
    </div>
  </li>`;
}

/** Shows the camera's picture, once. @param {MediaStream} stream @returns {(video: Element|undefined) => void} */
function playing(stream) {
  return (video) => {
    if (video instanceof HTMLVideoElement && video.srcObject !== stream) video.srcObject = stream;
  };
}

/** @param {State} state @param {Test} test @param {Result} found @param {Actions} actions */
function result(state, test, found, actions) {
  switch (found.verdict) {
    case "good":
      return good(state, test, found, actions);
    case "weak":
    case "bad":
      return poor(test, found, actions);
    default:
      return missing(test, found, actions);
  }
}

/** @param {State} state @param {Test} test @param {Result} found @param {Actions} actions */
function good(state, test, found, actions) {
  return sheet(
    html`
      ${bigSign("check", "done")}
      <h1>${t("connection.good.title")}</h1>
      <p class="lead">${test.basement ? t("connection.good.in_basement") : appointment(state)}</p>
      ${rows(test, found)}
      ${test.basement
        ? nothing
        : html`<div class="aside">
            <h2 class="small">${t("connection.good.and_basement")}</h2>
            <p class="lead">${t("connection.good.basement_weaker")}</p>
          </div>`}
    `,
    html`${test.basement
      ? html`<button type="button" class="button primary big" @click=${actions.leave}>${icon("check")}${t("connection.done")}</button>`
      : html`<button type="button" class="button primary big" @click=${actions.inBasement}>
            ${icon("stairs")}${t("connection.try_basement")}
          </button>
          <button type="button" class="button wide second" @click=${actions.leave}>${t("connection.done")}</button>`}`,
    { languages: false },
  );
}

/** @param {State} state */
function appointment({ visit }) {
  const at = visit?.consultation.scheduled_at ? new Date(visit.consultation.scheduled_at) : null;
  if (!at || at.getTime() < Date.now()) return t("connection.good.now");
  const time = timeAsSpoken(at);
  return isSameDay(at, new Date())
    ? t("connection.good.today", { time })
    : t("connection.good.on", { day: dayInWords(at), time });
}

/** @param {Test} test @param {Result} found @param {Actions} actions */
function poor(test, { verdict }, actions) {
  const title = verdict === "weak" && test.basement ? "weak_basement" : verdict;
  return sheet(
    html`
      <h1>${t(`connection.poor.${title}.title`)}</h1>
      <p class="lead">${t(`connection.poor.${verdict}.text`)}</p>
      ${stairs()}
      <ol class="does">
        ${[t("connection.poor.wifi"), t("connection.poor.stairs"), t("connection.poor.phone")].map(
          (text, index) => html`<li><b aria-hidden="true">${index + 1}</b><span>${text}</span></li>`,
        )}
      </ol>
    `,
    html`<button type="button" class="button primary big" @click=${actions.again}>${icon("refresh")}${t("connection.again")}</button>
      <button type="button" class="button wide second" @click=${actions.leave}>${t("connection.fine")}</button>`,
    { languages: false },
  );
}

/** @param {Test} test @param {Result} found @param {Actions} actions */
function missing(test, found, actions) {
  const camera = found.verdict === "no-camera";
  const refused = test.silence === "microphone-refused"; // and can be allowed
  return sheet(
    html`
      ${bigSign(camera ? "camera" : "mic-off", "warn")}
      <h1>${t(`connection.${found.verdict}.title`)}</h1>
      <p class="lead">${t(`connection.${found.verdict}.text`)}</p>
      ${rows(test, found)}
      <div class="aside">
        <h2 class="small">${t("connection.not_at_all")}</h2>
        <p class="lead">${t("connection.other_phone")}</p>
      </div>
    `,
    html`${camera || refused
        ? html`<button type="button" class="button primary big" @click=${actions.showHelp}>${t("connection.show_how")}</button>`
        : html`<button type="button" class="button primary big" @click=${actions.again}>${icon("refresh")}${t("connection.again")}</button>`}
      <button type="button" class="button wide second" @click=${actions.leave}>${t("connection.done")}</button>`,
    { languages: false },
  );
}

/** What was found, in three lines. @param {Test} test @param {Result} found */
function rows(test, { checks, line }) {
  const camera = checks.camera === "ok";
  const light = camera && checks.light === "ok";
  const voice = checks.microphone === "ok";
  const tone = checks.speaker !== "not-heard";
  const seen = camera ? t(light ? "connection.both_work" : "connection.no_light") : t(`connection.camera.${test.help ?? "unknown"}`);
  const heard = !voice
    ? t(`connection.voice_${checks.microphone}`)
    : tone
      ? t(checks.speaker === "heard" ? "connection.both_work" : "connection.voice_works")
      : t("connection.no_tone");
  return html`<ul class="checks">
    ${finding(camera, t("connection.camera_and_light"), seen)}
    ${finding(voice && tone, t("connection.voice_and_tone"), heard)}
    ${finding(line === "good", t(`connection.line_is.${line}`), t(`connection.line_means.${camera ? line : "voice"}`))}
  </ul>`;
}

/** @param {boolean} well @param {string} name @param {string} word */
function finding(well, name, word) {
  return html`<li>
    ${disc(well ? "ok" : "warn")}
    <div><b>${name}</b><span class="soft">${word}</span></div>
  </li>`;
}

/** @param {Test} test @param {Actions} actions */
function trouble(test, actions) {
  return sheet(
    html`
      ${bigSign(test.trouble === "busy" ? "clock" : "wifi-off", "warn")}
      <h1>${t(`connection.trouble.${test.trouble}.title`)}</h1>
      <p class="lead">${t(`connection.trouble.${test.trouble}.text`)}</p>
    `,
    html`<button type="button" class="button primary big" @click=${actions.again}>${icon("refresh")}${t("connection.again")}</button>
      <button type="button" class="button wide second" @click=${actions.leave}>${t("connection.done")}</button>`,
    { languages: false },
  );
}

/** A house cut open: full bars on the stairs, one at the back of the basement. */
function stairs() {
  return html`<svg class="drawn house" viewBox="0 0 350 176" role="img" aria-label=${t("connection.poor.drawing")}>
    <path class="soil" d="M0 70h92v106H0z" />
    <path class="line" d="M0 70h92" />
    <path class="wall" d="M92 14v152h246V14M92 70h38M240 70h98" />
    <path class="line" d="M130 70h17v16h17v16h17v16h17v16h17v16h17v16" />
    ${person(160, 68, "near")}${bars(196, 60, 4)} ${person(304, 158, "far")}${bars(248, 130, 1)}
    <text x="238" y="56">${t("connection.poor.drawn_good")}</text>
    <text x="240" y="100">${t("connection.poor.drawn_weak")}</text>
  </svg>`;
}

/** @param {number} x @param {number} y where he stands @param {string} where */
function person(x, y, where) {
  return svg`<g class=${where}>
    <circle cx=${x} cy=${y - 46} r="8"></circle>
    <path d="M${x - 9} ${y - 14}v-14q0-9 9-9t9 9v14h-4v14h-10v-14z"></path>
    <rect x=${x + 9} y=${y - 36} width="7" height="12" rx="1.5"></rect>
  </g>`;
}

/** @param {number} x @param {number} y foot of the first bar @param {number} full */
function bars(x, y, full) {
  return [0, 1, 2, 3].map(
    (one) => svg`<path class="bar ${one < full ? (full > 1 ? "good" : "weak") : "none"}" d="M${x + one * 9} ${y}v${-5 - one * 5}"></path>`,
  );
}
