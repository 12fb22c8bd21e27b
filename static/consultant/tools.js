/** Below the picture: the photo button, her camera, hints that appear on her phone, and STOPP. */

import { html, nothing } from "lit-html";
import { icon } from "../shared/icons.js";
import { t } from "../shared/i18n.js";
import { brightKey, drawTray, markKeys } from "./live-view.js";
import { pictureListKey } from "./picture-list-panel.js";
import { thirdKey } from "./third-view.js";
import { tool } from "./tool-key.js";
import { times, tray } from "./trays.js";

/** @typedef {import("./state.js").Call} Call */
/** @typedef {import("./guide-state.js").GuideState} GuideState */
/** @typedef {import("./guide-state.js").Tray} Tray */
/** @typedef {import("./guide.js").Guide} Guide */
/** @typedef {"closer"|"farther"|"left"|"right"|"up"|"down"|"slower"|"steady"|"light"|"turn"|"rule"} Hint */

/** @type {{hint: Hint, icon: string}[]} */
const HINTS = [
  { hint: "closer", icon: "closer" },
  { hint: "farther", icon: "farther" },
  { hint: "left", icon: "arrow-left" },
  { hint: "right", icon: "arrow-right" },
  { hint: "up", icon: "arrow-up" },
  { hint: "down", icon: "arrow-down" },
  { hint: "steady", icon: "steady" },
  { hint: "slower", icon: "slower" },
  { hint: "light", icon: "torch" },
  { hint: "rule", icon: "ruler" },
  { hint: "turn", icon: "turn" },
];

const MIDDLE = { x: 0.5, y: 0.5 };

/**
 * @param {object} options
 * @param {Call} options.call
 * @param {GuideState} options.guide
 * @param {import("./live-state.js").LiveState} options.live
 * @param {string} options.photoOf what a picture would be bound to
 * @param {string} options.photoBlocked why no picture can be taken; empty when it can
 * @param {{takePhotoHere: () => void, evidence: import("./evidence.js").Evidence, torch: () => void, guide: Guide, live: import("./live.js").Live}} options.act
 */
export function tools({ call, guide, live, photoOf, photoBlocked, act }) {
  const leads = call.role === "consultant" && call.customerThere;
  return html`${leads ? html`${drawTray(live, act.live)} ${tray(guide, act.guide.camera)}` : nothing}
    <div class="tools">
      <p class="tools-target"><span class="soft">${photoBlocked || t("consultant.tools.photo-of")}</span><b>${photoOf}</b></p>
      <div class="tool-row" role="toolbar" aria-label=${t("consultant.tools.label")}>
        <button
          type="button"
          class="tool main"
          title=${photoBlocked}
          ?disabled=${photoBlocked !== ""}
          @click=${act.takePhotoHere}
        >
          ${icon("camera")}<span>${t("consultant.tools.photo")}</span>
        </button>
        <button type="button" class="tool draw" title=${photoBlocked} ?disabled=${photoBlocked !== ""} @click=${act.evidence.freeze}>
          ${icon("pencil")}<span>${t("evidence.draw.key")}</span>
        </button>
        ${leads ? html`${markKeys(live, act.guide.camera, act.live)} ${cameraTools(call, guide, live, act)}` : nothing}
      </div>
    </div>`;
}

/**
 * What is wanted most stands first: on a narrow screen the row is pushed sideways.
 * @param {Call} call @param {GuideState} guide @param {import("./live-state.js").LiveState} live
 * @param {{torch: () => void, guide: Guide, live: import("./live.js").Live}} act
 */
function cameraTools({ torch }, { camera, tray: open }, live, act) {
  const hand = act.guide.camera;
  const lamp = torch?.supported !== false;
  const reasons = {
    zoom: camera?.zoom ? "" : t("guide.camera.why.zoom"),
    lens: (camera?.lenses.length ?? 0) > 1 ? "" : t("guide.camera.why.lens"),
    size: (camera?.sizes.length ?? 0) > 1 ? "" : t("guide.camera.why.size"),
    focus: camera?.focus ? "" : t("guide.camera.why.focus"),
  };
  /** @param {Tray} name @param {string} picture @param {string} word */
  const opener = (name, picture, word) =>
    tool({
      name,
      picture,
      word,
      why: camera ? reasons[name] : t("guide.camera.why.silent"),
      hand,
      state: { expanded: open === name },
      act: () => hand.toggleTray(name),
    });
  return html`${tool({
    name: "torch",
    picture: "torch",
    word: lamp ? t(torch?.on ? "consultant.tools.light-on" : "consultant.tools.light-off") : t("consultant.tools.no-light"),
    why: lamp ? "" : t("guide.camera.why.torch"),
    hand,
    state: { pressed: torch?.on ?? false },
    act: act.torch,
  })}
  ${brightKey(live, hand, act.live)} ${opener("zoom", "zoom", camera?.zoom ? `${t("guide.camera.zoom")} ${times(camera.zoom.value, camera.zoom.min)}` : t("guide.camera.zoom"))}
  ${opener("lens", "lens", t("guide.camera.lens"))}
  ${tool({
    name: "focus",
    picture: "focus",
    word: t("guide.camera.focus"),
    why: camera ? reasons.focus : t("guide.camera.why.silent"),
    hand,
    state: {},
    act: () => hand.focus(MIDDLE),
  })}
  ${opener("size", "resolution", t("guide.camera.size"))}`;
}

/** @param {Call} call @param {GuideState} guide @param {{hint: (hint: Hint) => void, openPanel: (panel: import("./state.js").Panel) => void, close: () => void, guide: Guide, pictureList: import("./picture-list.js").PictureList}} act */
export function hints(call, guide, act) {
  if (call.role !== "consultant" || !call.customerThere) return nothing;
  const unread = guide.messages.filter(({ mark }) => mark === "unread").length;
  return html`<div class="hint-row">
    ${stoppKey(call, guide, act)}
    <div class="hints" role="toolbar" aria-label=${t("consultant.hints.label")}>
      ${HINTS.map(
        (one) => html`<button
          type="button"
          class="hint ${call.hint?.hint === one.hint ? "sent" : ""}"
          data-hint=${one.hint}
          @click=${() => act.hint(one.hint)}
        >
          ${icon(one.icon, "small")}<span>${hintWord(one.hint)}</span>
        </button>`,
      )}
      ${thirdKey(act, "narrow")}
    </div>
    <button type="button" class="hint write" @click=${() => act.openPanel({ kind: "chat" })}>
      ${icon("note", "small")}<span>${t("guide.chat.text")}</span>${unread
        ? html`<span class="unread num"><span class="unseen">${t("guide.chat.new")}</span>${unread}</span>`
        : nothing}
    </button>
    <div class="hint-stack">${pictureListKey(act)} ${thirdKey(act)}</div>
  </div>`;
}

/** One tap stops everything; in every view of a call. @param {Call} call @param {GuideState} guide @param {{guide: Guide}} act */
export function stoppKey(call, guide, act) {
  if (call.role !== "consultant" || !call.customerThere) return nothing;
  return html`<button type="button" class="stopp-key" aria-pressed=${String(guide.stopp !== null)} @click=${() => act.guide.stopp.press()}>
    ${t("guide.stopp.word")}
  </button>`;
}

/** @param {string} hint @returns {string} */
export function hintWord(hint) {
  return t(`consultant.hint.${hint}`);
}
