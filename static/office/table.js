/** The table: number, where and who, when, how high the risk is, where it stands. */

import { html, nothing } from "lit-html";

import { addressLine, stateLook, whenOf } from "../shared/consultation-words.js";
import { dayInFigures } from "../shared/dates.js";
import { t } from "../shared/i18n.js";
import { icon } from "../shared/icons.js";
import { levelSign } from "../shared/level-sign.js";
import { highlight } from "./highlight.js";

/** @typedef {import("./state.js").State} State */
/** @typedef {import("./state.js").Summary} Summary */

const HEADS = ["number", "place", "date", "level", "state"];

/**
 * @param {State} state
 * @param {{select: (id: string) => void, more: () => void, reload: () => void, move: (step: number) => void}} actions
 */
export function table(state, actions) {
  if (state.rows === null) return waiting(state, actions);
  if (state.rows.length === 0) return html`<p class="empty">${t("office.archive.nothing")}</p>`;
  return html`<div class="scroll">
    <table>
      <thead>
        <tr>
          ${HEADS.map((name) => html`<th scope="col" class="column-${name}">${t(`office.column.${name}`)}</th>`)}
        </tr>
      </thead>
      <tbody class="num" @keydown=${(/** @type {KeyboardEvent} */ event) => steer(event, actions.move)}>
        ${state.rows.map((row) => line(row, state, actions))}
      </tbody>
    </table>
    ${state.rows.length < state.total
      ? html`<p class="more">
          <button type="button" class="button" @click=${actions.more}>${icon("chevron-down")}${t("office.archive.more")}</button>
        </p>`
      : nothing}
  </div>`;
}

/** @param {State} state @param {{reload: () => void}} actions */
function waiting(state, actions) {
  if (!state.trouble) {
    return html`<p class="empty"><span class="spinner" aria-hidden="true"></span>${t("common.loading")}</p>`;
  }
  return html`<div class="banner warn">
    ${icon("wifi-off")}<span>${t("common.unreachable")}</span>
    <button type="button" class="button" @click=${actions.reload}>${t("common.again")}</button>
  </div>`;
}

/** @param {Summary} row @param {State} state @param {{select: (id: string) => void}} actions */
function line(row, state, actions) {
  const chosen = row.id === state.selected;
  const look = stateLook(row.state);
  const moment = whenOf(row);
  return html`<tr class=${chosen ? "chosen" : ""} @click=${() => actions.select(row.id)}>
    <th scope="row">
      <button type="button" class="row" aria-current=${chosen ? "true" : nothing}>${highlight(row.number, state.words)}</button>
    </th>
    <td>
      ${highlight(addressLine(row.address), state.words)}<span class="second soft"
        >${highlight(row.customer.name, state.words)}</span
      >
    </td>
    <td>${moment ? dayInFigures(moment) : "–"}</td>
    <td>${row.overall && row.started_at ? levelSign(row.overall.level, row.overall.unclear) : html`<span class="soft">–</span>`}</td>
    <td><span class="standing ${look.mood}">${icon(look.icon, "small")}${look.word}</span></td>
  </tr>`;
}

/** Arrow keys walk through the rows. @param {KeyboardEvent} event @param {(step: number) => void} move */
function steer(event, move) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  move(step);
}
