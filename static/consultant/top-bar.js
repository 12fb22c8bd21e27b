/** Who is advised, how long it takes already, what waits, and the ways to everything else. */

import { html, nothing } from "lit-html";
import { icon, logoMark } from "../shared/icons.js";
import { t, tn } from "../shared/i18n.js";
import { calledBy } from "../shared/people.js";
import { streetName } from "./words.js";

/** @typedef {import("./state.js").State} State */

/**
 * @param {State} state @param {number} open
 * @param {{voice: () => void, openPanel: (panel: import("./state.js").Panel) => void}} act
 */
export function topBar(state, open, act) {
  const { consultation, call } = state;
  return html`<header class="top">
    <a class="top-mark" href="/consultant" aria-label=${t("consultant.top.back")}>${logoMark()}</a>
    <div class="top-case">
      <h1>${calledBy(consultation?.customer)}</h1>
      <span class="soft">${streetName(consultation?.address)}</span>
    </div>
    ${waiting(state)}
    ${consultation?.started_at ? html`<span class="top-minutes soft num">${minutes(state)}</span>` : nothing}
    ${call.role === "consultant" ? voiceButton(call, act) : nothing}
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

/** Answers the server does not have yet. Says nothing about the picture, which goes on. @param {State} state */
function waiting(state) {
  const shown = state.unreachable && state.unsent > 0;
  return html`<span class="top-waiting-place" role="status"
    >${shown
      ? html`<span class="top-waiting">
          ${icon("wifi-off", "small")}<span class="long">${tn("consultant.top.waiting", state.unsent)}</span
          ><span class="short" aria-hidden="true">${state.unsent}</span>
        </span>`
      : nothing}</span
  >`;
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
