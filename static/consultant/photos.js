/**
 * Pictures: asked for on the phone, followed on their way, shown when the server has made the small one.
 * The phone tells by signal how far it is; the log and the server's list say what has arrived.
 */

import { get } from "../shared/api.js";
import { t } from "../shared/i18n.js";
import { newId } from "../shared/operations.js";
import { targetOf } from "./entities.js";
import { photoBlocked, photoPlace, subjectName } from "./item-view.js";
import { pick } from "../shared/i18n.js";
import { CLOSING } from "./visits.js";

/** @typedef {import("./app.js").App} App */
/** @typedef {import("./state.js").Photo} Photo */

const PATIENCE_MS = 45_000; // then a picture that was asked for counts as failed

const ON_ITS_WAY = new Set(["asked", "taking", "uploading"]);
const BASE64 = /^[A-Za-z0-9+/]{1,16000}={0,2}$/;

export class Photos {
  /** What the phone has not answered yet, by picture. @type {Map<string, object>} */
  #unheard = new Map();
  /** @type {Map<string, ReturnType<typeof setTimeout>>} */
  #patience = new Map();
  /** Whether the phone is in the room. */
  #near = false;

  /** @param {App} app */
  constructor(app) {
    this.app = app;
    app.signals.on("still-state", (payload) => payload && this.#told(payload));
    app.signals.on("still-preview", (payload) => payload && this.#saw(payload));
    app.store.subscribe(() => this.#meet());
  }

  /** A phone that comes back, perhaps to a server that was started anew, is asked again; it answers once. */
  #meet() {
    const { call, photos } = this.app.store.get();
    const near = call.role === "consultant" && call.socket === "open" && call.customerThere;
    if (near === this.#near) return;
    this.#near = near;
    if (!near) return;
    for (const [id, request] of this.#unheard) {
      if (photos[id]?.state === "asked") this.#ask(id, request);
      else this.#unheard.delete(id);
    }
  }

  /** @param {string} id @param {object} request */
  #ask(id, request) {
    this.app.call?.signal("still-request", request);
    clearTimeout(this.#patience.get(id));
    this.#patience.set(id, setTimeout(() => this.#giveUp(id), PATIENCE_MS));
  }

  /** @param {Photo} photo @param {"thumb"|"screen"} size */
  address(photo, size) {
    const version = photo.version ? `?v=${photo.version}` : ""; // no picture of before it was blacked out
    return photo.local ?? this.onServer(photo.id, size) + version;
  }

  /** @param {string} photo id @param {"thumb"|"screen"} size */
  onServer(photo, size) {
    return `/api/v1/consultations/${this.app.store.get().id}/photos/${photo}/${size}`;
  }

  /** As this tablet kept them, where the server cannot be asked. @param {Record<string, Photo>} photos @param {Record<string, Blob>} thumbs */
  begin(photos, thumbs) {
    const shown = Object.entries(photos).map(([id, photo]) => [
      id,
      thumbs[id] ? { ...photo, local: URL.createObjectURL(thumbs[id]) } : { ...photo, local: undefined },
    ]);
    this.app.store.set(({ photos: now }) => ({ photos: { ...Object.fromEntries(shown), ...now } }));
  }

  /** Pictures the server has. */
  async refresh() {
    const { store } = this.app;
    const answer = await get(`/consultations/${store.get().id}/photos`);
    store.set(({ photos }) => {
      const known = { ...photos };
      for (const one of answer.photos) {
        known[one.id] = {
          id: one.id,
          item: one.item ?? "",
          entity: one.entity ?? "building",
          state: one.state,
          progress: 1,
          number: one.number,
          takenAt: one.taken_at,
          width: one.width,
          height: one.height,
          quality: one.quality,
          version: one.redacted && one.sha256 ? one.sha256.slice(0, 8) : undefined,
          askedAt: photos[one.id]?.askedAt ?? 0,
        };
      }
      return { photos: known };
    });
  }

  /** What the server tells of one picture: shown at once where it is known. @param {{photo_id: string, state: Photo["state"]}} told */
  async news({ photo_id: id, state }) {
    const photo = this.app.store.get().photos[id];
    if (photo && photo.number !== null && photo.state === "received" && state === "ready") this.#put({ ...photo, state });
    await this.refresh();
    const now = this.app.store.get().photos[id];
    if (now) this.app.evidence.arrived(now);
  }

  /** For the button below the picture: what is being asked gets the picture. */
  takeHere() {
    const { store } = this.app;
    const seen = this.app.seen();
    const state = store.get();
    if (!seen || !state.checklist) return;
    const place = photoPlace({ ...state, checklist: state.checklist }, seen);
    if (place) this.take(place.target.includes(":") ? place.target.slice(place.target.indexOf(":") + 1) : "building", place.item);
  }

  /** @param {string} entity "building" or an id @param {string} item @returns {string|null} the new picture's id */
  take(entity, item) {
    const { store, call } = this.app;
    const state = store.get();
    if (state.onsite.on) {
      void this.app.onsite.take(entity, item);
      return null;
    }
    const blocked = photoBlocked(state);
    if (blocked || !state.checklist || !call) {
      this.app.toast(blocked);
      return null;
    }
    this.app.evidence.shutter();
    const id = newId();
    this.#put({ id, item, entity, state: "asked", progress: 0, number: null, takenAt: null, askedAt: Date.now() });
    const target = targetOf(state.view, entity);
    const subject = subjectName({ ...state, checklist: state.checklist }, target, item);
    const label = target === "building" ? pick(state.checklist.items[item]?.text) : subject;
    const request = { request_id: newId(), photo_id: id, item, entity, room: state.here === CLOSING ? null : state.here, label };
    this.#unheard.set(id, request);
    if (this.#near) this.#ask(id, request); // or as soon as she is back
    return id;
  }

  /** @param {Photo} photo */
  again(photo) {
    this.app.store.set(({ photos }) => {
      const rest = { ...photos };
      delete rest[photo.id];
      return { photos: rest };
    });
    this.take(photo.entity, photo.item);
  }

  /** What the phone tells. @param {{photo_id: string, state: string, progress?: number, reason?: string}} told */
  #told({ photo_id: id, state, progress = 0, reason }) {
    this.#unheard.delete(id);
    const photo = this.app.store.get().photos[id];
    if (!photo || photo.state === "ready" || photo.state === "received") return;
    if (state === "taking" || state === "uploading") this.#put({ ...photo, state, progress });
    if (state === "done") this.#put({ ...photo, state: "uploading", progress: 1 });
    if (state === "failed") {
      this.#put({ ...photo, state: "failed", preview: undefined }); // she may have withdrawn her consent
      this.app.toast(reason === "consent" ? t("consultant.photo.blocked-consent") : t("consultant.toast.photo-failed"));
    }
  }

  /** What the shutter saw, ahead of the still. @param {{photo_id: string, jpeg: unknown}} told by her phone, therefore read with care */
  #saw({ photo_id: id, jpeg }) {
    const photo = this.app.store.get().photos[id];
    if (!photo || !ON_ITS_WAY.has(photo.state) || typeof jpeg !== "string" || !BASE64.test(jpeg)) return;
    this.#put({ ...photo, preview: `data:image/jpeg;base64,${jpeg}` });
  }

  /** @param {string} id */
  #giveUp(id) {
    this.#patience.delete(id);
    const photo = this.app.store.get().photos[id];
    if (photo && (photo.state === "asked" || photo.state === "taking")) this.#put({ ...photo, state: "failed" });
  }

  /** @param {Photo} photo */
  #put(photo) {
    this.app.store.set(({ photos }) => ({ photos: { ...photos, [photo.id]: photo } }));
  }
}
