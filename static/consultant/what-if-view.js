/** "What would it change?": answers that would move the level, each with a way to its question. */

import { html, nothing } from "lit-html";
import { icon } from "../shared/icons.js";
import { t } from "../shared/i18n.js";
import { nameOf } from "./entities.js";
import { numberWord, optionWord, shortName, unitWord } from "./words.js";

/** @typedef {import("./state.js").State & {checklist: import("./state.js").Checklist}} Loaded */
/** @typedef {import("./state.js").Level} Level */
/** @typedef {import("./risk-state.js").Change} Change */
/** @typedef {import("./risk-state.js").Outcome} Outcome */

const SHOWN = 6;
const PROTECTION = "drain_protection";

/** @param {Loaded} state @param {string} path @param {Level} now @param {(target: string, item: string) => void} jump */
export function whatIfView(state, path, now, jump) {
  const { whatIf, failed } = state.risk;
  if (now === "not_assessed") return nothing;
  const found = whatIf?.path === path ? whatIf : null;
  return html`<section class="what-if" aria-labelledby="what-if" aria-busy=${String(!found && !failed)}>
    <h3 id="what-if" class="panel-part">${icon("help", "small")}${t("risk.what_if.title")}</h3>
    ${found ? outcomes(state, found, now, jump) : html`<p class="soft">${t(failed ? "risk.what_if.failed" : "risk.what_if.asking")}</p>`}
  </section>`;
}

/** @param {Loaded} state @param {import("./risk-state.js").WhatIf} found @param {Level} now @param {(target: string, item: string) => void} jump */
function outcomes(state, found, now, jump) {
  if (!found.outcomes.length) return html`<p class="soft">${t(found.cut ? "risk.what_if.cut" : "risk.what_if.none")}</p>`;
  return html`<ul class="what-ifs">
    ${found.outcomes.slice(0, SHOWN).map(
      (outcome) => html`<li class=${outcome.effect}>
        ${outcome.changes.length > 1
          ? html`<p class="what-if-all">${t("risk.what_if.all", { n: outcome.changes.length })} ${becomes(now, outcome)}</p>`
          : nothing}
        ${outcome.changes.map(
          (change) => html`<button type="button" class="reason-answer" @click=${() => jump(change.target, change.item)}>
            <span>
              <b>${asks(state, change)}</b> <span class="soft">${place(state, change.target)}</span>
              <span class="what-if-then">${answers(state, change, outcome.changes.length > 1 ? [] : outcome.others)}${outcome.changes.length > 1 ? nothing : html`: ${becomes(now, outcome)}`}</span>
            </span>
            ${icon("chevron-right", "small")}
          </button>`,
        )}
      </li>`,
    )}
  </ul>`;
}

/** What to do to know. @param {Loaded} state @param {Change} change */
function asks({ checklist }, { item, measured }) {
  if (item === PROTECTION) return t("risk.what_if.protection");
  const label = shortName(checklist.items[item]);
  return measured ? t("risk.what_if.measure", { label }) : label;
}

/** @param {Loaded} state @param {string} target */
function place(state, target) {
  return target === "building" ? "" : nameOf(state.view, target, "");
}

/** The answers that make the same difference. @param {Loaded} state @param {Change} change @param {Change[]} others */
function answers({ checklist }, change, others) {
  const item = checklist.items[change.item];
  return [change, ...others].map((one) => answer(item, one)).join(t("risk.what_if.or"));
}

/** @param {import("./state.js").Item} item @param {Change} change */
function answer(item, { value, from, below }) {
  if (Array.isArray(value)) return value.map((one) => optionWord(item, one)).join(", ");
  if (item.type !== "number") return optionWord(item, value);
  /** @param {number} number */
  const word = (number) => `${numberWord(number)} ${unitWord(item.unit)}`.trim();
  if (from !== null && below !== null) return t("risk.what_if.between", { from: word(from), below: word(below) });
  if (from !== null) return t("risk.what_if.from", { from: word(from) });
  if (below !== null) return t("risk.what_if.below", { below: word(below) });
  return word(Number(value));
}

/** "hoch → gering möglich" @param {Level} now @param {Outcome} outcome */
function becomes(now, { effect, level, unclear }) {
  const [before, after] = [t(`common.level.${now}`), t(`common.level.${level}`)];
  const words = t(`risk.what_if.${effect}`, { now: before, then: after });
  return html`<strong>${words}</strong>${unclear ? html` (${t("common.level.provisional")})` : nothing}`;
}
