/** The consultant's day, wired together. */

import { html, render } from "lit-html";

import { consultationForm } from "../../shared/consultation-form.js";
import { dayInWords, isSameDay } from "../../shared/dates.js";
import { t, tn } from "../../shared/i18n.js";
import { icon, logoMark } from "../../shared/icons.js";
import { Preparation } from "../../shared/prepare/dialog.js";
import { createStore } from "../../shared/store.js";
import { userMenu } from "../../shared/user-menu.js";
import { Controller } from "./controller.js";
import { detail } from "./detail.js";
import { list } from "./list.js";
import { INITIAL } from "./state.js";

/** @typedef {import("./state.js").State} State */

const store = createStore(INITIAL);
const controller = new Controller(store);
const root = /** @type {HTMLElement} */ (document.getElementById("page"));
const dialog = document.createElement("dialog");
dialog.className = "dialog";
dialog.addEventListener("cancel", (event) => {
  event.preventDefault();
  controller.closeForm();
});
document.body.append(dialog);

const preparation = new Preparation(controller.officeLog, (log) => store.set({ log }));
const detailActions = Object.assign(Object.create(controller), {
  prepare() {
    const { detail: one, checklist } = store.get();
    if (one && checklist) void preparation.open(one, checklist);
  },
});

/** @param {State} state */
function topBar(state) {
  const count = state.consultations?.length ?? 0;
  return html`<header class="top">
    ${logoMark()}
    <h1>${dayInWords(state.day)}</h1>
    <button type="button" class="button quiet square" aria-label=${t("office.today.earlier")} @click=${() => controller.turn(-1)}>
      ${icon("chevron-left")}
    </button>
    <button type="button" class="button quiet square" aria-label=${t("office.today.later")} @click=${() => controller.turn(1)}>
      ${icon("chevron-right")}
    </button>
    ${isSameDay(state.day, new Date())
      ? ""
      : html`<button type="button" class="button quiet" @click=${controller.today}>${t("office.today.back")}</button>`}
    <span class="gap"></span>
    <span class="soft count">${count ? tn("office.today.count", count) : ""}</span>
    <button type="button" class="button" @click=${controller.openForm}>${icon("plus")}${t("office.today.now")}</button>
    ${userMenu()}
  </header>`;
}

/** @param {State} state */
function show(state) {
  render(html`${topBar(state)}<main class="split">${list(state, controller)}${detail(state, detailActions)}</main>`, root);
  if (state.formOpen) {
    const actions = { submit: controller.submitForm, close: controller.closeForm };
    render(consultationForm(state.form, { withTime: false }, actions), dialog);
  }
  if (state.formOpen && !dialog.open) dialog.showModal();
  if (!state.formOpen && dialog.open) {
    dialog.close();
    render("", dialog); // the next one starts empty
  }
}

store.subscribe(show);
show(store.get());
void controller.open();
