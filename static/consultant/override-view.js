/** A level set by hand: who set it and why, and the form that sets it. The computed level is always beside it. */

import { html, nothing } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { icon } from "../shared/icons.js";
import { levelIcon } from "../shared/level-sign.js";
import { t } from "../shared/i18n.js";
import { REASON } from "./risk-state.js";
import { clock } from "./words.js";

/** @typedef {import("./state.js").Level} Level */
/** @typedef {import("./risk-state.js").Override} Override */
/** @typedef {import("./risk.js").Risk} Risk */

/** @type {Level[]} */
const LEVELS = ["low", "moderate", "high", "very_high"];

/**
 * @param {{path: string, computed: Level, override: Override|null, draft: import("./risk-state.js").Draft|null}} view
 * @param {Risk} act
 */
export function overrideView({ path, computed, override, draft }, act) {
  if (!override && draft?.path !== path) return nothing;
  return html`<section class="override" aria-label=${t("risk.override.title")}>
    ${override ? standing(override, computed) : nothing} ${draft?.path === path ? form(draft, override, computed, act) : nothing}
  </section>`;
}

/** @param {Override} override @param {Level} computed */
function standing({ level, reason, by, at }, computed) {
  return html`<div class="override-set">
    ${icon("pencil")}
    <p>
      <b>${t("risk.override.set", { level: t(`common.level.${level}`), computed: t(`common.level.${computed}`) })}</b>
      <span class="override-reason">${reason}</span>
      <span class="soft">${t("risk.override.by", { name: by, time: clock(at) })}</span>
    </p>
  </div>`;
}

/** Opens the form. @param {string} path @param {Override|null} override @param {Risk} act */
export function overrideKey(path, override, act) {
  return html`<button type="button" class="button call override-open" @click=${() => act.write(path)}>
    ${icon("pencil", "small")}${t(override ? "risk.override.change" : "risk.override.title")}
  </button>`;
}

/** @param {import("./risk-state.js").Draft} draft @param {Override|null} override @param {Level} computed @param {Risk} act */
function form(draft, override, computed, act) {
  const length = draft.reason.trim().length;
  const ready = draft.level && length >= REASON.least && length <= REASON.most;
  return html`<form class="override-form" @submit=${(/** @type {Event} */ event) => (event.preventDefault(), act.save())}>
    <fieldset>
      <legend>${t("risk.override.level", { computed: t(`common.level.${computed}`) })}</legend>
      <div class="chips">
        ${LEVELS.map(
          (level) => html`<button type="button" class="chip call" aria-pressed=${String(draft.level === level)} @click=${() => act.chooseLevel(level)}>
            ${draft.level === level ? icon("check") : levelIcon(level)}${t(`common.level.${level}`)}
          </button>`,
        )}
      </div>
    </fieldset>
    <label for="override-reason">${t("risk.override.reason")}</label>
    <textarea
      id="override-reason"
      rows="3"
      maxlength=${REASON.most}
      aria-describedby="override-left"
      .value=${live(draft.reason)}
      @input=${(/** @type {any} */ event) => act.typeReason(event.target.value)}
    ></textarea>
    <p id="override-left" class="soft">${length < REASON.least ? t("risk.override.short", { n: REASON.least }) : t("risk.override.printed")}</p>
    <div class="override-keys">
      <button type="submit" class="button call primary" ?disabled=${!ready}>${icon("check")}${t("risk.override.save")}</button>
      <button type="button" class="button call" @click=${() => act.leave()}>${t("risk.override.cancel")}</button>
      ${override
        ? html`<button type="button" class="button call" @click=${() => act.remove(draft.path)}>${icon("undo")}${t("risk.override.remove")}</button>`
        : nothing}
    </div>
  </form>`;
}
