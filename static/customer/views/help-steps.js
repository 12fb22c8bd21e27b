/** The way to the leave for camera and microphone, step by step, in each browser. */

import { nothing } from "lit-html";

import { t } from "../../shared/i18n.js";
import { addressBar, blocks, menu, permissions, question, settingsList } from "./drawings.js";

/** @typedef {import("../environment.js").Environment} Environment */
/** @typedef {import("../state.js").Help} Help */
/** What to do, and how that looks. @typedef {[string, import("lit-html").TemplateResult | typeof nothing]} Step */

/** Names a person finds in the list of her apps. @type {Partial<Record<import("../environment.js").Browser, string>>} */
const NAMES = { safari: "Safari", chrome: "Chrome", firefox: "Firefox", samsung: "Internet", edge: "Edge" };

/** Where each browser keeps it. @type {Record<string, (only: boolean, environment: Environment) => Step[]>} */
const WAYS = {
  "ios-safari": (only) => [
    tap("page"),
    [t("doors.step.website_settings"), menu([t("doors.drawn.bookmarks"), t("doors.drawn.website_settings")], 1)],
    [set(only), both("allow", only)],
  ],
  ios: (only, { browser }) => ofThePhone(only, browser),
  "android-chrome": (only) => viaMenu("sliders", only),
  "android-samsung": (only) => viaMenu("lock", only),
  "android-edge": (only) => viaMenu("lock", only),
  "android-firefox": (only) => [
    tap("shield"),
    [t(only ? "doors.step.blocked_microphone" : "doors.step.blocked_both"), both("blocked", only)],
    [t("doors.step.until_allowed"), both("allowed", only)],
  ],
  android: (only) => viaMenu("any", only),
  "desk-chrome": (only) => [click("sliders"), [switchOn(only), both("on", only)]],
  "desk-edge": (only) => [click("lock"), [set(only), both("allow", only)]],
  "desk-firefox": (only) => [
    click("camera-off"),
    [
      t("doors.step.take_block_away"),
      blocks(only ? [t("doors.drawn.microphone")] : [t("doors.drawn.camera"), t("doors.drawn.microphone")], t("doors.drawn.blocked")),
    ],
    [t("doors.step.then_allow"), ask()],
  ],
  "desk-safari": (only) => [
    [t("doors.step.menu_of_safari"), menu([t("doors.drawn.settings"), t("doors.drawn.website_settings")], 1)],
    [set(only), both("allow", only)],
  ],
  desk: (only) => [click("any"), [set(only), both("allow", only)]],
};

/** @param {Environment} environment @param {boolean} onlyMicrophone the camera is allowed already @returns {Step[]} */
export function allowing(environment, onlyMicrophone) {
  const { system, browser } = environment;
  return (WAYS[`${system}-${browser}`] ?? WAYS[system])(onlyMicrophone, environment);
}

/** The browser may not use the camera at all: the system's own switch. @param {Environment} environment @returns {Step[]} */
export function allowingInSystem({ system, browser }) {
  if (system !== "desk") return ofThePhone(false, browser);
  return [
    [t("doors.step.privacy"), settingsList(t("doors.drawn.settings"), t("doors.drawn.privacy"))],
    [t("doors.step.browser_on", { browser: nameOf(browser) }), both("on", false)],
  ];
}

/** The question is still there, or comes again. @returns {Step[]} */
export function answering() {
  return [[t("doors.step.answer"), ask()]];
}

/** @param {boolean} only @param {import("../environment.js").Browser} browser @returns {Step[]} */
function ofThePhone(only, browser) {
  return [
    [t("doors.step.phone_settings", { browser: nameOf(browser) }), settingsList(t("doors.drawn.settings"), nameOf(browser))],
    [t(only ? "doors.step.microphone_on_return" : "doors.step.both_on_return"), both("on", only)],
  ];
}

/** @param {import("./drawings.js").Sign} sign @param {boolean} only @returns {Step[]} */
function viaMenu(sign, only) {
  return [
    tap(sign),
    [t("doors.step.permissions"), menu([t("doors.drawn.permissions"), t("doors.drawn.cookies")], 0)],
    [switchOn(only), both("on", only)],
  ];
}

/** @param {import("./drawings.js").Sign} sign @returns {Step} */
function tap(sign) {
  return [t("doors.step.tap_sign", { sign: t(`doors.sign.${sign}`) }), addressBar(sign)];
}

/** @param {import("./drawings.js").Sign} sign @returns {Step} */
function click(sign) {
  return [t("doors.step.click_sign", { sign: t(`doors.sign.${sign}`) }), addressBar(sign)];
}

/** @param {boolean} only */
const set = (only) => t(only ? "doors.step.set_microphone" : "doors.step.set_both");

/** @param {boolean} only */
const switchOn = (only) => t(only ? "doors.step.microphone_on" : "doors.step.both_on");

/** @param {"allow"|"on"|"blocked"|"allowed"} word @param {boolean} only */
const both = (word, only) => permissions(t("doors.drawn.camera"), t("doors.drawn.microphone"), t(`doors.drawn.${word}`), only);

const ask = () => question(t("doors.drawn.deny"), t("doors.drawn.allow_now"));

/** @param {import("../environment.js").Browser} browser */
const nameOf = (browser) => NAMES[browser] ?? t("doors.drawn.browser");
