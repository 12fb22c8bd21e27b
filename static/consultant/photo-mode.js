/** One picture large: drawing on it, blacking out, what it belongs to. By finger, pen, mouse and keyboard. */

import { html, nothing, svg } from "lit-html";
import { icon } from "../shared/icons.js";
import { t } from "../shared/i18n.js";
import { COLOURS, canvasOf } from "./drawing.js";
import { pad } from "./drawing-pad.js";
import { photosOf } from "./entities.js";
import { shotOf } from "./gallery-rows.js";
import { isLocked } from "./item-view.js";
import { moveDialog } from "./move-dialog.js";
import { picture } from "./photo-picture.js";
import { photoSide } from "./photo-side.js";
import { clock } from "./words.js";

/** @typedef {import("./view.js").Loaded} Loaded */
/** @typedef {import("./view.js").Acts} Acts */
/** @typedef {import("./progress.js").Picture} Seen */
/** @typedef {import("./evidence-state.js").Evidence["tool"]} Tool */

/** @type {{tool: Tool, icon: string, word: () => string}[]} */
const TOOLS = [
  { tool: "arrow", icon: "draw-arrow", word: () => t("evidence.tool.arrow") },
  { tool: "circle", icon: "draw-circle", word: () => t("evidence.tool.circle") },
  { tool: "line", icon: "draw-line", word: () => t("evidence.tool.line") },
  { tool: "freehand", icon: "pencil", word: () => t("evidence.tool.freehand") },
  { tool: "text", icon: "draw-text", word: () => t("evidence.tool.text") },
  { tool: "number", icon: "draw-number", word: () => t("evidence.tool.number") },
  { tool: "redact", icon: "redact", word: () => t("evidence.tool.redact") },
];

/** @param {Loaded} state @param {Seen} seen @param {Acts} act @returns {import("./modes.js").ModeView} */
export function photoMode(state, seen, act) {
  const id = state.mode.kind === "photo" ? state.mode.photo : "";
  const bound = photosOf(state.view).find((one) => one.id === id);
  const photo = state.photos[id];
  const shot = photo && shotOf(state, { ...photo, ...(bound ? { item: bound.item, entity: bound.entity } : {}) }, bound?.caption ?? "");
  return {
    title: t("consultant.photo.number", { n: photo?.number ?? "" }),
    detail: photo?.takenAt ? t("evidence.frozen-at", { time: clock(photo.takenAt) }) : t("evidence.frozen"),
    work: html`<div class="editor">
      ${toolRail(state, act)}
      <div class="editor-picture">${theCanvas(state, act)}</div>
    </div>`,
    side: html`${state.evidence.boxes.length ? redactOffer(state, act) : nothing}
      ${shot && bound ? photoSide(state, shot, act, true) : html`<p class="evidence-hint soft" role="status">${waitingWord(photo)}</p>`}
      ${moveDialog(state, seen, act)}`,
  };
}

/** @param {Loaded} state @param {Acts} act */
function toolRail(state, act) {
  const { tool, colour, steps } = state.evidence;
  const off = isLocked(state);
  return html`<div class="draw-tools" role="toolbar" aria-label=${t("evidence.draw.tools")}>
    ${TOOLS.map(
      (one) => html`<button type="button" class="draw-tool" data-tool=${one.tool} aria-pressed=${String(one.tool === tool)} ?disabled=${off} @click=${() => act.evidence.tool(one.tool)}>
        ${icon(one.icon)}<span>${one.word()}</span>
      </button>`,
    )}
    <span class="draw-colours" role="group" aria-label=${t("evidence.draw.colours")}>
      ${Object.entries(COLOURS).map(([name, code]) => {
        const colourName = /** @type {keyof typeof COLOURS} */ (name);
        return html`<button type="button" class="draw-colour" data-colour=${name} aria-label=${colourWord(colourName)} aria-pressed=${String(name === colour)} ?disabled=${off} @click=${() => act.evidence.colour(colourName)}>
          <svg viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="12" r="10" fill=${code} stroke="#0b1720" stroke-width="2"></circle>
            ${name === colour ? svg`<path d="M7 12.500l3.500 3.500 6.500-8" fill="none" stroke="#0b1720" stroke-width="2.500"></path>` : nothing}</svg>
        </button>`;
      })}
    </span>
    <button type="button" class="draw-tool undo" ?disabled=${off || !steps.length} @click=${act.evidence.undo}>${icon("undo")}<span>${t("evidence.draw.undo")}</span></button>
  </div>`;
}

/** @param {Loaded} state @param {Acts} act */
function theCanvas(state, act) {
  const { evidence, mode } = state;
  const id = mode.kind === "photo" ? mode.photo : "";
  const photo = state.photos[id];
  const { frozen } = evidence;
  if (photo?.state === "ready") {
    const canvas = canvasOf(photo.width ?? 4, photo.height ?? 3);
    const shapes = [...act.evidence.shapes(), ...(evidence.draft && evidence.tool !== "redact" ? [evidence.draft] : [])];
    return pad({
      content: picture({
        src: act.screen(photo),
        alt: t("consultant.photo.number", { n: photo.number ?? "" }),
        photo,
        shapes,
        more: svg`${boxesOf(evidence, canvas)}${evidence.cursor ? cross(evidence.cursor, canvas) : nothing}`,
        painted: act.evidence.sharpIsThere,
      }),
      evidence,
      locked: isLocked(state),
      act: act.evidence,
    });
  }
  if (photo?.state === "failed") return html`<p class="editor-wait" role="alert">${icon("warning")}${t("evidence.failed")}</p>`;
  return html`${frozen?.photo === id ? html`<img class="editor-frozen" src=${frozen.url} alt=${t("evidence.frozen")} />` : nothing}
    <p class="editor-wait glass" role="status"><span class="spinner"></span>${waitingWord(photo)}</p>`;
}

/** @param {import("./state.js").Photo|undefined} photo */
function waitingWord(photo) {
  if (photo?.state === "redacting") return t("evidence.redact.working");
  return t("evidence.draw.coming");
}

/** @param {Loaded["evidence"]} evidence @param {{width: number, height: number}} canvas */
function boxesOf({ boxes, draft, tool }, canvas) {
  const drawing = draft && tool === "redact" ? [boxOf(draft.points)] : [];
  return [...boxes, ...drawing].map(
    ({ x, y, w, h }) => svg`<rect class="redact-box" x=${x * canvas.width} y=${y * canvas.height} width=${w * canvas.width} height=${h * canvas.height}></rect>`,
  );
}

/** @param {number[]} points */
function boxOf([x1 = 0, y1 = 0, x2 = 0, y2 = 0]) {
  return { x: Math.min(x1, x2), y: Math.min(y1, y2), w: Math.abs(x2 - x1), h: Math.abs(y2 - y1) };
}

/** Where the keyboard is. @param {import("./evidence-state.js").Point} point @param {{width: number, height: number}} canvas */
function cross({ x, y }, canvas) {
  const [cx, cy] = [x * canvas.width, y * canvas.height];
  const path = `M${cx - 30} ${cy}h60M${cx} ${cy - 30}v60`;
  return svg`<path d=${path} stroke="#0b1720" stroke-width="9" fill="none"></path><path d=${path} stroke="#ffffff" stroke-width="4" fill="none"></path>`;
}

/** @param {Loaded} state @param {Acts} act */
function redactOffer({ evidence }, act) {
  return html`<section class="redact-offer" role="status">
    <p><b>${t("evidence.redact.ask", { n: evidence.boxes.length })}</b> ${t("evidence.redact.warning")}</p>
    <div class="photo-keys">
      <button type="button" class="button call primary wide" ?disabled=${evidence.sending} @click=${act.evidence.redact}>${icon("redact")}${t("evidence.redact.key")}</button>
      <button type="button" class="button call wide" ?disabled=${evidence.sending} @click=${act.evidence.dropBoxes}>${icon("cross")}${t("evidence.redact.drop")}</button>
    </div>
  </section>`;
}

/** @param {keyof typeof COLOURS} colour */
function colourWord(colour) {
  switch (colour) {
    case "orange":
      return t("evidence.colour.orange");
    case "white":
      return t("evidence.colour.white");
    default:
      return t("evidence.colour.blue");
  }
}
