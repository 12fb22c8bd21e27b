/** The history of an answer, below it: when, what, how found, by whom; each can be taken back into force. */

import { html, nothing } from "lit-html";
import { dayAndMonth, isSameDay, timeOfDay } from "../shared/dates.js";
import { icon } from "../shared/icons.js";
import { t } from "../shared/i18n.js";

/** @typedef {import("./item.js").ItemView} ItemView */
/** @typedef {import("./history.js").Past} Past */
/** @typedef {{pasts: Past[], state: "loading"|"whole"|"partial"}} HistoryShown partial: the server could not be asked */

/** The fields of a card by their item: a number, its method, and that it was put off. @param {ItemView} view */
export function fieldsOf(view) {
  return { [view.item.id]: view.field, ...(view.method ? { [view.method.item.id]: view.method.field } : {}) };
}

/**
 * What the values of a card say, in words.
 * @param {ItemView} view @param {Record<string, any>} values @returns {{value: string, method: string}}
 */
export function wholeWord(view, values) {
  const value = view.word(values[view.item.id] ?? null);
  const { method } = view;
  const how = method ? method.word(values[method.item.id] ?? null) : "";
  return value ? { value, method: how } : { value: how, method: "" };
}

/**
 * @param {ItemView} view @param {HistoryShown} shown
 * @param {{decide: (target: string, values: Record<string, any>) => void}} act
 */
export function historyView(view, { pasts, state }, act) {
  const settled = !view.differs;
  return html`<section class="history" aria-label=${t("list.history.title")}>
    <h4>${icon("history", "small")}${t("list.history.title")}</h4>
    ${pasts.length
      ? html`<ol>
          ${pasts.map((past) => html`<li class=${past.holds ? "holds" : ""}>${entry(view, past, settled, act)}</li>`)}
        </ol>`
      : nothing}
    ${state === "whole" ? nothing : html`<p class="soft" role="status">${t(`list.history.${state}`)}</p>`}
  </section>`;
}

/** @param {ItemView} view @param {Past} past @param {boolean} settled @param {Parameters<typeof historyView>[2]} act */
function entry(view, past, settled, act) {
  const { value, method } = wholeWord(view, past.values);
  const reason = past.values[`onsite_${view.item.id}`];
  const word = value || (typeof reason === "string" ? t("list.history.onsite", { reason }) : t("consultant.two.none"));
  return html`<time class="num" datetime=${past.at}>${when(past.at)}</time>
    <b class="num">${word}</b>
    <span class="soft">${[method, whose(past)].filter(Boolean).join(", ")}</span>
    ${past.holds
      ? html`<span class="history-now">${icon("check", "small")}${t("list.history.holds")}</span>`
      : view.locked || !settled
        ? nothing
        : html`<button
            type="button"
            class="button"
            aria-label=${t("list.history.again", { answer: word })}
            @click=${() => act.decide(view.target, past.values)}
          >
            ${t("list.history.take")}
          </button>`}`;
}

/** The time of today, else the day. @param {string} at */
function when(at) {
  const date = new Date(at);
  return isSameDay(date, new Date()) ? timeOfDay(date) : dayAndMonth(date);
}

/** @param {Past} past */
function whose({ by, late, unsent }) {
  const name = by?.name ?? "";
  const who = by?.kind === "office" ? t("list.history.office", { name }) : by?.kind === "customer" ? t("list.history.customer", { name }) : name;
  return [who, late ? t("list.history.late") : "", unsent ? t("list.history.unsent") : ""].filter(Boolean).join(", ");
}
