/** The closing: risks per path, the first measures, what is open, then the protocol from making to release. */

import { html, nothing } from "lit-html";
import { icon } from "../shared/icons.js";
import { levelSign } from "../shared/level-sign.js";
import { pick, t, tn } from "../shared/i18n.js";
import { effortView } from "./effort-view.js";
import { panel } from "./panel.js";

/** @typedef {import("./state.js").State} State */
/** @typedef {import("./state.js").Text} Text */

/**
 * @typedef {object} FinishView
 * @property {{name: Text, level: import("./state.js").Level, unclear: boolean}[]} paths
 * @property {Text[]} measures the first three
 * @property {number} open
 * @property {{text: string, mend: () => void}[]} missing what the protocol will lack; a tap leads to where it can be mended
 * @property {import("./effort-view.js").Effort|null} effort
 * @property {string} state of the consultation
 * @property {State["protocol"]} protocol
 * @property {State["closing"]} closing
 * @property {number} unsent
 * @property {boolean} mayLead ours to end and to release
 */

/**
 * @typedef {object} FinishActs
 * @property {() => void} close
 * @property {() => void} finish
 * @property {() => void} release
 * @property {() => void} showOpen
 */

/** @param {FinishView} view @param {FinishActs} act */
export function finishPanel(view, act) {
  return panel({
    title: t("consultant.finish.title"),
    kind: "finish",
    close: act.close,
    body: html`<h3 class="panel-part">${t("consultant.finish.risks")}</h3>
      <ul class="finish-paths">
        ${view.paths.map((path) => html`<li><span>${pick(path.name)}</span><span>${levelSign(path.level, path.unclear)}</span></li>`)}
      </ul>
      <h3 class="panel-part">${t("consultant.finish.first-steps")}</h3>
      ${view.measures.length
        ? html`<ol class="finish-measures">
            ${view.measures.map((text) => html`<li>${pick(text)}</li>`)}
          </ol>`
        : html`<p class="soft">${t("consultant.finish.no-measures")}</p>`}
      <h3 class="panel-part">${t("consultant.finish.missing")}</h3>
      ${view.open
        ? html`<button type="button" class="jump" @click=${act.showOpen}>
            ${icon("list", "small")}<span>${tn("consultant.open.title", view.open)}</span>${icon("chevron-right", "small")}
          </button>`
        : html`<p class="finish-good">${icon("check", "small")}${t("consultant.open.none")}</p>`}
      <ul class="jump-list finish-missing">
        ${view.missing.map(
          ({ text, mend }) => html`<li>
            <button type="button" class="jump" @click=${mend}>
              ${icon("warning", "small")}<span>${text}</span>${icon("chevron-right", "small")}
            </button>
          </li>`,
        )}
      </ul>
      ${effortView(view.effort)}`,
    foot: foot(view, act),
  });
}

/** @param {FinishView} view @param {FinishActs} act */
function foot(view, act) {
  if (view.state === "released") {
    return html`<p class="finish-state" role="status">${icon("lock", "small")}${t("consultant.finish.released")}</p>
      ${openLink(view)}`;
  }
  if (!view.mayLead) return view.protocol?.state === "ready" ? openLink(view) : "";
  if (view.closing === "finishing") return progress(t("consultant.finish.ending"), null);
  if (view.state !== "in_review") {
    return html`<button type="button" class="button big primary" ?disabled=${view.unsent > 0} @click=${act.finish}>
        ${icon("document")}${t("consultant.finish.end")}
      </button>
      ${view.unsent ? html`<p class="soft" role="status">${t("consultant.finish.waits")}</p>` : nothing}`;
  }
  return review(view, act);
}

/** @param {FinishView} view @param {FinishActs} act */
function review(view, act) {
  const { protocol } = view;
  if (protocol?.state === "failed") {
    return html`<p class="finish-state" role="alert">${icon("warning", "small")}${t("consultant.finish.failed")}</p>
      <button type="button" class="button call wide" @click=${act.finish}>
        ${icon("refresh")}${t("consultant.finish.again")}
      </button>`;
  }
  if (protocol?.state !== "ready") return progress(t("consultant.finish.making"), protocol?.progress ?? 0);
  return html`<p class="finish-state" role="status">
      ${icon("check", "small")}${t("consultant.finish.ready", { pages: protocol.pages ?? "" })}
    </p>
    ${openLink(view)}
    <button type="button" class="button call wide primary" ?disabled=${view.closing === "releasing"} @click=${act.release}>
      ${icon("lock")}${t("consultant.finish.release")}
    </button>
    <p class="soft">${t("consultant.finish.release-means")}</p>`;
}

/** @param {FinishView} view */
function openLink({ protocol }) {
  return protocol?.url
    ? html`<a class="button call wide" href=${protocol.url} target="_blank" rel="noopener">
        ${icon("document")}${t("consultant.finish.open")}
      </a>`
    : nothing;
}

/** @param {string} word @param {number|null} part null when nobody knows how far */
function progress(word, part) {
  return html`<div class="finish-progress" role="status">
    <p>${word}</p>
    ${part === null ? html`<progress></progress>` : html`<progress max="1" .value=${part}></progress>`}
  </div>`;
}
