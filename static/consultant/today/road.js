/**
 * The day on the road: consultations kept to work with where there is no network, and what earlier visits left unsent –
 * answers go out from here as well. Says what waits for somebody else who signs in on this device.
 */

import { ApiError, get, post } from "../../shared/api.js";
import { pageData } from "../../shared/i18n.js";
import { LASTS_MS, openDesk } from "../../shared/kept-desk.js";
import { fold } from "../../shared/operations.js";
import { readPart, savePart, saveThumbs } from "../kept/copy.js";
import { putByDesk } from "../kept/desk-shell.js";
import { Unsent } from "../kept/unsent.js";

/** @typedef {import("./state.js").State} State */
/** @typedef {import("../../shared/kept-desk.js").Desk} Desk */
/** @typedef {import("../../shared/kept-desk.js").About} About */
/**
 * @typedef {object} RoadState
 * @property {string[]} ready ids of what can be opened without a network
 * @property {number} preparing how many are still being kept
 * @property {boolean} failed not all could be kept
 * @property {{count: number, until: number}|null} others answers and pictures of somebody else who was signed in here
 * @property {string[]} open ids of consultations where pictures or the end of a visit wait: they go out when it is opened
 * @property {boolean} offline the list is what this device keeps
 */

/** @type {RoadState} */
export const NO_ROAD = { ready: [], preparing: 0, failed: false, others: null, open: [], offline: false };

const CLOSED = new Set(["released", "superseded", "withdrawn", "cancelled"]);
const AT_ONCE = 100;

export class Road {
  /** @param {import("../../shared/store.js").Store<State>} store */
  constructor(store) {
    this._store = store;
    /** @type {Promise<Desk|null>} */
    this._desk = openDesk().catch(() => null);
    addEventListener("online", () => void this.deliver());
  }

  /** Who is signed in, and what lies here. */
  async open() {
    const desk = await this._desk;
    if (!desk) return;
    if (pageData.user) await desk.setCurrent(pageData.user.id);
    await desk.sweep(Date.now());
    await this._look();
    await this.deliver();
  }

  /** @returns {Promise<string|null>} id of the user */
  async _user() {
    return pageData.user?.id ?? (await (await this._desk)?.current()) ?? null;
  }

  async _look() {
    const user = await this._user();
    const all = (await (await this._desk)?.all()) ?? [];
    const others = all.filter((one) => one.user !== user && one.count > 0 && one.kind !== "deeds");
    const mine = all.filter((one) => one.user === user);
    this._set({
      ready: mine.filter(({ kind }) => kind === "copy").map(({ consultation }) => consultation),
      open: [...new Set(mine.filter(({ kind, count }) => count > 0 && (kind === "pictures" || kind === "deeds")).map((one) => one.consultation))],
      others: others.length
        ? { count: others.reduce((sum, { count }) => sum + count, 0), until: Math.max(...others.map(({ until }) => until)) }
        : null,
    });
  }

  /** Answers of this user that wait, of whatever consultation. */
  async deliver() {
    const desk = await this._desk;
    const user = pageData.user?.id;
    if (!desk || !user) return;
    try {
      for (const about of await desk.all()) {
        if (about.kind === "answers" && about.user === user && about.count > 0) await this._deliver(desk, about);
      }
      document.documentElement.dataset.delivered = "true";
    } catch {
      // They wait on; the cockpit, the next visit of this page or the network's return try again.
    }
    await this._look();
  }

  /** @param {Desk} desk @param {About} about */
  async _deliver(desk, about) {
    const unsent = new Unsent(desk.scope("answers", about.user, about.consultation), {
      note: (count) => desk.note({ ...about, count }),
      written: () => {},
      acknowledged: async () => {},
      trouble: () => {},
    });
    const { operations, expired } = await unsent.read(Date.now());
    if (expired) await desk.note({ ...about, count: operations.length, expired });
    for (let from = 0; from < operations.length; from += AT_ONCE) {
      const sent = operations.slice(from, from + AT_ONCE);
      const { acknowledged } = await post(`/consultations/${about.consultation}/operations`, { operations: sent });
      // What is refused stays for the cockpit, which says why at its question.
      unsent.forget(acknowledged.map((/** @type {{op_id: string}} */ one) => one.op_id));
    }
    await unsent.settled();
  }

  /** Keep the day's consultations for where there is no network. */
  prepare = async () => {
    const wanted = (this._store.get().consultations ?? []).filter(({ state }) => !CLOSED.has(state));
    this._set({ preparing: wanted.length, failed: false });
    try {
      const checklist = await get("/checklist");
      for (const { id } of wanted) {
        await this._keep(id, checklist);
        this._set({ preparing: this._store.get().road.preparing - 1 });
      }
      if (!(await putByDesk())) throw new Error("no shell");
    } catch {
      this._set({ failed: true });
    }
    this._set({ preparing: 0 });
    await this._look();
  };

  /** @param {string} id @param {any} checklist */
  async _keep(id, checklist) {
    const desk = await this._desk;
    if (!desk) throw new Error("nothing is kept here");
    const { user } = pageData;
    const path = `/consultations/${id}`;
    const [consultation, log, list] = await Promise.all([get(path), get(`${path}/operations?after=0`), get(`${path}/photos`)]);
    const known = { ...fold(log.operations), seq: log.seq };
    const photos = Object.fromEntries(list.photos.map((/** @type {any} */ one) => [one.id, photoOf(one)]));
    const store = await desk.scope("copy", user.id, id);
    const logged = { known, assessment: log.assessment, assessedAt: new Date().toISOString() };
    await savePart(store, { user, consultation, checklist, log: logged, photos });
    await desk.note({ kind: "copy", user: user.id, consultation: id, count: 0, until: Date.now() + LASTS_MS });
    const ready = Object.keys(photos).filter((photo) => photos[photo].state === "ready");
    await saveThumbs(store, ready, async (photo) => {
      const answer = await fetch(`/api/v1${path}/photos/${photo}/thumb`);
      if (!answer.ok) throw new Error(`${answer.status}`);
      return answer.arrayBuffer();
    });
  }

  /** What this device keeps instead of what the server would tell. @param {unknown} error @returns {Promise<any[]|null>} summaries; null: nothing, or it is another error */
  async instead(error) {
    if (!(error instanceof ApiError) || !error.isPassing) return null;
    const [desk, user] = [await this._desk, await this._user()];
    if (!desk || !user) return null;
    const found = [];
    for (const about of await desk.all()) {
      if (about.kind !== "copy" || about.user !== user) continue;
      const store = await desk.scope("copy", user, about.consultation);
      found.push(await readPart(store, "consultation").catch(() => null));
    }
    this._set({ offline: found.some(Boolean) });
    return found.filter(Boolean).sort((one, other) => String(one.scheduled_at).localeCompare(String(other.scheduled_at)));
  }

  /** The server told it. */
  online() {
    if (this._store.get().road.offline) this._set({ offline: false });
  }

  /** @param {Partial<RoadState>} patch */
  _set(patch) {
    this._store.set(({ road }) => ({ road: { ...road, ...patch } }));
  }
}

/** As the cockpit knows it. @param {any} one of the server's list */
function photoOf(one) {
  return {
    id: one.id,
    item: one.item ?? "",
    entity: one.entity ?? "building",
    state: one.state,
    progress: 1,
    number: one.number,
    takenAt: one.taken_at,
    askedAt: 0,
  };
}
