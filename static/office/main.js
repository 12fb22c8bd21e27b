/** The office's archive, wired together. */

import { html, render } from "lit-html";

import { consultationForm } from "../shared/consultation-form.js";
import { pageData, t } from "../shared/i18n.js";
import { logoMark } from "../shared/icons.js";
import { Preparation } from "../shared/prepare/dialog.js";
import { createStore } from "../shared/store.js";
import { userMenu } from "../shared/user-menu.js";
import { Controller } from "./controller.js";
import { filters } from "./filters.js";
import { preview } from "./preview.js";
import { INITIAL } from "./state.js";
import { table } from "./table.js";

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
const previewActions = Object.assign(Object.create(controller), {
  prepare() {
    const { detail, checklist } = store.get();
    if (detail && checklist) void preparation.open(detail, checklist);
  },
});

function topBar() {
  return html`<header class="top">
    <span class="brand">${logoMark()}${t("common.product")}</span>
    <h1>${t("office.archive.title")}</h1>
    <span class="gap"></span>
    <span class="soft utility">${pageData.utility?.name ?? ""}</span>
    ${userMenu()}
  </header>`;
}

/** @param {State} state */
function show(state) {
  render(
    html`${topBar()}
      <main class="list">${filters(state, controller)} ${table(state, controller)}</main>
      ${preview(state, previewActions)}`,
    root,
  );
  if (state.formOpen) {
    const actions = { submit: controller.submitForm, close: controller.closeForm };
    render(consultationForm(state.form, { withTime: true }, actions), dialog);
  }
  if (state.formOpen && !dialog.open) dialog.showModal();
  if (!state.formOpen && dialog.open) {
    dialog.close();
    render("", dialog); // the next one starts empty
  }
}

/** "/" goes to the search box, as on the sites people know. */
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.target instanceof HTMLInputElement || store.get().formOpen || document.querySelector("dialog[open]")) return;
  event.preventDefault();
  root.querySelector("input")?.focus();
});

store.subscribe(show);
show(store.get());
void controller.reload();
