/** Others as small initials: in the top bar, at the section they look at, and by name at the question. */

import { html, nothing } from "lit-html";
import { icon } from "../../shared/icons.js";
import { pick, t } from "../../shared/i18n.js";

/** @typedef {import("./presence.js").Other} Other */
/** @typedef {import("../state.js").State} State */

const MOST = 3; // chips in the top bar

/** A tap goes to where they are. @param {State} state @param {{jump: (target: string, item: string) => void, goSection: (id: string) => void}} act */
export function presenceChips({ others, checklist }, act) {
  if (!others.length) return nothing;
  return html`<div class="presence" role="group" aria-label=${t("visit.presence.label")}>
    ${others.slice(0, MOST).map((one) => {
      const section = checklist?.sections.find(({ id }) => id === one.section);
      const words = t("visit.presence.where", { name: nameOf(one), section: section ? pick(section.title) : "–" });
      const go = () => (one.item ? act.jump(one.target, one.item) : act.goSection(one.section));
      return html`<button type="button" class="presence-chip" title=${words} aria-label=${words} data-instance=${one.instance} @click=${go}>
        <span aria-hidden="true">${initials(one)}</span>
      </button>`;
    })}
  </div>`;
}

/** @param {Other[]} others @param {string} section */
export function presenceAtTab(others, section) {
  const here = others.filter((one) => one.section === section);
  if (!here.length) return nothing;
  return html`<span class="presence-tab"
    ><span aria-hidden="true">${here.map(initials).join(" ")}</span
    ><span class="unseen">${here.map((one) => t("visit.presence.here", { name: nameOf(one) })).join(", ")}</span></span
  >`;
}

/** @param {Other[]} others at this question */
export function presenceAtItem(others) {
  if (!others.length) return nothing;
  return html`<span class="presence-item">
    ${icon("person", "small")}${others.map((one) => t("visit.presence.here", { name: nameOf(one) })).join(", ")}
  </span>`;
}

/** @param {Other[]} others @param {string} target @param {string} item */
export function othersAt(others, target, item) {
  return others.filter((one) => one.target === target && one.item === item);
}

/** @param {Other} other */
function nameOf({ name, self }) {
  return self ? t("visit.presence.self") : name;
}

/** "B" for Herr Brandt, "JB" for Jan Brandt. @param {Other} other */
function initials({ name }) {
  const words = name.split(/\s+/).filter((word) => !["Frau", "Herr", "Familie"].includes(word));
  return words.map((word) => word[0]?.toLocaleUpperCase() ?? "").slice(0, 2).join("");
}
