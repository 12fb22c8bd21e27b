/** Who is advised, how long it takes already, what waits, and the ways to everything else. */

import { html, nothing } from "lit-html";
import { icon, logoMark } from "../shared/icons.js";
import { t } from "../shared/i18n.js";
import { calledBy } from "../shared/people.js";
import { waitingMark } from "./kept/waiting-mark.js";
import { MODES } from "./modes.js";
import { positionWords } from "./position-view.js";
import { presenceChips } from "./presence/presence-view.js";
import { streetName } from "./words.js";

/** @typedef {import("./state.js").State} State */

/**
 * @param {State} state @param {number} open
 * @param {import("./modes.js").ModeView|null} mode what fills the page instead of the picture
 * @param {{voice: () => void, openPanel: (panel: import("./state.js").Panel) => void, openMode: (mode: import("./state.js").Mode) => void, closeMode: () => void, jump: (target: string, item: string) => void, goSection: (id: string) => void}} act
 */
export function topBar(state, open, mode, act) {
  const { consultation, call } = state;
  return html`<header class="top">
    ${mode
      ? html`<button type="button" class="top-back" @click=${act.closeMode}>${icon("arrow-left")}<span>${t("consultant.mode.back")}</span></button>
          <div class="top-case"><h1>${mode.title}</h1><span class="soft">${mode.detail ?? calledBy(consultation?.customer)}</span></div>`
      : html`<a class="top-mark" href="/consultant" aria-label=${t("consultant.top.back")}>${logoMark()}</a>
          <div class="top-case">
            <h1>${calledBy(consultation?.customer)}</h1>
            <span class="soft">${[streetName(consultation?.address), positionWords(state)].filter(Boolean).join(" · ")}</span>
          </div>`}
    ${waitingMark(state)} ${presenceChips(state, act)}
    ${consultation?.started_at ? html`<span class="top-minutes soft num">${minutes(state)}</span>` : nothing}
    ${call.role === "consultant" ? voiceButton(call, act) : nothing} ${modeKeys(state.mode.kind, act)}
    <button
      type="button"
      class="button top-notes"
      aria-label=${t("consultant.notes.title")}
      aria-expanded=${state.panel?.kind === "notes"}
      @click=${() => act.openPanel({ kind: "notes" })}
    >
      ${icon("note")}
    </button>
    <button
      type="button"
      class="button top-open"
      aria-expanded=${state.panel?.kind === "open"}
      @click=${() => act.openPanel({ kind: "open" })}
    >
      ${icon("list")}<span>${t("consultant.top.open")}</span> <span class="num">${open}</span>
    </button>
    <button
      type="button"
      class="button primary top-finish"
      aria-expanded=${state.panel?.kind === "finish"}
      @click=${() => act.openPanel({ kind: "finish" })}
    >
      ${t("consultant.top.finish")}
    </button>
  </header>`;
}

/** @param {import("./state.js").Mode["kind"]} shown @param {{openMode: (mode: any) => void, closeMode: () => void}} act */
function modeKeys(shown, act) {
  const keys = Object.entries(MODES).flatMap(([kind, entry]) => (entry?.key ? [{ kind, ...entry.key }] : []));
  if (!keys.length) return nothing;
  return html`<div class="top-keys" role="toolbar" aria-label=${t("consultant.mode.label")}>
    ${keys.map(
      (key) => html`<button
        type="button"
        class="button top-mode"
        data-mode=${key.kind}
        title=${key.label()}
        aria-pressed=${String(key.kind === shown)}
        @click=${() => (key.kind === shown ? act.closeMode() : act.openMode({ kind: key.kind }))}
      >
        ${icon(key.icon)}<span>${key.label()}</span>
      </button>`,
    )}
  </div>`;
}

/** @param {State} state @returns {string} */
function minutes({ consultation, now }) {
  const end = consultation.ended_at ? Date.parse(consultation.ended_at) : now;
  return t("consultant.top.minutes", { n: Math.max(0, Math.floor((end - Date.parse(consultation.started_at)) / 60_000)) });
}

/** @param {State["call"]} call @param {{voice: () => void}} act */
function voiceButton(call, act) {
  const on = call.voice === "on";
  return html`<button
    type="button"
    class="button top-voice"
    aria-pressed=${on}
    ?disabled=${call.voice === "starting"}
    @click=${act.voice}
  >
    ${icon(on ? "mic" : "mic-off")}<span>${voiceWord(call.voice)}</span>
  </button>`;
}

/** @param {State["call"]["voice"]} voice @returns {string} */
function voiceWord(voice) {
  switch (voice) {
    case "on":
      return t("consultant.top.voice-on");
    case "refused":
      return t("consultant.top.voice-refused");
    default:
      return t("consultant.top.voice-off");
  }
}
