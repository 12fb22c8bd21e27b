/**
 * A visit with the same tool: what is seen is seen on site, pictures come from the tablet's own camera, and nothing of it
 * needs a network. Pictures are kept encrypted on the tablet until the server has them.
 */

import { ApiError } from "../../shared/api.js";
import { t } from "../../shared/i18n.js";
import { LASTS_MS, openDesk } from "../../shared/kept-desk.js";
import { newId } from "../../shared/operations.js";
import { PictureQueue } from "../../shared/picture-queue.js";
import { FullError } from "../../shared/sealed-store.js";
import { uploadPhoto } from "../../shared/upload.js";
import { photoBlocked, stillsConsent } from "../item-view.js";
import { arrive } from "../visits.js";
import { OnsiteCamera } from "./camera.js";

/** @typedef {import("../app.js").App} App */
/** @typedef {import("../state.js").State} State */
/**
 * @typedef {object} OnsiteState
 * @property {boolean} on
 * @property {import("./camera.js").CameraState} camera
 * @property {MediaStream|null} stream
 * @property {boolean} shutter a picture is being taken
 * @property {number} waiting pictures that the server does not have
 * @property {boolean} full the tablet has no room for another picture
 * @property {boolean} elsewhere another tab of this browser has this visit's pictures
 * @property {string} ended why pictures were deleted; empty while they were not
 */

/** @type {OnsiteState} */
export const NO_VISIT = { on: false, camera: "off", stream: null, shutter: false, waiting: 0, full: false, elsewhere: false, ended: "" };

const HASH = "#onsite";
const STARTS = new Set(["requested", "scheduled", "paused"]);

export class Onsite {
  /** @type {PictureQueue|null} */
  #queue = null;
  /** @type {Promise<void>|null} */
  #opening = null;
  /** @type {Map<string, string>} picture → address of what is shown of it */
  #shown = new Map();

  /** @param {App} app */
  constructor(app) {
    this.app = app;
    this.camera = new OnsiteCamera((camera, stream) => this.#set({ camera, stream }));
    addEventListener("pagehide", () => this.camera.isOn && this.camera.stop());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden" && this.camera.isOn) this.camera.stop();
    });
  }

  get isOn() {
    return this.app.store.get().onsite.on;
  }

  /** Once the page is loaded: the visit goes on after a reload, and what waits from before is sent. */
  async resume() {
    if (location.hash === HASH && !isOffice(this.app.store.get())) await this.begin();
    else if (await this.#hasPictures()) await this.#open();
  }

  async begin() {
    const { store, deeds } = this.app;
    history.replaceState(history.state, "", HASH);
    store.set({ seenBy: "on_site" });
    this.#set({ on: true });
    if (STARTS.has(store.get().consultation?.state)) await deeds.add({ kind: "start", body: {} });
    const { here } = store.get();
    if (here && here !== "closing") arrive(this.app, here);
    await this.#open();
  }

  end() {
    history.replaceState(history.state, "", location.pathname);
    this.camera.stop();
    this.#set({ on: false });
    this.app.store.set({ seenBy: "video" });
    this.app.focusOn(".onsite-begin", ".top-mark");
  }

  /** @param {string} entity "building" or an id @param {string} item */
  async take(entity, item) {
    const blocked = photoBlocked(this.app.store.get());
    if (blocked) return this.app.toast(blocked);
    if (!this.camera.isOn) return this.camera.start(); // the tap after that takes it
    if (this.app.store.get().onsite.shutter) return;
    this.#set({ shutter: true, full: false });
    const [id, at] = [newId(), new Date()];
    try {
      const { blob, small } = await this.camera.take();
      await this.#keep({ id, entity, item, at, blob, small });
    } catch (error) {
      const full = error instanceof FullError;
      this.#set({ full });
      this.app.toast(t(full ? "visit.photo.full" : "visit.photo.failed"));
    } finally {
      this.#set({ shutter: false });
    }
  }

  /** @param {{id: string, entity: string, item: string, at: Date, blob: Blob, small: ArrayBuffer}} picture */
  async #keep({ id, entity, item, at, blob, small }) {
    const { here, consultation } = this.app.store.get();
    await this.#open();
    const queue = this.#queue;
    if (!queue) throw new Error("elsewhere");
    const about = { consultation: consultation.id, consultant: "", until: Date.now() + LASTS_MS, skew: 0 };
    const room = here && here !== "closing" ? here : undefined;
    const entry = { photo_id: id, item, entity, label: "", hint: "", takenAt: null, type: blob.type, room };
    await queue.add(about, [{ ...entry, state: /** @type {const} */ ("open") }]);
    await queue.take(id, blob, small, at);
    this.#show(id, new Blob([small], { type: "image/jpeg" }));
    void this.send();
  }

  /** On a visit that cannot reach the server: what is to be done instead. @param {unknown} error else thrown again @param {() => Promise<void>} instead */
  async without(error, instead) {
    if (!this.isOn || !(error instanceof ApiError && error.isPassing)) throw error;
    await instead();
  }

  /** What the customer says to pictures, where the server cannot be told at once. @param {{purpose: string, given: boolean}} body */
  async consent(body) {
    const said = { ...body, at: new Date().toISOString(), read_by: this.app.store.get().user.name };
    this.app.store.set(({ consultation }) => ({
      consultation: { ...consultation, consents: [...(consultation.consents ?? []), said] },
    }));
    await this.app.deeds.add({ kind: "consent", body });
  }

  /** What waits goes up, once what it rests on (the consent) is there. */
  async send() {
    if (!this.#queue || this.app.deeds.pending) return;
    if (stillsConsent(this.app.store.get()) !== "yes") return;
    await this.#queue.run();
    this.#count();
  }

  get waiting() {
    return this.#queue?.waiting ?? 0;
  }

  async #hasPictures() {
    try {
      const { user, id } = this.app.store.get();
      const all = await (await openDesk()).all();
      return all.some((one) => one.kind === "pictures" && one.user === user.id && one.consultation === id && one.count > 0);
    } catch {
      return false;
    }
  }

  #open() {
    this.#opening ??= this.#openQueue().catch(() => {
      this.#opening = null; // a browser that keeps nothing says so at the picture
    });
    return this.#opening;
  }

  /** One tab has the pictures at a time; the next one gets them when that is closed. */
  async #openQueue() {
    const { user, id } = this.app.store.get();
    const desk = await openDesk();
    const store = await desk.scope("pictures", user.id, id);
    await this.#alone(`kellerblick-pictures-${user.id}-${id}`);
    const queue = new PictureQueue(store, {
      upload: ({ entry, ...sending }) => uploadPhoto({ ...sending, consultation: id, channel: "on_site", room: entry.room }),
      changed: () => this.#follow(),
      ended: (why) => this.#set({ ended: why, waiting: 0 }),
      newId,
    });
    this.#queue = queue;
    await queue.restore(Date.now());
    for (const { photo_id: photo, state } of queue.list?.entries ?? []) {
      const small = state === "taken" ? await queue.preview(photo) : null;
      if (small) this.#show(photo, small);
    }
    this.#count();
    void this.send();
  }

  /** @param {string} name @returns {Promise<void>} */
  #alone(name) {
    if (!navigator.locks) return Promise.resolve();
    const waits = setTimeout(() => this.#set({ elsewhere: true }), 500);
    return new Promise((resolve) => {
      void navigator.locks.request(name, () => {
        clearTimeout(waits);
        this.#set({ elsewhere: false });
        resolve();
        return new Promise(() => {}); // until the page is closed
      });
    });
  }

  /** At its question at once. @param {string} id @param {Blob} blob */
  #show(id, blob) {
    const entry = this.#queue?.list?.entries.find((one) => one.photo_id === id);
    if (!entry) return;
    const local = URL.createObjectURL(blob);
    this.#shown.set(id, local);
    const { item, entity, takenAt } = entry;
    const photo = { id, item, entity, state: /** @type {const} */ ("uploading"), progress: 0, number: null, takenAt, askedAt: Date.now(), local };
    this.app.store.set(({ photos }) => ({ photos: { ...photos, [id]: photo } }));
  }

  /** How far each is, at its question. */
  #follow() {
    const { store } = this.app;
    for (const { photo_id: id, state } of this.#queue?.list?.entries ?? []) {
      const photo = store.get().photos[id];
      if (photo?.state !== "uploading") continue;
      const next = state === "refused" ? { state: /** @type {const} */ ("failed") } : state === "sending" ? { progress: this.#queue?.progress ?? 0 } : {};
      store.set(({ photos }) => ({ photos: { ...photos, [id]: { ...photo, ...next } } }));
    }
    this.#count();
  }

  #count() {
    const queue = this.#queue;
    if (!queue) return;
    const waiting = queue.waiting;
    if (waiting !== this.app.store.get().onsite.waiting) void this.#note(waiting).catch(() => {});
    this.#set({ waiting });
    if (!waiting) void this.app.deeds.run();
  }

  /** @param {number} count */
  async #note(count) {
    const { user, id } = this.app.store.get();
    const desk = await openDesk();
    await desk.note({ kind: "pictures", user: user.id, consultation: id, count, until: Date.now() + LASTS_MS });
  }

  /** @param {Partial<OnsiteState>} patch */
  #set(patch) {
    this.app.store.set(({ onsite }) => ({ onsite: { ...onsite, ...patch } }));
  }
}

/** @param {State} state */
export function isOffice({ user }) {
  return user.role === "office";
}
