/** What a tap in gallery and photo editor does. Drawings, captions and places go into the log; blacking out to the server. */

import { post } from "../shared/api.js";
import { t } from "../shared/i18n.js";
import { newId } from "../shared/operations.js";
import { POINTS_MAX, SHAPES_MAX, TEXT_MAX, nextNumber, pointsOf, shapesOf, thinned } from "./drawing.js";
import { photosOf, split, value } from "./entities.js";
import { isLocked, photoPlace } from "./item-view.js";
import { poorness } from "./gallery-rows.js";
import { shutterSound } from "./shutter.js";
import { NO_EVIDENCE } from "./evidence-state.js";

/** @typedef {import("./app.js").App} App */
/** @typedef {import("./evidence-state.js").Evidence} Shown */
/** @typedef {import("./evidence-state.js").Shape} Shape */
/** @typedef {import("./evidence-state.js").Point} Point */

const SMALLEST_BOX = 0.01; // less is a tap, not a box

export class Evidence {
  /** @param {App} app */
  constructor(app) {
    this.app = app;
  }

  get shown() {
    return this.app.store.get().evidence;
  }

  /** @param {Partial<Shown>} patch */
  set(patch) {
    this.app.store.set(({ evidence }) => ({ evidence: { ...evidence, ...patch } }));
  }

  // Gallery

  /** @param {import("./evidence-state.js").Filter} filter */
  filter = (filter) => this.set({ filter });

  /** @param {string} photo */
  select = (photo) => this.set({ selected: photo });

  /** @param {string} target @param {string} item */
  takeMissing = (target, item) => this.app.photos.take(split(target)[1], item);

  /** Its place gets another picture; when that is good, the old one goes. @param {string} photo */
  retake = (photo) => {
    const bound = photosOf(this.app.store.get().view).find(({ id }) => id === photo);
    const taken = bound && this.app.photos.take(bound.entity, bound.item);
    if (taken) this.set({ replacing: { ...this.shown.replacing, [taken]: photo } });
  };

  /** @param {string} photo */
  keep = (photo) => this.app.ledger.record([{ target: `photo:${photo}`, field: "kept", value: true }]);

  /** @param {string} photo */
  remove = (photo) => {
    const target = `photo:${photo}`;
    this.app.ledger.record([{ target, field: "exists", value: false }]);
    if (this.app.store.get().mode.kind === "photo") this.close();
    this.app.toast(t("consultant.toast.photo-removed"), () => this.app.ledger.record([{ target, field: "exists", value: true }]));
  };

  /** @param {string} photo */
  startMoving = (photo) => {
    this.set({ moving: { photo, query: "" } });
    this.app.focusOn(".move-dialog input");
  };

  /** @param {string} query */
  lookFor = (query) => this.set({ moving: this.shown.moving && { ...this.shown.moving, query } });

  stopMoving = () => {
    this.set({ moving: null });
    this.app.focusOn(".belongs");
  };

  /** @param {string} target @param {string} item */
  moveTo = (target, item) => {
    const { moving } = this.shown;
    if (!moving) return;
    const photo = `photo:${moving.photo}`;
    this.app.ledger.record([
      { target: photo, field: "item", value: item },
      { target: photo, field: "entity", value: split(target)[1] },
    ]);
    this.stopMoving();
    this.app.toast(t("evidence.moved"));
  };

  /** A picture has arrived: does it replace another one? @param {import("./state.js").Photo} photo */
  arrived(photo) {
    const old = this.shown.replacing[photo.id];
    if (!old || photo.state !== "ready" || value(this.app.store.get().view, `photo:${photo.id}`, "exists") !== true) return;
    const rest = { ...this.shown.replacing };
    delete rest[photo.id];
    this.set({ replacing: rest, selected: this.shown.selected === old ? photo.id : this.shown.selected });
    if (poorness(photo)) return; // the person decides which of the two is of use
    const target = `photo:${old}`;
    this.app.ledger.record([{ target, field: "exists", value: false }]);
    this.app.toast(t("evidence.replaced"), () => this.app.ledger.record([{ target, field: "exists", value: true }]));
  }

  // Editor

  /** @param {string} photo */
  open = (photo) => {
    this.#melt();
    this.set({ ...NO_EVIDENCE, filter: this.shown.filter, selected: photo, replacing: this.shown.replacing, shutter: this.shown.shutter });
    this.app.items.settle();
    this.app.store.set({ mode: { kind: "photo", photo }, panel: null });
    this.app.focusOn(".draw-tools [aria-pressed=true]", ".top-back");
  };

  /** Not with boxes that nobody blacked out: whoever drew them takes them for gone. */
  mayLeave() {
    if (this.app.store.get().mode.kind !== "photo" || !this.shown.boxes.length) return true;
    this.app.toast(t("evidence.redact.not-yet"));
    this.app.focusOn(".redact-offer .primary");
    return false;
  }

  /** Back to where it was opened from. */
  close = () => {
    if (!this.mayLeave()) return;
    this.#melt();
    const { mode } = this.app.store.get();
    this.set({ draft: null, cursor: null, typing: null, boxes: [], steps: [] });
    this.app.store.set({ mode: { kind: mode.kind === "photo" && mode.from === "live" ? "live" : "gallery" } });
    this.app.focusOn(`.shot[data-photo="${this.shown.selected}"]`, ".top-back", ".tool.draw");
  };

  /** Freeze the live picture and draw on the still that is taken of it. */
  freeze = () => {
    const { store } = this.app;
    const state = store.get();
    const seen = this.app.seen();
    const place = seen && state.checklist && photoPlace({ ...state, checklist: state.checklist }, seen);
    const photo = place && this.app.photos.take(split(place.target)[1], place.item);
    if (!photo) return;
    this.open(photo);
    store.set({ mode: { kind: "photo", photo, from: "live" } });
    const video = /** @type {HTMLVideoElement|null} */ (document.querySelector("video.live"));
    if (!video?.videoWidth) return;
    const canvas = document.createElement("canvas");
    canvas.width = video.videoWidth;
    canvas.height = video.videoHeight;
    canvas.getContext("2d")?.drawImage(video, 0, 0);
    canvas.toBlob((blob) => blob && this.set({ frozen: { photo, url: URL.createObjectURL(blob) } }), "image/jpeg", 0.9);
  };

  #melt() {
    const { frozen } = this.shown;
    if (frozen) URL.revokeObjectURL(frozen.url);
    if (frozen) this.set({ frozen: null });
  }

  /** The still itself is painted. */
  sharpIsThere = () => this.#melt();

  /** @param {Shown["tool"]} tool */
  tool = (tool) => this.set({ tool, draft: null, typing: null });

  /** @param {import("./evidence-state.js").Colour} colour */
  colour = (colour) => this.set({ colour });

  /** @param {Point} point */
  begin = (point) => {
    const { tool, colour } = this.shown;
    if (this.#locked()) return;
    if (tool === "text") {
      this.set({ typing: { ...point, text: "" }, draft: null });
      this.app.focusOn(".draw-text input");
    } else if (tool === "number") {
      this.#add({ type: "number", colour, points: [point.x, point.y], text: nextNumber(this.shapes()) });
    } else {
      const type = tool === "redact" ? "line" : tool;
      this.set({ draft: { type, colour, points: [point.x, point.y, point.x, point.y] } });
    }
  };

  /** @param {Point} point */
  drag = ({ x, y }) => {
    const { draft } = this.shown;
    if (!draft) return;
    const points = draft.type === "freehand" ? [...draft.points, x, y] : [draft.points[0], draft.points[1], x, y];
    this.set({ draft: { ...draft, points } });
  };

  end = () => {
    const { draft, tool } = this.shown;
    if (!draft) return;
    this.set({ draft: null });
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = draft.points;
    if (tool === "redact") this.#box({ x: Math.min(x1, x2), y: Math.min(y1, y2), w: Math.abs(x2 - x1), h: Math.abs(y2 - y1) });
    else if (draft.points.length > 4 || Math.hypot(x2 - x1, y2 - y1) > 0.005) this.#add(draft);
  };

  cancel = () => this.set({ draft: null, typing: null });

  /** @param {string} text */
  type = (text) => this.set({ typing: this.shown.typing && { ...this.shown.typing, text } });

  write = () => {
    const { typing, colour } = this.shown;
    const text = typing?.text.trim().slice(0, TEXT_MAX);
    this.set({ typing: null });
    if (typing && text) this.#add({ type: "text", colour, points: [typing.x, typing.y], text });
    this.app.focusOn(".draw-canvas");
  };

  /** @returns {Shape[]} */
  shapes() {
    const { view, mode } = this.app.store.get();
    return mode.kind === "photo" ? shapesOf(value(view, `photo:${mode.photo}`, "drawing")) : [];
  }

  /** @param {Shape} shape */
  #add(shape) {
    const { mode } = this.app.store.get();
    const before = this.shapes();
    const room = POINTS_MAX - pointsOf(before);
    if (mode.kind !== "photo" || before.length >= SHAPES_MAX || room < 2) {
      this.app.toast(t("evidence.draw.full"));
      return;
    }
    const points = thinned(shape.points, Math.min(room, 400));
    this.app.ledger.record([{ target: `photo:${mode.photo}`, field: "drawing", value: [...before, { ...shape, points }] }]);
    this.set({ steps: [...this.shown.steps, "shape"] });
  }

  /** @param {import("./evidence-state.js").Box} box */
  #box(box) {
    if (box.w < SMALLEST_BOX && box.h < SMALLEST_BOX) return;
    this.set({ boxes: [...this.shown.boxes, box], steps: [...this.shown.steps, "box"] });
  }

  undo = () => {
    const { steps, boxes } = this.shown;
    const last = steps.at(-1);
    if (!last) return;
    this.set({ steps: steps.slice(0, -1), boxes: last === "box" ? boxes.slice(0, -1) : boxes });
    const { mode } = this.app.store.get();
    if (last === "shape" && mode.kind === "photo") {
      const left = this.shapes().slice(0, -1);
      this.app.ledger.record([{ target: `photo:${mode.photo}`, field: "drawing", value: left.length ? left : null }]);
    }
  };

  dropBoxes = () => this.set({ boxes: [], steps: this.shown.steps.filter((step) => step !== "box") });

  /** For ever: the pixels go on the server. */
  redact = async () => {
    const { id, mode } = this.app.store.get();
    const { boxes } = this.shown;
    if (mode.kind !== "photo" || !boxes.length || this.shown.sending) return;
    this.set({ sending: true });
    try {
      await post(`/consultations/${id}/photos/${mode.photo}/redactions`, { id: newId(), boxes });
      this.dropBoxes();
      await this.app.photos.refresh();
      this.app.toast(t("evidence.redact.done"));
    } catch (error) {
      this.app.complain(error);
    } finally {
      this.set({ sending: false });
    }
  };

  #locked() {
    const state = this.app.store.get();
    return isLocked(state) || (state.mode.kind === "photo" && state.photos[state.mode.photo]?.state !== "ready");
  }

  /** Seen and heard at once, whatever the line does. */
  shutter() {
    this.set({ shutter: this.shown.shutter + 1 });
    shutterSound();
  }
}
