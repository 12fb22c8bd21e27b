/** What is still open or unknown, by subject; a tap jumps to it. */

import { html, nothing } from "lit-html";
import { icon } from "../shared/icons.js";
import { t, tn } from "../shared/i18n.js";
import { panel } from "./panel.js";

/** @typedef {{name: string, points: {target: string, item: string, question: string, reason: "unanswered"|"unknown"}[]}} OpenGroup */

/** @typedef {{name: string, target: string, item: string, question: string, reason: string}} VisitTask */

/** @param {OpenGroup[]} groups @param {VisitTask[]} tasks for a visit @param {{close: () => void, jump: (target: string, item: string) => void}} act */
export function openPointsPanel(groups, tasks, act) {
  const count = groups.reduce((sum, group) => sum + group.points.length, 0);
  return panel({
    title: count ? tn("consultant.open.title", count) : t("consultant.open.none"),
    kind: "open",
    close: act.close,
    body: html`${groups.map(
      (group) => html`<h3 class="panel-part">${group.name}</h3>
        <ul class="jump-list">
          ${group.points.map(
            (point) => html`<li>
              <button type="button" class="jump" @click=${() => act.jump(point.target, point.item)}>
                ${icon(point.reason === "unknown" ? "help" : "minus", "small")}
                <span>${point.question}</span>
                <span class="soft">${reasonWord(point.reason)}</span>
                ${icon("chevron-right", "small")}
              </button>
            </li>`,
          )}
        </ul>`,
    )}${visitTasks(tasks, act)}`,
  });
}

/** What only a visit shows. @param {VisitTask[]} tasks @param {{jump: (target: string, item: string) => void}} act */
export function visitTasks(tasks, act) {
  if (!tasks.length) return nothing;
  return html`<section class="visit-tasks" aria-labelledby="visit-tasks">
    <h3 class="panel-part" id="visit-tasks">${icon("visit", "small")}${t("list.onsite.title", { n: tasks.length })}</h3>
    <ul class="jump-list">
      ${tasks.map(
        (task) => html`<li>
          <button type="button" class="jump" @click=${() => act.jump(task.target, task.item)}>
            <span><b>${task.name}</b><br />${task.question}<br /><span class="soft">${task.reason}</span></span>
            ${icon("chevron-right", "small")}
          </button>
        </li>`,
      )}
    </ul>
  </section>`;
}

/** @param {"unanswered"|"unknown"} reason */
function reasonWord(reason) {
  return reason === "unknown" ? t("consultant.open.unknown") : t("consultant.open.unanswered");
}
