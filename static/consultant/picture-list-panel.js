/** Which pictures she is sent off with, and how far each of those sent is; the button that opens it, and when it is offered. */

import { html, nothing } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { icon } from "../shared/icons.js";
import { t, tn } from "../shared/i18n.js";
import { panel } from "./panel.js";

/** @typedef {import("./picture-list.js").PictureList} PictureList */
/** @typedef {import("./picture-list.js").Sent} Sent */
/** @typedef {{pictureList: PictureList, openPanel: (panel: import("./state.js").Panel) => void, close: () => void}} Act */

/** @type {Record<import("./picture-list.js").Phase, string>} */
const ICONS = {
  asked: "send",
  open: "phone",
  taken: "clock",
  sending: "arrow-up",
  done: "check",
  skipped: "minus",
  refused: "warning",
};

/** @param {{customer: string, there: boolean, act: Act}} options */
export function pictureListPanel({ customer, there, act }) {
  const { pictureList } = act;
  const places = pictureList.places();
  const sent = pictureList.sent();
  const blocked = pictureList.blocked();
  const chosen = places.filter((place) => place.chosen).length;
  return panel({
    title: t("offline.cockpit.title"),
    kind: "list",
    body: html`<p class="banner">${icon("wifi-off")}<span>${t("offline.cockpit.how", { name: customer })}</span></p>
      ${sent.length ? underWay(sent) : nothing}
      ${places.length
        ? html`<fieldset class="list-choice">
            <legend>${t("offline.cockpit.choose")}</legend>
            ${places.map(
              ({ key, label, hint, chosen: ticked }) => html`<label>
                <input
                  type="checkbox"
                  .checked=${live(ticked)}
                  @change=${(/** @type {Event} */ event) =>
                    pictureList.choose(key, /** @type {HTMLInputElement} */ (event.target).checked)}
                />
                <span><b>${label}</b><span class="soft">${hint}</span></span>
              </label>`,
            )}
          </fieldset>`
        : blocked || sent.length
          ? nothing
          : html`<p>${t("offline.cockpit.nothing")}</p>`}`,
    foot: html`${blocked
        ? html`<p class="banner warn" role="status">${icon("warning")}<span>${blocked}</span></p>`
        : there
          ? nothing
          : html`<p class="soft" role="status">${t("offline.cockpit.later")}</p>`}
      ${places.length
        ? html`<button type="button" class="button primary call wide" ?disabled=${blocked !== "" || !chosen} @click=${pictureList.send}>
            ${icon("send")}${tn("offline.cockpit.send", chosen)}
          </button>`
        : nothing}`,
    close: act.close,
  });
}

/** @param {Sent[]} sent */
function underWay(sent) {
  return html`<h3>${t("offline.cockpit.sent.title")}</h3>
    <ul class="list-sent">
      ${sent.map(
        ({ label, state }) => html`<li data-state=${state}>
          ${icon(ICONS[state], "small")}<span><b>${label}</b><span class="soft">${t(`offline.cockpit.state.${state}`)}</span></span>
        </li>`,
      )}
    </ul>`;
}

/** @param {Act} act */
const opener = (act) => () => act.openPanel({ kind: "list" });

/** Beside the hints. @param {Act} act */
export function pictureListKey(act) {
  const waiting = act.pictureList.sent().filter(({ state }) => state !== "done" && state !== "skipped").length;
  return html`<button type="button" class="hint write list-key" title=${t("offline.cockpit.open")} @click=${opener(act)}>
    ${icon("list", "small")}<span>${t("offline.cockpit.word")}</span>${waiting
      ? html`<span class="unread num">${waiting}</span>`
      : nothing}
  </button>`;
}

/**
 * By itself, where the line is too weak for a picture or broken.
 * @param {import("./state.js").Call} call @param {import("./line.js").LineState} line @param {Act} act
 */
export function pictureListOffer(call, line, act) {
  const met = call.role === "consultant" && (call.stream !== null || call.customerThere);
  const weak = call.quality === "lost" || line.step === "text" || line.step === "voice";
  if (!met || !weak || act.pictureList.blocked() || !act.pictureList.places().length) return nothing;
  return html`<button type="button" class="list-offer glass" @click=${opener(act)}>
    ${icon("list", "small")}<span>${t("offline.cockpit.offer")}</span>
  </button>`;
}
