/** Why a path has its level: findings with the answers that carry them, what would change it, what can be done. */

import { html, nothing } from "lit-html";
import { icon } from "../shared/icons.js";
import { levelIcon, levelSign } from "../shared/level-sign.js";
import { pick, t, tn } from "../shared/i18n.js";
import { nameOf, split, targetOf } from "./entities.js";
import { isLocked, subjectName } from "./item-view.js";
import { overrideKey, overrideView } from "./override-view.js";
import { panel } from "./panel.js";
import { overrideOf } from "./risk-state.js";
import { whatIfView } from "./what-if-view.js";
import { valueOf } from "../shared/operations.js";
import { pairs } from "./method.js";
import { answerWord, optionWord, shortName } from "./words.js";

/** @typedef {import("./state.js").Level} Level */
/** @typedef {import("./state.js").Finding} Finding */
/** @typedef {import("./view.js").Loaded} Loaded */
/** @typedef {import("./view.js").Acts} Acts */
/** @typedef {import("./progress.js").Picture} Picture */

/** @param {Loaded} state @param {Picture} seen @param {string} id @param {Acts} act */
export function reasonsPanel(state, seen, id, act) {
  const { assessment, checklist } = state;
  const path = checklist.paths.find((one) => one.id === id);
  const { level, unclear } = assessment?.paths[id] ?? { level: /** @type {Level} */ ("not_assessed"), unclear: false };
  const findings = assessment?.findings.filter((finding) => finding.path === id) ?? [];
  const override = overrideOf(state.view, id);
  return panel({
    title: pick(path?.name),
    kind: "reasons",
    aside: html`<span class="panel-level">${override ? levelSign(override.level) : levelSign(level, unclear)}</span>`,
    close: act.close,
    body: html`${overrideView({ path: id, computed: level, override, draft: state.risk.draft }, act.risk)}
      ${findings.length
        ? html`<ul class="reasons">
            ${findings.map((finding) => reasonRow(state, finding, act))}
          </ul>`
        : html`<p class="panel-empty">${t(level === "not_assessed" ? "consultant.reasons.not-assessed" : "consultant.reasons.none")}</p>`}
      ${whatIfView(state, id, level, act.jump)} ${measures(state, findings)} ${openPoints(seen, findings, act)}`,
    foot: html`<div class="reasons-foot">
      <button type="button" class="button call" @click=${() => act.openPanel({ kind: "section" })}>${icon("house")}${t("closing.section.title")}</button>
      ${isLocked(state) || level === "not_assessed" || state.risk.draft?.path === id ? nothing : overrideKey(id, override, act.risk)}
    </div>`,
  });
}

/** @param {Loaded} state @param {Finding} finding @param {Acts} act */
function reasonRow(state, finding, act) {
  const { checklist, view } = state;
  const subject = targetOf(view, finding.subject);
  return html`<li class="reason">
    <span class="reason-level ${finding.level}">${levelIcon(finding.level, finding.unclear)}</span>
    <div>
      <b>${subject === "building" ? t("consultant.building") : subjectName(state, subject)}</b>
      <span class="unseen">${t(`common.level.${finding.level}`)}</span>
      <p class="soft">${pick(checklist.rules[finding.rule]?.reason)}</p>
      <div class="reason-answers">${carriers(state, finding).map(
        ({ target, item, name, answer }) => html`<button type="button" class="reason-chip" @click=${() => act.jump(target, item)}>
          <span>${name}</span> <b class="num">${answer || t("consultant.reasons.missing")}</b>
        </button>`,
      )}</div>
    </div>
  </li>`;
}

/** The answers that carry a finding; a height together with how it was found. @param {Loaded} state @param {Finding} finding */
function carriers({ checklist, view }, { because = [], subject }) {
  const { methodOf, numberOf } = pairs(checklist);
  const read = new Set(because.map(({ target, item }) => `${target}/${item}`));
  return because.flatMap(({ target, item: id, value }) => {
    const item = checklist.items[id];
    const number = numberOf.get(id);
    if (!item || (number && read.has(`${target}/${number}`))) return [];
    const method = methodOf.get(id);
    const how = method && valueOf(view, target, method) === "estimated" ? ` (${optionWord(checklist.items[method], "estimated")})` : "";
    const elsewhere = target !== "building" && split(target)[1] !== subject ? `${nameOf(view, target, "")}: ` : "";
    return [{ target, item: id, name: elsewhere + shortName(item), answer: answerWord(item, value, view) + how }];
  });
}

/** By priority; who, what it costs, and more on a tap. @param {Loaded} state @param {Finding[]} findings */
function measures({ assessment, checklist }, findings) {
  const recommended = new Set(findings.flatMap((finding) => finding.measures));
  const found = (assessment?.measures ?? []).filter((measure) => recommended.has(measure.id));
  if (!found.length) return nothing;
  return html`<h3 class="panel-part">${t("consultant.reasons.measures")}</h3>
    <ol class="measures">
      ${found.map(({ id, priority }) => {
        const { text, detail, responsible, cost } = checklist.measures[id];
        const what = [
          pick(checklist.priorities[String(priority)]?.name),
          pick(checklist.responsible[responsible]),
          `${cost} ${pick(checklist.cost_classes[cost])}`,
        ];
        return html`<li>
          <details class="measure">
            <summary>
              <b>${pick(text)}</b><span class="soft">${what.filter(Boolean).join(" · ")}</span>${icon("chevron-down", "small")}
            </summary>
            <p>${pick(detail)}</p>
          </details>
        </li>`;
      })}
    </ol>`;
}

/** What is still open among the answers that carry this path. @param {Picture} seen @param {Finding[]} findings @param {Acts} act */
function openPoints(seen, findings, act) {
  const carrying = new Set(findings.flatMap((finding) => (finding.because ?? []).map((one) => `${one.target}/${one.item}`)));
  const count = seen.open.filter((point) => carrying.has(`${point.target}/${point.item}`)).length;
  return html`<button type="button" class="jump reasons-open" @click=${() => act.openPanel({ kind: "open" })}>
    ${icon("list", "small")}<span>${count ? tn("risk.reasons.open", count) : t("risk.reasons.none_open")}</span>${icon("chevron-right", "small")}
  </button>`;
}
