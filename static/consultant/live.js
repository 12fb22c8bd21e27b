/**
 * A finger on the live picture: it points, or it draws, and the phone shows it at the same place. Both go from browser to
 * browser; where there is no channel they go by the socket, less often. What is drawn stays until it is taken away here.
 */

import { LiveChannel } from "../shared/live-channel.js";
import { LiveMarks } from "../shared/live-marks.js";
import { AT_ONCE_MAX, POINTS_MAX, STROKES_MAX, Strokes, written } from "../shared/marks.js";
import { newId } from "../shared/operations.js";
import { t } from "../shared/i18n.js";
import { BRIGHTEST, PLAIN } from "./live-state.js";
import { Pace } from "./live-pace.js";

/** @typedef {import("./live-state.js").LiveState} LiveState */
/** @typedef {import("../shared/picture-place.js").Point} Point */
/** @typedef {import("../shared/marks.js").Stroke} Stroke */

const SHOWN_MS = 6000; // after the last touch
const AGAIN_MS = 1000; // while a finger rests: what was lost is said again
const NEAR = 0.004; // of the picture's width: a finger that trembles draws no line
const HEARD = new Set(["point-gone", "sensors", "still-preview"]); // over the channel

export class Live {
  channel = new LiveChannel();
  marks = new LiveMarks("contain");
  /** Called when the pointer moves, comes or goes. @type {Set<() => void>} */
  moved = new Set();
  #strokes = new Strokes();
  /** @type {Point|null} */
  #pointer = null;
  /** @type {Stroke|null} being drawn */
  #stroke = null;
  #told = 0; // points of it
  #n = 0;
  #timers = { off: 0, again: 0 };
  #pointing = new Pace(16, 150, () => this.#tellPoint());
  #drawing = new Pace(40, 250, () => this.#tellStroke());

  /** @param {import("./app.js").App} app */
  constructor(app) {
    this.app = app;
    this.channel.on("ready", () => this.#tellAll());
    this.channel.on("said", ({ kind, payload }) => HEARD.has(kind) && app.signals.emit(kind, payload));
    app.signals.on("marks-wanted", () => this.#tellAll());
    app.signals.on("point-gone", (payload) => payload?.n === this.#n && this.#hide());
    app.store.subscribe(() => this.#follow());
  }

  /** The same key again: a tap focuses, as before. @param {"point"|"draw"} tool */
  toggle = (tool) => {
    const next = this.#live.tool === tool ? null : tool;
    this.end();
    if (this.#pointer) this.off();
    this.#set({ tool: next });
    this.app.guide.camera.closeTray();
    if (next) this.app.focusOn(".live-marks");
  };

  /** @param {Partial<Pick<LiveState, "shape"|"colour">>} choice */
  choose = (choice) => this.#set(choice);

  /** One step brighter, and back to how it comes. */
  brighten = () => this.#set({ bright: (this.#live.bright + 1) % (BRIGHTEST + 1) });

  // Pointing

  /** @param {Point} point */
  point(point) {
    clearTimeout(this.#timers.off);
    this.#place(point);
    this.#pointing.due(this.#over);
    this.#timers.again ||= window.setInterval(() => this.#tellPoint(), AGAIN_MS);
  }

  /** The finger is away: for a while it stays. */
  rest() {
    clearInterval(this.#timers.again);
    this.#timers.again = 0;
    if (!this.#pointer) return;
    this.#pointing.stop();
    this.#say("point", this.#pointed(this.#pointer)); // the last place is the one that counts
    this.#timers.off = window.setTimeout(() => this.off(), SHOWN_MS);
  }

  off() {
    this.#hide();
    this.#say("point", { n: this.#next(), off: true });
  }

  get pointer() {
    return this.#pointer;
  }

  // Drawing

  get isDrawing() {
    return this.#stroke !== null;
  }

  /** @param {Point} point */
  begin(point) {
    const { shape, colour } = this.#live;
    if (this.#strokes.all.size >= STROKES_MAX) this.#keep([...this.#strokes.all.keys()].slice(1));
    this.#told = 0;
    this.#put({ id: newId(), kind: shape, colour, points: [point], of: this.marks.size });
  }

  /** @param {Point} point */
  extend(point) {
    const stroke = this.#stroke;
    if (!stroke) return;
    if (stroke.kind !== "freehand") return this.#put({ ...stroke, points: [stroke.points[0] ?? point, point] });
    const last = stroke.points.at(-1);
    const { width, height } = this.marks.size;
    if (last && Math.hypot(point.x - last.x, ((point.y - last.y) * height) / width) < NEAR) return;
    if (stroke.points.length < POINTS_MAX) this.#put({ ...stroke, points: [...stroke.points, point] });
  }

  end() {
    const stroke = this.#stroke;
    if (!stroke) return;
    this.#drawing.stop();
    this.#stroke = null;
    if (stroke.kind !== "freehand" && stroke.points.length < 2) return this.#keep([...this.#strokes.all.keys()].slice(0, -1)); // a touch only
    this.#tellWhole(stroke);
  }

  undo = () => this.#keep([...this.#strokes.all.keys()].slice(0, -1));

  clear = () => {
    const gone = [...this.#strokes.all.values()];
    if (!gone.length) return;
    this.#keep([]);
    this.app.toast(t("live.draw.cleared"), () => {
      for (const stroke of gone) this.#put(stroke);
      this.#stroke = null;
      this.#tellAll();
    });
  };

  /** @param {Stroke} stroke */
  #put(stroke) {
    this.#stroke = stroke;
    this.#strokes.all.set(stroke.id, stroke);
    this.marks.draw(stroke);
    this.#drawing.due(this.#over);
    this.#set({ strokes: this.#strokes.all.size });
  }

  /** @param {string[]} ids these stay */
  #keep(ids) {
    this.#stroke = null;
    this.#drawing.stop();
    this.marks.remove(this.#strokes.keep({ ids }));
    this.#set({ strokes: this.#strokes.all.size });
    this.#say("strokes", { ids });
  }

  // To the phone

  #tellPoint() {
    if (!this.#pointer) return;
    const payload = this.#pointed(this.#pointer);
    if (!this.channel.move("point", payload) && this.app.store.get().call.socket === "open") this.app.say("point", payload);
  }

  /** @param {Point} point */
  #pointed(point) {
    const [x, y] = written(point);
    return { n: this.#next(), x, y, of: this.#of(this.marks.size) };
  }

  /** What has come to it since it was told. */
  #tellStroke() {
    const stroke = this.#stroke;
    if (!stroke) return;
    const from = stroke.kind === "freehand" ? this.#told : 0;
    this.#tellPoints(stroke, from, stroke.points.length);
    this.#told = stroke.points.length;
  }

  /** @param {Stroke} stroke */
  #tellWhole(stroke) {
    for (let from = 0; from < stroke.points.length; from += AT_ONCE_MAX) {
      this.#tellPoints(stroke, from, Math.min(stroke.points.length, from + AT_ONCE_MAX));
    }
  }

  /** @param {Stroke} stroke @param {number} from @param {number} to */
  #tellPoints({ id, kind, colour, points, of }, from, to) {
    if (to > from) this.#say("stroke", { id, kind, colour, from, points: points.slice(from, to).flatMap(written), of: this.#of(of) });
  }

  /** For a phone that is new here, or was cut off. */
  #tellAll() {
    if (this.app.store.get().call.role !== "consultant") return;
    this.#say("strokes", { ids: [...this.#strokes.all.keys()] });
    for (const stroke of this.#strokes.all.values()) this.#tellWhole(stroke);
    if (this.#pointer) this.#say("point", this.#pointed(this.#pointer));
  }

  /** @param {string} kind @param {object} payload */
  #say(kind, payload) {
    if (!this.channel.say(kind, payload)) this.app.say(kind, payload);
  }

  get #over() {
    return this.channel.isOpen ? "channel" : "socket";
  }

  /** Grows across a reload of this page, too. */
  #next() {
    this.#n = Math.max(this.#n + 1, Date.now());
    return this.#n;
  }

  /** @param {import("../shared/picture-place.js").Size} size */
  #of({ width, height }) {
    return [width, height];
  }

  #hide() {
    clearTimeout(this.#timers.off);
    clearInterval(this.#timers.again);
    this.#timers.again = 0;
    this.#pointing.stop();
    this.#place(null);
  }

  /** @param {Point|null} point */
  #place(point) {
    this.#pointer = point;
    this.marks.point(point);
    for (const moved of this.moved) moved();
  }

  /** The picture may change its size; when she is gone, so is what lay on it. */
  #follow() {
    const { call, live } = this.app.store.get();
    if (call.picture) this.marks.fit(call.picture);
    if (call.stream || call.customerThere || live === PLAIN) return;
    this.#hide();
    this.#stroke = null;
    this.marks.remove(this.#strokes.keep({ ids: [] }));
    this.app.store.set({ live: PLAIN });
  }

  get #live() {
    return this.app.store.get().live;
  }

  /** @param {Partial<LiveState>} patch */
  #set(patch) {
    this.app.store.set(({ live }) => ({ live: { ...live, ...patch } }));
  }
}
