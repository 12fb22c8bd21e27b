/** Help beside a question: what it means, where it stands, what must be seen, and the sentence to say or to send. */

import { html, nothing } from "lit-html";
import { icon } from "../shared/icons.js";
import { pick, t } from "../shared/i18n.js";

/** @typedef {import("./item.js").ItemView} ItemView */
/** @typedef {import("./item.js").ItemActs} ItemActs */

const QUOTES = /^[„“"]|[“”"]$/g;

/** @param {ItemView} view @param {ItemActs} act */
export function helpCard(view, act) {
  const { item } = view;
  const norm = pick(item.norm);
  const canClear = !view.locked && view.status !== "open" && item.type !== "photo" && !item.source;
  return html`<div class="help" role="note" aria-label=${t("consultant.item.help")}>
    ${item.help ? html`<p>${pick(item.help)}</p>` : nothing}
    ${view.view ? toSee(view, view.view, act) : nothing}
    ${norm && norm !== "-" ? html`<p class="soft">${t("consultant.item.norm", { norm })}</p>` : nothing}
    ${canClear
      ? html`<button type="button" class="button quiet" @click=${() => act.answer(view.target, item.id, null)}>
          ${icon("trash", "small")}${t("consultant.item.clear")}
        </button>`
      : nothing}
  </div>`;
}

/**
 * Aim, light, and the sentence: to be said, or with a tap to stand large on her phone.
 * @param {ItemView} view @param {import("../shared/visibility.js").View} sight @param {ItemActs} act
 */
function toSee({ sendBlocked, sentSentence }, { aim, light, say }, act) {
  const plain = { de: say.de.replace(QUOTES, ""), en: say.en.replace(QUOTES, "") };
  const sent = sentSentence === pick(plain);
  return html`<dl class="to-see">
      <dt>${t("consultant.item.aim")}</dt>
      <dd>${pick(aim)}</dd>
      <dt>${t("consultant.item.light")}</dt>
      <dd>${pick(light)}</dd>
    </dl>
    <div class="help-say">
      <blockquote>${t("consultant.item.say", { sentence: pick(plain) })}</blockquote>
      <button
        type="button"
        class="button call send-sentence ${sent ? "sent" : ""}"
        title=${sendBlocked}
        ?disabled=${sendBlocked !== ""}
        @click=${() => act.sendSentence(plain)}
      >
        ${icon("phone", "small")}${t("list.help.send")}
      </button>
      ${sendBlocked ? html`<p class="soft">${sendBlocked}</p>` : nothing}
    </div>`;
}
