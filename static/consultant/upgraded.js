/**
 * The checklist may become another while a consultation goes on: templates are replaced and the server starts anew. The
 * page then goes on with the one it has, says so, and offers the new one; answers are in the log and stay.
 */

import { html, nothing } from "lit-html";
import { get } from "../shared/api.js";
import { icon } from "../shared/icons.js";
import { pick, t } from "../shared/i18n.js";
import { newId } from "../shared/operations.js";
import { split } from "./entities.js";
import { answerWord } from "./words.js";

/** @typedef {import("./app.js").App} App */
/** @typedef {import("../shared/operations.js").Operation} Operation */

/** What the server says of an answer that its checklist does not know. */
const GONE = new Set(["operation_unknown_field", "operation_unknown_option", "operation_unknown_item", "operation_wrong_type"]);

/** Ask whether the server has another checklist than the page. @param {App} app */
export async function askForUpgrade(app) {
  const { checklist } = app.store.get();
  if (!checklist) return;
  try {
    const { version } = await get("/checklist");
    if (typeof version === "string") app.store.set(({ sheet }) => ({ sheet: { ...sheet, upgraded: version === checklist.version ? "" : version } }));
  } catch {
    // Not reachable: asked again when the socket is back.
  }
}

/**
 * An answer of ours was refused. Where another checklist does not know it, it becomes a note: nothing told is lost.
 * @param {App} app @param {Operation} operation @param {string} code
 */
export async function keepIfUpgraded(app, { target, field, value }, code) {
  const item = app.store.get().checklist?.items[field];
  if (!GONE.has(code) || !item || value === null) return;
  await askForUpgrade(app);
  if (!app.store.get().sheet.upgraded) return;
  const answer = answerWord(item, value, app.ledger.view);
  const note = `note:${newId()}`;
  app.ledger.record(
    [
      { target: note, field: "exists", value: true },
      { target: note, field: "text", value: t("list.upgrade.note", { question: pick(item.text), answer }) },
      { target: note, field: "entity", value: split(target)[1] },
    ],
    { undoable: false },
  );
  app.toast(t("list.upgrade.kept"));
}

/** The server has another checklist. @param {import("./state.js").State} state */
export function upgradeBanner({ sheet, unsent }) {
  if (!sheet.upgraded) return nothing;
  return html`<div class="banner upgrade" role="status">
    ${icon("refresh")}
    <p>${t("list.upgrade.text", { version: sheet.upgraded })}</p>
    ${unsent ? nothing : html`<a class="button" href="">${t("list.upgrade.load")}</a>`}
  </div>`;
}
