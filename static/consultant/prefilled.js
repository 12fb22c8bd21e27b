/** An answer the office found out beforehand: shown with its source, to be confirmed with one tap or changed. */

import { html, nothing } from "lit-html";
import { icon } from "../shared/icons.js";
import { pick, t } from "../shared/i18n.js";
import { sameValue } from "../shared/operations.js";
import { sourceField, sourceOf } from "../shared/prepare/log.js";

/** @typedef {import("./item.js").ItemView} ItemView */
/** @typedef {import("./item.js").ItemActs} ItemActs */
/** @typedef {import("./state.js").State} State */
/** @typedef {{target: string, field: string, value: any}} Change */

/** The office said it and nobody has looked at it since. @param {State} state @param {any} item @param {any} field */
export function isUnconfirmed(state, item, field) {
  return item.prefill === "office" && field?.by?.kind === "office" && field.value !== null && state.user.role !== "office";
}

/** All of them on the section that is shown. @param {State} state @returns {string[]} ids of items */
function unconfirmedHere(state) {
  const section = state.checklist?.sections.find((one) => one.id === state.section);
  const fields = state.view.entities.building?.fields ?? {};
  return (section?.items ?? []).filter((id) => {
    const item = state.checklist?.items[id];
    return item && isUnconfirmed(state, item, fields[id]) && !fields[id]?.other?.length;
  });
}

/**
 * What confirms them: the same answer by whom it was confirmed, and its source again, since a source belongs to the
 * answer before it. @param {State} state @param {string[]} items @returns {Change[]}
 */
function confirming({ view }, items) {
  return items.flatMap((id) => {
    const source = sourceOf(view, id);
    return [
      { target: "building", field: id, value: view.entities.building?.fields[id]?.value ?? null },
      ...(source ? [{ target: "building", field: sourceField(id), value: source }] : []),
    ];
  });
}

/**
 * What an answer changes besides: the source of the one before it goes, and comes back with an undo.
 * @param {State} state @param {string} target @param {string} item @param {any} value @returns {Change[]}
 */
export function sourceGoes({ view }, target, item, value) {
  if (target !== "building" || !sourceOf(view, item)) return [];
  return sameValue(view.entities.building?.fields[item]?.value, value) ? [] : [{ target, field: sourceField(item), value: null }];
}

/** @param {import("./app.js").App} app */
export function prefilledActs(app) {
  const { store } = app;
  return {
    /** @param {string} item */
    confirm(item) {
      app.ledger.record(confirming(store.get(), [item]));
    },
    confirmAll() {
      app.ledger.record(confirming(store.get(), unconfirmedHere(store.get())));
    },
    unconfirmed: () => unconfirmedHere(store.get()),
  };
}

/** @param {ItemView} view @param {ItemActs} act @param {string} id */
export function prefilledItem(view, act, id) {
  const { item, target } = view;
  const all = act.unconfirmed();
  return html`<section class="item prefilled" id=${id} data-item=${item.id} data-status=${view.status} tabindex="-1" aria-labelledby=${`${id}-question`}>
    <div class="item-head"><h3 id=${`${id}-question`}>${pick(item.text)}</h3></div>
    <div class="prefilled-body">
    <p class="prefilled-answer">
      <b class="num">${view.answer}</b>
      <span class="soft">${icon("house", "small")}${t("papers.confirm.from")}${view.source ? html` · ${view.source}` : nothing}</span>
    </p>
    <div class="prefilled-acts">
      <button type="button" class="button" @click=${() => act.confirm(item.id)}>${icon("check")}${t("papers.confirm.yes")}</button>
      <button type="button" class="button quiet" @click=${() => act.open(target, item.id)}>${icon("pencil")}${t("papers.confirm.change")}</button>
    </div>
    </div>
    ${all.length > 1 && all[0] === item.id
      ? html`<button type="button" class="button quiet all" @click=${act.confirmAll}>
          ${icon("check")}${t("papers.confirm.all", { n: all.length })}
        </button>`
      : nothing}
  </section>`;
}

/** Where an answer comes from, under it; confirmed where it is open, too. @param {ItemView} view @param {ItemActs} act */
export function sourceLine(view, act) {
  const words = [
    view.unconfirmed ? t("papers.confirm.from") : "",
    view.source ? t("papers.confirm.source", { source: view.source }) : "",
  ];
  return html`<p class="item-origin soft">${words.filter(Boolean).join(" · ")}</p>
    ${view.unconfirmed && !view.field?.other?.length
      ? html`<button type="button" class="button" @click=${() => act.confirm(view.item.id)}>
          ${icon("check")}${t("papers.confirm.yes")}
        </button>`
      : nothing}`;
}
