/** Map extract, drawing of the connection, plans, beside the live picture. */

import { html } from "lit-html";
import { icon } from "../shared/icons.js";
import { t, tn } from "../shared/i18n.js";
import { KIND_ICONS, paperViewer } from "../shared/papers/viewer.js";

/** @typedef {import("./view.js").Loaded} Loaded */
/** @typedef {import("./view.js").Acts} Acts */
/** @typedef {import("../shared/papers/wire.js").Paper} Paper */

/** @param {Loaded} state @param {import("./progress.js").Picture} _seen @param {Acts} act @returns {import("./modes.js").ModeView} */
export function papersMode(state, _seen, act) {
  const { list, paper, page, trouble } = state.papers;
  const shown = list?.find((one) => one.id === paper) ?? list?.find((one) => one.state === "ready") ?? list?.[0];
  return {
    title: t("papers.title"),
    detail: shown?.name,
    work: shown ? paperViewer(shown, shown.id === paper ? page : 0, (to) => open(act, shown, to)) : html`<p class="papers-none soft">${nothingHere(list, trouble)}</p>`,
    side: html`<nav class="papers-side" aria-label=${t("papers.mode.list")}>
      ${(list ?? []).map(
        (one) => html`<button
          type="button"
          class="paper-choice"
          aria-current=${one.id === shown?.id ? "true" : "false"}
          ?disabled=${one.state !== "ready"}
          @click=${() => act.papers.show(one.id)}
        >
          ${icon(one.state === "failed" ? "warning" : KIND_ICONS[one.kind])}
          <span><b>${one.name}</b><span class="soft">${t(`papers.kind.${one.kind}`)} · ${standing(one)}</span></span>
        </button>`,
      )}
    </nav>`,
  };
}

/** @param {Acts} act @param {Paper} paper @param {number} page */
function open(act, paper, page) {
  act.papers.show(paper.id);
  act.papers.turn(page);
}

/** @param {Paper[]|null} list @param {boolean} trouble */
function nothingHere(list, trouble) {
  if (list) return t("papers.mode.none");
  return t(trouble ? "papers.mode.unreachable" : "common.loading");
}

/** @param {Paper} one */
function standing(one) {
  if (one.state === "ready") return tn("papers.pages", one.pages.length);
  return one.state === "failed" ? (one.failure_text ?? "") : t("papers.drawing");
}
