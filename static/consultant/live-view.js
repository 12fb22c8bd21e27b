/** What lies on the live picture: pointer and strokes, and how they are made by finger and by keys. */

import { html, nothing } from "lit-html";
import { icon } from "../shared/icons.js";
import { t } from "../shared/i18n.js";
import { COLOURS, SHAPES } from "../shared/marks.js";
import { mayMark } from "./live-hand.js";
import { tool } from "./tool-key.js";

/** @typedef {import("./state.js").State} State */
/** @typedef {import("./state.js").Call} Call */
/** @typedef {import("./live.js").Live} Live */
/** @typedef {import("./live-hand.js").LiveHand} LiveHand */

/** @type {Record<import("../shared/marks.js").Shape, string>} */
const SHAPE_ICONS = { freehand: "pencil", arrow: "arrow-up-right", circle: "circle" };

/** Over the picture, as large as its element. @param {State} state @param {Live} act @param {LiveHand} hand @param {Element[]} beside painted by themselves */
export function liveLayer(state, act, hand, beside) {
  if (!state.call.stream) return nothing;
  const { tool: on, bright } = state.live;
  hand.follow(mayMark(state) ? on : null);
  return html`${beside}
    <div class="live-layer ${bright ? `bright-${bright}` : ""}" data-hand=${(mayMark(state) && on) || "none"}>${act.marks.element}</div>
    ${bright ? html`<p class="live-bright glass">${icon("sun", "small")}<span>${t("live.bright.is", { n: bright })}</span></p>` : nothing}`;
}

/** The keys below the picture. @param {State["live"]} live @param {import("./camera-hand.js").CameraHand} hand @param {Live} act */
export function markKeys({ tool: on, strokes }, hand, act) {
  return html`${tool({ name: "point", picture: "pointer", word: t("live.point.key"), why: "", hand, state: { pressed: on === "point" }, act: () => act.toggle("point") })}
  ${tool({
    name: "draw",
    picture: "circle",
    word: t("live.draw.key"),
    why: "",
    hand,
    state: { expanded: on === "draw" },
    act: () => act.toggle("draw"),
    badge: strokes,
  })}`;
}

/** @param {State["live"]} live @param {import("./camera-hand.js").CameraHand} hand @param {Live} act */
export function brightKey({ bright }, hand, act) {
  return tool({
    name: "bright",
    picture: "sun",
    word: bright ? t("live.bright.step", { n: bright }) : t("live.bright.key"),
    why: "",
    hand,
    state: { pressed: bright > 0 },
    act: act.brighten,
  });
}

/** What is drawn with, in a row of its own above the tools. @param {State["live"]} live @param {Live} act */
export function drawTray({ tool: on, shape, colour, strokes }, act) {
  if (on !== "draw") return nothing;
  return html`<div class="tray draw-tray" role="group" aria-label=${t("live.draw.label")}>
    <div class="draw-group" role="group" aria-label=${t("live.draw.shape")}>
      ${SHAPES.map(
        (one) => html`<button
          type="button"
          class="chip call shape"
          data-shape=${one}
          aria-label=${t(`live.draw.shape_word.${one}`)}
          title=${t(`live.draw.shape_word.${one}`)}
          aria-pressed=${String(one === shape)}
          @click=${() => act.choose({ shape: one })}
        >
          ${icon(SHAPE_ICONS[one])}
        </button>`,
      )}
    </div>
    <div class="draw-group" role="group" aria-label=${t("live.draw.colour")}>
      ${COLOURS.map(
        (one) => html`<button
          type="button"
          class="chip call swatch ${one}"
          data-colour=${one}
          aria-pressed=${String(one === colour)}
          @click=${() => act.choose({ colour: one })}
        >
          <i>${one === colour ? icon("check", "small") : nothing}</i><span>${t(`live.draw.colour_word.${one}`)}</span>
        </button>`,
      )}
    </div>
    <button type="button" class="button square call" data-draw="undo" aria-label=${t("live.draw.undo")} title=${t("live.draw.undo")} ?disabled=${!strokes} @click=${act.undo}>
      ${icon("undo")}
    </button>
    <button type="button" class="button square call" data-draw="clear" aria-label=${t("live.draw.clear")} title=${t("live.draw.clear")} ?disabled=${!strokes} @click=${act.clear}>
      ${icon("trash")}
    </button>
  </div>`;
}
