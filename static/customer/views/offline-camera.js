/** One picture of the list: the camera with what is to be seen and how, then the picture itself to look at. */

import { html, nothing } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { ref } from "lit-html/directives/ref.js";

import { t } from "../../shared/i18n.js";
import { icon } from "../../shared/icons.js";

/** @typedef {import("../state.js").State} State */
/** @typedef {import("../offline.js").ListState} ListState */
/** @typedef {import("../../shared/picture-queue.js").Entry} Entry */
/** @typedef {import("../offline.js").OfflineList} Actions */

/** @param {State} state @param {ListState} list @param {Entry} entry @param {Actions} actions */
export function offlineCamera(state, list, entry, actions) {
  const { on, supported } = state.torch;
  return html`<div class="call-screen shooting">
    <video class="own" .srcObject=${live(state.stream)} ${ref(actions.showCamera)} autoplay muted playsinline></video>
    <div class="over">
      ${head(list, entry)}
      <svg class="aim" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
        <path vector-effect="non-scaling-stroke" d="M2 16V2h14M84 2h14v14M98 84v14H84M16 98H2V84" />
      </svg>
    </div>
    <div class="dock">
      <div class="how-to" aria-live="polite">
        ${list.taking ? html`<p><b>${t("offline.camera.steady")}</b></p>` : html`<p>${entry.hint || t("offline.camera.aim")}</p>`}
      </div>
      <button type="button" class="button primary big wide" ?disabled=${list.taking} @click=${actions.shoot}>
        ${icon("camera")}${t("offline.camera.shoot")}
      </button>
      <div class="beside">
        <button type="button" class="button call" @click=${actions.closeCamera}>${icon("list")}${t("offline.camera.list")}</button>
        ${supported
          ? html`<button type="button" class="button call" aria-pressed=${String(on)} @click=${actions.toggleTorch}>
              ${icon("torch")}${t(on ? "offline.camera.light_on" : "offline.camera.light_off")}
            </button>`
          : nothing}
        <button type="button" class="button call" ?disabled=${list.taking} @click=${actions.skip}>
          ${icon("chevron-right")}${t("offline.camera.skip")}
        </button>
      </div>
    </div>
  </div>`;
}

/** @param {ListState} list @param {Entry} entry @param {Actions} actions */
export function offlinePreview(list, entry, actions) {
  return html`<div class="call-screen shooting">
    <img class="own taken" src=${list.shot ?? ""} alt=${t("offline.preview.alt", { label: entry.label })} />
    <div class="over">${head(list, entry)}</div>
    <div class="dock">
      <div class="how-to"><p><b>${t("offline.preview.question")}</b></p></div>
      <button type="button" class="button primary big wide" ?disabled=${list.taking} @click=${actions.keep}>
        ${icon("check")}${t("offline.preview.keep")}
      </button>
      <div class="beside">
        <button type="button" class="button call" ?disabled=${list.taking} @click=${actions.retake}>
          ${icon("undo")}${t("offline.preview.again")}
        </button>
      </div>
    </div>
  </div>`;
}

/** @param {ListState} list @param {Entry} entry */
function head({ entries }, entry) {
  const n = entries.indexOf(entry) + 1;
  return html`<div class="strip glass">
    <h1>${entry.label}</h1>
    <span>${t("offline.camera.count", { n, all: entries.length })}</span>
  </div>`;
}
