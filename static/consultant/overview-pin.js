/**
 * The room as a whole, small in a corner of the stage: the newest picture of it, and in it where the camera looks now. It
 * gives way to the pointer and to drawing, and opens large by a tap.
 */

import { html, nothing, render } from "lit-html";
import { icon } from "../shared/icons.js";
import { t } from "../shared/i18n.js";
import { photosOf, roomName, value } from "./entities.js";
import { mayMark } from "./live-hand.js";
import { markOf } from "./overview-direction.js";
import { isUpright } from "./stage.js";

/** @typedef {import("./state.js").State} State */

const ITEM = "room_photo";
const GAP = 8; // px kept between pin and pointer

export class OverviewPin {
  /** Sizes of the stills, once they have been seen. @type {Map<string, {width: number, height: number}>} */
  #sizes = new Map();
  #shown = false;

  /** @param {import("./app.js").App} app */
  constructor(app) {
    this.app = app;
    this.element = document.createElement("div");
    this.element.className = "overview";
    app.store.subscribe(() => this.paint());
    app.sensors.changed.add(() => this.paint());
    app.live.moved.add(() => this.giveWay());
  }

  paint() {
    const state = this.app.store.get();
    const photo = overviewOf(state);
    if (!photo && !this.#shown) return;
    this.#shown = photo !== null;
    render(photo ? this.#view(state, photo) : nothing, this.element);
    this.giveWay();
  }

  /** Nothing lies between a finger and the picture. */
  giveWay() {
    if (!this.#shown) return;
    const state = this.app.store.get();
    const drawing = mayMark(state) && state.live.tool === "draw" && !isUpright(state.call);
    this.element.classList.toggle("away", drawing || this.#underPointer());
  }

  #underPointer() {
    if (!this.app.live.pointer) return false;
    const ring = this.app.live.marks.ring.getBoundingClientRect();
    const pin = this.element.firstElementChild?.getBoundingClientRect();
    if (!pin) return false;
    return ring.left < pin.right + GAP && ring.right > pin.left - GAP && ring.top < pin.bottom + GAP && ring.bottom > pin.top - GAP;
  }

  /** @param {State} state @param {string} photo id */
  #view(state, photo) {
    const name = roomName(state.view, state.here);
    const size = this.#sizes.get(photo);
    const shown = state.photos[photo];
    if (!shown) return nothing;
    return html`<button
      type="button"
      class="overview-pin ${size && size.height > size.width ? "standing" : ""}"
      aria-label=${t("live.overview.open", { room: name })}
      @click=${() => this.app.openPanel({ kind: "photo", photo })}
    >
      <span class="overview-picture">
        <img src=${this.app.photos.address(shown, "thumb")} alt="" @load=${(/** @type {Event} */ event) => this.#loaded(photo, event)} />
        ${size ? marker(state, photo, size) : nothing}
      </span>
      <span class="overview-name">${icon("pin", "small")}<span>${t("live.overview.name", { room: name })}</span></span>
    </button>`;
  }

  /** @param {string} photo @param {Event} event */
  #loaded(photo, { target }) {
    const { naturalWidth: width, naturalHeight: height } = /** @type {HTMLImageElement} */ (target);
    if (!width || !height || this.#sizes.has(photo)) return;
    this.#sizes.set(photo, { width, height });
    this.paint();
  }
}

/** The newest picture of the room where she is. @param {State} state @returns {string|null} its id */
export function overviewOf({ here, view, photos, call, mode, panel }) {
  if (!here || !call.stream || mode.kind !== "live" || panel?.kind === "photo") return null;
  const there = photosOf(view).filter(({ id, item, entity }) => item === ITEM && entity === here && photos[id]?.state === "ready");
  const taken = (/** @type {{id: string}} */ { id }) => photos[id]?.takenAt ?? "";
  return there.reduce((/** @type {{id: string}|null} */ newest, one) => (newest && taken(newest) > taken(one) ? newest : one), null)?.id ?? null;
}

/** Where the camera looks now; nothing where either direction is not known. @param {State} state @param {string} photo @param {{width: number, height: number}} size */
function marker({ view, sensors, call, guide }, photo, size) {
  const [heading, tilt] = ["heading_deg", "tilt_deg"].map((field) => value(view, `photo:${photo}`, field));
  if (!sensors || sensors.heading === null || sensors.tilt === null || heading === null || tilt === null) return nothing;
  const zoom = guide.camera?.zoom;
  const mark = markOf(
    { heading, tilt, size },
    {
      heading: sensors.heading,
      tilt: sensors.tilt,
      roll: sensors.roll ?? 0,
      zoom: zoom ? zoom.value / Math.max(1, zoom.min) : 1,
      size: call.picture ?? size,
    },
  );
  const [width, height] = [size.width, size.height];
  if (mark.kind === "frame") {
    const corners = mark.corners.map(({ x, y }) => `${Math.round(x * width)},${Math.round(y * height)}`).join(" ");
    return html`<svg class="overview-mark" viewBox="0 0 ${width} ${height}" role="img" aria-label=${t("live.overview.now")}>
      <polygon class="rim" points=${corners} /><polygon points=${corners} />
    </svg>`;
  }
  const unit = Math.min(width, height) / 100;
  const [x, y] = [mark.at.x * (width - 16 * unit) + 8 * unit, mark.at.y * (height - 16 * unit) + 8 * unit];
  return html`<svg class="overview-mark beyond" viewBox="0 0 ${width} ${height}" role="img" aria-label=${t("live.overview.beyond")}>
    <path transform="translate(${x} ${y}) rotate(${mark.deg}) scale(${unit})" d="M8 0L-7 -10L-3 0L-7 10z" />
  </svg>`;
}
