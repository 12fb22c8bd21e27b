/** The papers of the selected consultation, and the place where new ones are dropped. */

import { html, nothing } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { ref } from "lit-html/directives/ref.js";

import { t, tn } from "../i18n.js";
import { icon } from "../icons.js";
import { KIND_ICONS } from "./viewer.js";
import { ACCEPT, KINDS } from "./wire.js";

/** @typedef {import("./wire.js").Paper} Paper */
/** @typedef {import("./desk.js").PapersState} PapersState */
/** @typedef {import("./desk.js").PapersDesk} PapersDesk */

/** @param {PapersState} state @param {PapersDesk} desk @param {{editable: boolean}} options */
export function papersPanel(state, desk, { editable }) {
  return html`<section class="papers-panel" aria-labelledby="papers-title">
    <h3 id="papers-title">${t("papers.title")}</h3>
    ${state.refusal ? html`<p class="banner warn" role="alert">${icon("warning")}<span>${state.refusal}</span></p>` : nothing}
    ${state.list?.length || state.sending.length
      ? html`<ul class="paper-list">
          ${repeat(state.list ?? [], (one) => one.id, (one) => row(one, state, desk, editable))} ${state.sending.map((one) => sending(one, desk))}
        </ul>`
      : state.list
        ? html`<p class="soft">${t("papers.none")}</p>`
        : nothing}
    ${editable ? dropHere(desk) : nothing}
  </section>`;
}

/** @param {Paper} paper @param {PapersState} state @param {PapersDesk} desk @param {boolean} editable */
function row(paper, state, desk, editable) {
  if (state.doomed === paper.id) {
    return html`<li class="paper doomed">
      <p>${t("papers.remove_really", { name: paper.name })}</p>
      <button type="button" class="button" @click=${() => desk.remove(paper)}>${icon("trash")}${t("papers.remove")}</button>
      <button type="button" class="button quiet" @click=${desk.keep}>${t("common.cancel")}</button>
    </li>`;
  }
  const standing =
    paper.state === "ready"
      ? tn("papers.pages", paper.pages.length)
      : paper.state === "failed"
        ? (paper.failure_text ?? "")
        : t("papers.drawing");
  return html`<li class="paper ${paper.state}">
    <button type="button" class="paper-open" ?disabled=${paper.state !== "ready"} @click=${() => desk.open(paper)}>
      ${icon(paper.state === "failed" ? "warning" : KIND_ICONS[paper.kind])}
      <span><b>${paper.name}</b><span class="soft">${t(`papers.kind.${paper.kind}`)} · ${standing}</span></span>
    </button>
    ${editable
      ? html`<button
          type="button"
          class="button quiet square"
          aria-label=${t("papers.remove_name", { name: paper.name })}
          @click=${() => desk.remove(paper)}
        >
          ${icon("trash")}
        </button>`
      : nothing}
  </li>`;
}

/** @param {import("./desk.js").Sending} one @param {PapersDesk} desk */
function sending(one, desk) {
  const part = (/** @type {Element|undefined} */ bar) =>
    /** @type {HTMLElement|undefined} */ (bar)?.style.setProperty("--part", String(one.part));
  return html`<li class="paper ${one.refusal ? "failed" : "sending"}">
    ${icon(one.refusal ? "warning" : "send")}
    <span role=${one.refusal ? "alert" : "status"}>
      <b>${one.name}</b>
      ${one.refusal
        ? html`<span class="soft">${one.refusal}</span>`
        : html`<span class="progress" ${ref(part)}><i></i></span>
            <span class="soft num">${t("papers.sent", { percent: Math.round(one.part * 100) })}</span>`}
    </span>
    ${one.refusal
      ? html`<button type="button" class="button quiet square" aria-label=${t("common.close")} @click=${() => desk.dismiss(one.id)}>
          ${icon("cross")}
        </button>`
      : nothing}
  </li>`;
}

/** @param {PapersDesk} desk */
function dropHere(desk) {
  /** @type {HTMLSelectElement|undefined} */
  let kinds;
  const send = (/** @type {FileList|null|undefined} */ files) => {
    if (files?.length) void desk.add([...files], /** @type {any} */ (kinds?.value ?? ""));
  };
  const over = (/** @type {DragEvent} */ event, on = true) => {
    event.preventDefault();
    /** @type {HTMLElement} */ (event.currentTarget).classList.toggle("over", on);
  };
  return html`<div
    class="paper-drop"
    @dragover=${over}
    @dragleave=${(/** @type {DragEvent} */ event) => over(event, false)}
    @drop=${(/** @type {DragEvent} */ event) => {
      over(event, false);
      send(event.dataTransfer?.files);
    }}
  >
    <label class="paper-kind"
      ><span>${t("papers.kind_label")}</span>
      <select ${ref((element) => (kinds = /** @type {HTMLSelectElement|undefined} */ (element)))}>
        <option value="">${t("papers.kind_by_name")}</option>
        ${KINDS.map((kind) => html`<option value=${kind}>${t(`papers.kind.${kind}`)}</option>`)}
      </select>
    </label>
    <label class="button paper-pick"
      >${icon("plus")}${t("papers.add")}
      <input
        class="unseen"
        type="file"
        multiple
        accept=${ACCEPT}
        @change=${(/** @type {Event} */ event) => {
          const input = /** @type {HTMLInputElement} */ (event.target);
          send(input.files);
          input.value = "";
        }}
      />
    </label>
    <p class="soft">${t("papers.drop_hint")}</p>
  </div>`;
}
