/** One question: its words, its answer, its pictures, its help. Answered ones fold to a line until they are tapped. */

import { html, nothing } from "lit-html";
import { icon } from "../shared/icons.js";
import { pick, t } from "../shared/i18n.js";
import { answerControl } from "./answer.js";
import { doubtView } from "./doubt-view.js";
import { afar } from "./item-afar.js";
import { helpCard } from "./item-help.js";
import { prefilledItem, sourceLine } from "./prefilled.js";
import { historyView } from "./history-view.js";
import { twoValues } from "./two-values.js";
import { photoFrame } from "./photo-frame.js";
import { clock } from "./words.js";
import { presenceAtItem } from "./presence/presence-view.js";

/** @typedef {import("./state.js").Item} Item */
/** @typedef {import("../shared/operations.js").Field} Field */
/** @typedef {import("./state.js").Photo} Photo */

/**
 * @typedef {object} ItemView everything one item shows
 * @property {string} target
 * @property {Item} item
 * @property {Field|undefined} field
 * @property {import("./progress.js").Status} status
 * @property {boolean} isOpen unfolded
 * @property {boolean} isActive the one being answered
 * @property {boolean} helpOpen
 * @property {boolean} locked nothing may be changed any more
 * @property {string|undefined} draft
 * @property {string} refusal why the server refused the last answer
 * @property {string} answer the answer in words
 * @property {string} source where the answer comes from
 * @property {boolean} unconfirmed the office said it and nobody has looked at it since
 * @property {string} byOther who else gave this answer; empty when we did
 * @property {{id: string, text: string}[]} choices
 * @property {ItemView|null} method the question how a number was found, asked beside it
 * @property {Photo[]} photos
 * @property {string} photoBlocked
 * @property {number} undecided pictures of before a withdrawal: nobody has said what becomes of them
 * @property {boolean} differs two people said different things
 * @property {import("./presence/presence.js").Other[]} others who else is at this question
 * @property {boolean} historyOpen
 * @property {string} sendBlocked why nothing can be sent to her phone; empty when it can
 * @property {string} sentSentence the last one sent, not yet seen
 * @property {{label: string, word: string, values: Record<string, any>}|null} like the answer at the thing before this one
 * @property {import("./doubts.js").Doubt[]} doubts
 * @property {string|null} onsite why it cannot be judged from afar; null: nobody says so
 * @property {string|null} reason why, as it is being typed; null: nobody is typing
 * @property {import("../shared/visibility.js").View|null} view how to get it into the picture
 * @property {(value: any) => string} word any answer of this item in words
 */

/** @typedef {ReturnType<typeof import("./item-acts.js").itemActs> & ReturnType<typeof import("./sheet-acts.js").sheetActs>} ItemActs */

/** @param {ItemView} view @param {ItemActs} act */
export function itemCard(view, act) {
  if (view.unconfirmed && !view.isActive && !view.field?.other?.length) return prefilledItem(view, act, itemDomId(view));
  return view.isOpen ? openItem(view, act) : foldedItem(view, act);
}

/** @type {Partial<Record<import("./progress.js").Status, string>>} */
const STATUS_ICON = { unknown: "help", onsite: "visit" };

/** @param {ItemView} view @returns {string} */
export function itemDomId(view) {
  return `item-${view.target.replace(":", "-")}-${view.item.id}`;
}

/** @param {ItemView} view @param {ItemActs} act */
function foldedItem(view, act) {
  return html`<button
    type="button"
    class="folded"
    id=${itemDomId(view)}
    data-item=${view.item.id}
    data-status=${view.status}
    aria-expanded="false"
    @click=${() => act.open(view.target, view.item.id)}
  >
    ${icon(STATUS_ICON[view.status] ?? "check", "small")}
    <span class="folded-question">${pick(view.item.text)}</span>
    <b class="num">${view.status === "onsite" ? t("list.afar.short") : view.item.type === "photo" ? photoCount(view.photos) : view.answer}${methodWord(view)}</b>
    ${presenceAtItem(view.others)}
  </button>`;
}

/** @param {ItemView} view @returns {string} */
function methodWord(view) {
  return view.method?.answer ? `, ${view.method.answer}` : "";
}

/** @param {Photo[]} photos @returns {string} */
function photoCount(photos) {
  return photos.length === 1 ? t("consultant.photo.count.one") : t("consultant.photo.count.other", { n: photos.length });
}

/** @param {ItemView} view @param {ItemActs} act */
function openItem(view, act) {
  const { item, target } = view;
  const id = itemDomId(view);
  const takesPhoto = item.type !== "photo" && item.photo !== "none" && !item.source;
  return html`<section
    class="item ${view.isActive ? "active" : ""} ${view.helpOpen ? "helped" : ""}"
    id=${id}
    data-item=${item.id}
    data-status=${view.status}
    tabindex="-1"
    aria-labelledby=${`${id}-question`}
  >
    <div class="item-head">
      <h3 id=${`${id}-question`}>${pick(item.text)}</h3>
      ${takesPhoto
        ? html`<button
            type="button"
            class="icon-button"
            aria-label=${item.photo === "required" ? t("consultant.photo.needed") : t("consultant.photo.beside")}
            title=${view.photoBlocked}
            ?disabled=${view.photoBlocked !== ""}
            @click=${() => act.takePhoto(target, item.id)}
          >
            ${icon("camera")}
          </button>`
        : nothing}
      ${view.field || view.method?.field || view.onsite !== null
        ? item.source
          ? nothing
          : html`<button
              type="button"
              class="icon-button history-key"
              aria-expanded=${view.historyOpen}
              aria-label=${t("list.history.title")}
              @click=${() => act.toggleHistory(target, item.id)}
            >
              ${icon("history")}
            </button>`
        : nothing}
      <button
        type="button"
        class="icon-button"
        aria-expanded=${view.helpOpen}
        aria-label=${t("consultant.item.help")}
        @click=${() => act.help(target, item.id)}
      >
        ${icon("help")}
      </button>
    </div>
    ${presenceAtItem(view.others)} ${view.helpOpen ? helpCard(view, act) : nothing}
    ${view.differs ? twoValues(view, act) : nothing}
    <div class="answers">
      ${answerControl(view, act, `${id}-question`)}
      ${view.like ? likeChip(view, view.like, act) : nothing}
      ${item.type === "photo" ? nothing : thirdAnswer(view, act)}
    </div>
    ${photoFrame({
      photos: view.photos,
      isAnswer: item.type === "photo",
      question: pick(item.text),
      blocked: view.photoBlocked,
      thumb: act.thumb,
      act: {
        take: () => act.takePhoto(target, item.id),
        show: act.showPhoto,
        again: act.photoAgain,
      },
    })}
    ${item.type === "photo" ? html`<div class="answers">${thirdAnswer(view, act)}</div>` : nothing}
    ${doubtView(view, act)}
    ${view.historyOpen ? historyView(view, act.historyOf(view), act) : nothing}
    ${view.refusal
      ? html`<p class="item-refused" role="alert">${icon("warning", "small")}${view.refusal}</p>`
      : nothing}
    ${origin(view, act)}
  </section>`;
}

/** It can be put off to a visit while it is not answered, or being answered. @param {ItemView} view @param {ItemActs} act */
function thirdAnswer(view, act) {
  return view.item.source || (view.status === "answered" && !view.isActive) ? nothing : afar(view, act);
}

/** "Wie Bodenablauf: Nein": one tap answers like the thing before. @param {ItemView} view @param {NonNullable<ItemView["like"]>} like @param {ItemActs} act */
function likeChip(view, like, act) {
  return html`<button type="button" class="chip call dashed like" @click=${() => act.answerLike(view.target, view.item.id, like.values)}>
    ${icon("copy")}<span>${t("list.same.answer", { name: like.label, answer: like.word })}</span>
  </button>`;
}

/** Whose answer this is, where it is not ours. @param {ItemView} view @param {ItemActs} act */
function origin(view, act) {
  if (view.source || view.unconfirmed) return sourceLine(view, act);
  if (!view.byOther) return nothing;
  return html`<p class="item-origin soft">
    ${t("consultant.item.by", { name: view.byOther, time: clock(view.field?.at) })}
  </p>`;
}
