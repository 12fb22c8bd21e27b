/** Free notes beside the questions: written, changed, removed; they come with the log to every tablet. */

import { html, nothing } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { live } from "lit-html/directives/live.js";
import { icon } from "../shared/icons.js";
import { t } from "../shared/i18n.js";
import { panel } from "./panel.js";
import { clock } from "./words.js";

/** @typedef {import("./entities.js").Note} Note */

const LONGEST = 4000;

/**
 * @param {object} options
 * @param {Note[]} options.notes
 * @param {string} options.draft
 * @param {boolean} options.locked
 * @param {{close: () => void, typeNote: (text: string) => void, addNote: () => void, changeNote: (target: string, text: string) => void, removeNote: (target: string) => void}} options.act
 */
export function notesPanel({ notes, draft, locked, act }) {
  return panel({
    title: t("consultant.notes.title"),
    kind: "notes",
    close: act.close,
    body: html`<p class="panel-lead soft">${t("consultant.notes.purpose")}</p>
      ${notes.length
        ? html`<ul class="notes">
            ${repeat(
              notes,
              (note) => note.target,
              (note) => html`<li class="note">
                <textarea
                  rows="2"
                  maxlength=${LONGEST}
                  aria-label=${t("consultant.notes.one", { time: clock(note.at) })}
                  ?disabled=${locked}
                  .value=${note.text}
                  @change=${(/** @type {Event} */ event) =>
                    act.changeNote(note.target, /** @type {HTMLTextAreaElement} */ (event.target).value)}
                ></textarea>
                <span class="soft num">${[clock(note.at), note.by].filter(Boolean).join(", ")}</span>
                ${locked
                  ? nothing
                  : html`<button
                      type="button"
                      class="button square quiet"
                      aria-label=${t("consultant.notes.remove")}
                      @click=${() => act.removeNote(note.target)}
                    >
                      ${icon("trash")}
                    </button>`}
              </li>`,
            )}
          </ul>`
        : html`<p class="panel-empty">${t("consultant.notes.none")}</p>`}
      ${locked
        ? nothing
        : html`<form
            class="note-new"
            @submit=${(/** @type {SubmitEvent} */ event) => {
              event.preventDefault();
              act.addNote();
            }}
          >
            <label class="field"
              ><span>${t("consultant.notes.new")}</span>
              <textarea
                rows="3"
                name="new-note"
                maxlength=${LONGEST}
                .value=${live(draft)}
                @input=${(/** @type {Event} */ event) =>
                  act.typeNote(/** @type {HTMLTextAreaElement} */ (event.target).value)}
              ></textarea>
            </label>
            <button type="submit" class="button call primary" ?disabled=${!draft.trim()}>
              ${icon("plus")}${t("consultant.notes.add")}
            </button>
          </form>`}`,
  });
}
