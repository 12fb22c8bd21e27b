/**
 * What can fill the page instead of the live picture: each a large view with something beside it. The picture goes on
 * in a corner, STOPP on it. A mode is one entry here; it is opened by `act.openMode` and left by `act.closeMode`.
 */

import { t } from "../shared/i18n.js";
import { galleryMode } from "./gallery-mode.js";
import { closingMode } from "./closing-mode.js";
import { overviewMode } from "./overview-mode.js";
import { papersMode } from "./papers-mode.js";
import { planMode } from "./plan-mode.js";
import { photoMode } from "./photo-mode.js";

/** @typedef {import("./view.js").Loaded} Loaded */
/** @typedef {import("./view.js").Acts} Acts */
/** @typedef {import("./progress.js").Picture} Picture */
/** @typedef {import("./state.js").Mode} Mode */

/**
 * @typedef {object} ModeView
 * @property {unknown} work the large part
 * @property {unknown} side what stands beside it, below the small picture
 * @property {string} title
 * @property {string} [detail] a few words beside the title
 */

/**
 * @typedef {object} ModeEntry
 * @property {(state: Loaded, seen: Picture, act: Acts) => ModeView} view
 * @property {{icon: string, label: () => string}|null} key its key in the top bar; null: opened from elsewhere
 */

/** In the order of their keys. @type {Partial<Record<Mode["kind"], ModeEntry>>} */
export const MODES = {
  gallery: { view: galleryMode, key: { icon: "image", label: () => t("evidence.gallery.title") } },
  photo: { view: photoMode, key: null },
  overview: { view: overviewMode, key: { icon: "layers", label: () => t("list.overview.title") } },
  papers: { view: papersMode, key: { icon: "document", label: () => t("papers.title") } },
  plan: { view: planMode, key: { icon: "plan", label: () => t("plan.title") } },
  closing: { view: closingMode, key: { icon: "house", label: () => t("risk.closing.title") } },
};

/** @param {Loaded} state @param {Picture} seen @param {Acts} act @returns {ModeView|null} null while the live picture fills the page */
export function modeView(state, seen, act) {
  return MODES[state.mode.kind]?.view(state, seen, act) ?? null;
}
