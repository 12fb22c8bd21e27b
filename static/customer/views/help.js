/** Why there is no picture and what to tap, drawn for the browser at hand. Nobody is blamed. */

import { html, nothing } from "lit-html";

import { t } from "../../shared/i18n.js";
import { icon } from "../../shared/icons.js";
import { readEnvironment } from "../environment.js";
import { intentLink } from "../link.js";
import { appBar, compassBar, menu, otherPhone, pasteBar } from "./drawings.js";
import { callButton, sheet } from "./frame.js";
import { allowing, allowingInSystem, answering } from "./help-steps.js";

/** @typedef {import("../state.js").State} State */
/** @typedef {import("../state.js").Help} Help */
/** @typedef {import("./help-steps.js").Step} Step */

/**
 * @typedef {object} HelpActions
 * @property {() => void} start
 * @property {() => void} startSilent
 * @property {() => void} copyLink
 * @property {() => string} link to be copied by hand where the browser gives no clipboard
 */

/** She can go on without a microphone. @type {Help[]} */
const SILENT = ["no-microphone", "microphone-refused"];

/** What only the system's own settings mend, should the browser's not be enough. @type {Help[]} */
const MAYBE_SYSTEM = ["refused", "microphone-refused"];

/** @param {State} state @param {HelpActions} actions */
export function help(state, actions) {
  const kind = state.help ?? "unknown";
  if (kind === "in-app") return inApp(state, actions);
  const again = state.helpAgain > 0;
  return sheet(
    html`
      <h1>${t(`doors.help.${kind}.title`)}</h1>
      ${again ? stillNot(kind, state.helpAgain) : html`<p class="lead">${t(`doors.help.${kind}.text`)}</p>`}
      ${list(stepsOf(kind))} ${again ? nextStep(kind) : nothing}
    `,
    html`<button type="button" class="button primary big" @click=${actions.start}>
        ${icon("refresh")}${t("customer.try_again")}
      </button>
      ${SILENT.includes(kind)
        ? html`<button type="button" class="button wide second" @click=${actions.startSilent}>
            ${t("doors.without_microphone")}
          </button>`
        : nothing}
      ${again ? callButton("button wide second") : nothing}`,
    { phone: !again },
  );
}

/** @param {Help} kind @returns {Step[]} */
function stepsOf(kind) {
  switch (kind) {
    case "refused":
    case "microphone-refused":
      return allowing(readEnvironment(), kind === "microphone-refused");
    case "system":
      return allowingInSystem(readEnvironment());
    case "unanswered":
      return answering();
    default:
      return [1, 2].map((step) => [t(`doors.help.${kind}.step_${step}`), nothing]);
  }
}

/** She has tried again and met the same. @param {Help} kind @param {number} times */
function stillNot(kind, times) {
  return html`<p class="banner warn still-not" role="alert">
    ${icon("warning")}<span><b>${t("doors.again.try", { n: times + 1 })}</b> ${t(`doors.again.${kind}`)}</span>
  </p>`;
}

/** What else there is: the system's own switch, another phone, the telephone. @param {Help} kind */
function nextStep(kind) {
  const system = MAYBE_SYSTEM.includes(kind) && readEnvironment().system !== "ios";
  return html`<section class="aside other-ways">
    <h2 class="small">${t("doors.next.title")}</h2>
    ${system ? html`<p class="lead">${t("doors.next.system")}</p>${list(allowingInSystem(readEnvironment()))}` : nothing}
    <p class="lead">${t("doors.next.other_phone")}</p>
    ${otherPhone()}
    <p class="lead">${t("doors.next.call")}</p>
  </section>`;
}

/** @param {State} state @param {HelpActions} actions */
function inApp(state, actions) {
  const { system, app } = readEnvironment();
  const android = system === "android";
  const copied = state.copied === "done";
  return sheet(
    html`
      <h1>${t("doors.help.in-app.title")}</h1>
      ${state.helpAgain > 0
        ? stillNot("in-app", state.helpAgain)
        : html`<p class="lead">${app ? t("doors.help.in-app.text_named", { app }) : t("doors.help.in-app.text")}</p>`}
      ${copied ? copiedNow(android) : waysOut(state, actions, android)}
      <button type="button" class="button quiet wide" @click=${actions.start}>${t("customer.try_again")}</button>
    `,
    android
      ? html`<a class="button primary big" href=${intentLink(actions.link())} rel="noreferrer">${icon("share")}${t("doors.in_app.open")}</a>
          <button type="button" class="button wide second" @click=${actions.copyLink}>${copyWord(copied)}</button>`
      : html`<button type="button" class="button primary big" @click=${actions.copyLink}>${copyWord(copied)}</button>`,
  );
}

/** @param {State} state @param {HelpActions} actions @param {boolean} android */
function waysOut(state, actions, android) {
  return html`${list([...(android ? [] : byCompass()), ...byDots(android)])}
    <div class="aside">
      <h2 class="small">${t(android ? "doors.in_app.nothing_happens" : "doors.in_app.no_sign")}</h2>
      <p class="lead">${t(android ? "doors.in_app.copy_android" : "doors.in_app.copy_ios")}</p>
      ${state.copied === "failed"
        ? html`<p class="banner warn" role="alert">${icon("warning")}<span>${t("doors.in_app.copy_by_hand")}</span></p>
            <p class="copy-by-hand">${actions.link()}</p>`
        : nothing}
    </div>`;
}

/** @param {boolean} copied */
const copyWord = (copied) => html`${icon(copied ? "check" : "copy")}${t(copied ? "doors.in_app.copied" : "doors.in_app.copy")}`;

/** What to do with what was copied. @param {boolean} android */
function copiedNow(android) {
  return html`<section class="aside copied" role="status">
    <h2 class="small">${t("doors.in_app.copied_title")}</h2>
    ${list([
      [t(android ? "doors.in_app.go_chrome" : "doors.in_app.go_safari"), nothing],
      [t("doors.in_app.paste"), pasteBar(t("doors.drawn.paste"))],
    ])}
  </section>`;
}

/** @returns {Step[]} */
function byCompass() {
  return [[t("doors.in_app.compass"), compassBar()]];
}

/** @param {boolean} android @returns {Step[]} */
function byDots(android) {
  const rows = ["share", android ? "open" : "open_safari", "reload"].map((key) => t(`doors.drawn.${key}`));
  return [
    [t(android ? "doors.in_app.dots" : "doors.in_app.or_dots"), appBar(!android)],
    [t(android ? "doors.in_app.choose" : "doors.in_app.choose_safari"), menu(rows, 1)],
  ];
}

/** @param {Step[]} steps */
function list(steps) {
  return html`<ol class="shown">
    ${steps.map(
      ([text, drawing], index) =>
        html`<li>
          <p><b aria-hidden="true">${index + 1}</b><span>${text}</span></p>
          ${drawing}
        </li>`,
    )}
  </ol>`;
}
