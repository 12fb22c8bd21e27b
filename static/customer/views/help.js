/** Why there is no picture and what to tap, drawn for the browser at hand. Nobody is blamed. */

import { html, nothing } from "lit-html";

import { t } from "../../shared/i18n.js";
import { icon } from "../../shared/icons.js";
import { readEnvironment } from "../environment.js";
import { addressBar, appBar, menu, permissions, settingsList } from "./drawings.js";
import { sheet } from "./frame.js";

/** @typedef {import("../state.js").State} State */
/** @typedef {import("lit-html").TemplateResult | typeof nothing} Part */

/**
 * @typedef {object} HelpActions
 * @property {() => void} start
 * @property {() => void} startSilent
 * @property {() => void} copyLink
 * @property {() => string} link to be copied by hand where the browser gives no clipboard
 */

/** @param {State} state @param {HelpActions} actions */
export function help(state, actions) {
  const kind = state.help ?? "unknown";
  if (kind === "in-app") return inApp(state, actions);
  const steps = kind === "refused" ? refusedSteps() : plainSteps(kind);
  return sheet(
    html`
      <h1>${t(`customer.help.${kind}.title`)}</h1>
      <p class="lead">${t(`customer.help.${kind}.text`)}</p>
      ${list(steps)}
    `,
    html`<button type="button" class="button primary big" @click=${actions.start}>
        ${icon("refresh")}${t("customer.try_again")}
      </button>
      ${kind === "no-microphone"
        ? html`<button type="button" class="button wide second" @click=${actions.startSilent}>
            ${t("customer.help.without_microphone")}
          </button>`
        : nothing}`,
  );
}

/** @param {State} state @param {HelpActions} actions */
function inApp(state, actions) {
  const copied = state.copied === "done";
  return sheet(
    html`
      <h1>${t("customer.help.in-app.title")}</h1>
      <p class="lead">${t("customer.help.in-app.text")}</p>
      ${list([
        [t("customer.help.in-app.step_dots"), appBar()],
        [t("customer.help.in-app.step_open"), menu(["share", "open", "reload"].map((key) => t(`customer.drawn.${key}`)), 1)],
      ])}
      <div class="aside">
        <h2 class="small">${t("customer.help.in-app.no_dots")}</h2>
        <p class="lead">${t("customer.help.in-app.copy")}</p>
        ${state.copied === "failed" ? html`<p class="copy-by-hand">${actions.link()}</p>` : nothing}
      </div>
      <button type="button" class="button quiet wide" @click=${actions.start}>${t("customer.try_again")}</button>
    `,
    html`<button type="button" class="button primary big" @click=${actions.copyLink}>
      ${icon(copied ? "check" : "copy")}${t(copied ? "customer.help.copied" : "customer.help.copy_link")}
    </button>`,
  );
}

/** @param {[string, Part][]} steps */
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

/** @param {string} kind @returns {[string, Part][]} */
function plainSteps(kind) {
  return [1, 2].map((step) => [t(`customer.help.${kind}.step_${step}`), nothing]);
}

/** @returns {[string, Part][]} */
function refusedSteps() {
  const { browser } = readEnvironment();
  const allow = t("customer.drawn.allow");
  const both = permissions(t("customer.drawn.camera"), t("customer.drawn.microphone"), allow);
  switch (browser) {
    case "ios-safari":
      return [
        [t("customer.help.ios.step_sign"), addressBar("page")],
        [
          t("customer.help.ios.step_settings"),
          menu([t("customer.drawn.bookmarks"), t("customer.drawn.website_settings")], 1),
        ],
        [t("customer.help.ios.step_allow"), both],
      ];
    case "ios-other":
      return [
        [t("customer.help.ios_other.step_settings"), settingsList(t("customer.drawn.settings"), t("customer.drawn.this_browser"))],
        [t("customer.help.ios_other.step_allow"), permissions(t("customer.drawn.camera"), t("customer.drawn.microphone"), t("customer.drawn.on"))],
      ];
    case "android":
      return [
        [t("customer.help.android.step_sign"), addressBar("sliders")],
        [t("customer.help.android.step_permissions"), menu([t("customer.drawn.permissions"), t("customer.drawn.cookies")], 0)],
        [t("customer.help.android.step_allow"), permissions(t("customer.drawn.camera"), t("customer.drawn.microphone"), t("customer.drawn.on"))],
      ];
    default:
      return [
        [t("customer.help.other.step_sign"), addressBar("camera")],
        [t("customer.help.other.step_allow"), both],
      ];
  }
}
