/**
 * The list that the consultant sends her off with: pictures to take where there is no network, kept encrypted on the
 * phone and sent, each to its question, when the network is back. Hears `picture-list`, tells `picture-list-state`.
 */

import { uploadPhoto } from "../shared/upload.js";
import { newId } from "../shared/operations.js";
import { onNetworkChange } from "../shared/network.js";
import { skew } from "./offline-clock.js";
import { readEntries, tellings } from "./offline-wire.js";
import { LASTS_MS, PictureQueue } from "../shared/picture-queue.js";
import { FullError, openStore } from "../shared/sealed-store.js";
import * as shell from "../shared/shell.js";
import { OfflineCamera } from "./offline-camera.js";
import { isOver } from "./state.js";
import { consultantShort } from "./views/names.js";
import { offlineView } from "./views/offline.js";

/** @typedef {import("../shared/picture-queue.js").Entry} Entry */
/** @typedef {import("./state.js").State} State */

const STORE = "kellerblick-list";
const SHELL = { cache: "kellerblick-list", worker: "/join-worker.js", scope: "/join", pages: [{ at: "/join", kept: "/join" }] };

/**
 * @typedef {object} Surroundings
 * @property {() => Promise<import("./state.js").Problem|null>} arrive by link or session, quietly; why not
 * @property {() => void} toStart the page as the link opens it
 */

/**
 * What the page shows of it, in the store under `list`.
 * @typedef {object} ListState
 * @property {"list"|"camera"|"preview"} view
 * @property {Entry[]} entries
 * @property {string|null} chosen id of the one to take now, where she chose it herself
 * @property {string} consultant
 * @property {Record<string, string>} previews addresses of the small pictures
 * @property {import("../shared/picture-queue.js").Doing} doing
 * @property {number} progress
 * @property {boolean} away there is no network
 * @property {boolean} again it goes on from an earlier visit
 * @property {boolean} reopens the page can be opened without a network
 * @property {boolean} full the phone has no room for another picture
 * @property {boolean} noCamera it did not open
 * @property {boolean} taking
 * @property {string|null} shot address of the picture she looks at
 * @property {string|null} ended why everything was deleted
 * @property {boolean} checking whether there is a network
 */

const PAUSES_MS = [5_000, 10_000, 20_000, 60_000]; // between attempts to reach the server; the last one repeats

export class OfflineList {
  /** @type {PictureQueue|null} */
  #queue = null;
  /** @type {Blob|null} */
  #shot = null;
  /** When the shot was taken. */
  #shotAt = new Date();
  #again = 0;
  #attempts = 0;
  #told = "";
  #cleared = false;
  /** She went on from the list by herself. */
  #gone = false;
  /** Lists come one after another. @type {Promise<void>} */
  #hearing = Promise.resolve();

  /** @param {import("./hub.js").Hub} hub @param {Surroundings} around */
  constructor(hub, around) {
    this._hub = hub;
    this._around = around;
    this._camera = new OfflineCamera(hub);
    loadStyles();
    hub.signals.on("hello", () => this.#tell(true));
    hub.store.subscribe((state) => this.#watch(state));
    onNetworkChange(() => void this.check());
    for (const moment of ["offline", "pageshow"]) addEventListener(moment, () => void this.check());
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && void this.check());
  }

  /** @param {State} state */
  view(state) {
    return state.list ? offlineView(state, state.list, this) : null;
  }

  /** What came from the consultant. @param {any} told */
  receive(told) {
    this.#hearing = this.#hearing.then(() => this.#receive(told)).catch(() => {});
  }

  /** @param {any} told */
  async #receive(told) {
    const entries = readEntries(told);
    const { visit, consent } = this._hub.store.get();
    if (!entries.length || !visit) return;
    const listId = String(told.list_id ?? "");
    if (consent !== true) return this._hub.say("picture-list-state", { list_id: listId, refused: "consent", entries: [] });
    try {
      const queue = this.#queue && !this.#cleared ? this.#queue : this.#begin(await openStore(STORE));
      const about = {
        consultation: visit.consultation.id,
        consultant: consultantShort(visit),
        until: Date.now() + LASTS_MS,
        skew: await skew(),
      };
      await queue.add(about, entries);
    } catch (error) {
      const refused = error instanceof FullError ? "full" : "storage";
      return this._hub.say("picture-list-state", { list_id: listId, refused, entries: [] });
    }
    this.#gone = false;
    this._hub.store.set({ screen: "list" });
    this.#show({ view: "list", again: false });
    this.#tell(true);
    void this.#putBy(); // takes as long as the line needs: the next list is not to wait for it
  }

  /** What an earlier visit left. */
  async goOn() {
    if (this.#queue) return;
    const queue = this.#begin(await openStore(STORE));
    if (!(await queue.restore(Date.now()))) {
      this.#queue = null;
      return shell.clear(SHELL);
    }
    await this.#loadPreviews();
    const { screen } = this._hub.store.get();
    if (screen === "loading" || screen === "welcome" || screen === "problem") this._hub.store.set({ screen: "list" });
    this.#show({ again: true, reopens: true });
    void this.check();
    if (navigator.onLine) void this.#putBy(); // of this version
  }

  async #putBy() {
    const reopens = await shell.putBy(SHELL);
    this.#show({ reopens });
    if (this.#cleared) await shell.clear(SHELL); // it was all over meanwhile
  }

  /** @param {import("../shared/sealed-store.js").Store} store */
  #begin(store) {
    this.#cleared = false;
    const queue = new PictureQueue(store, {
      upload: uploadPhoto,
      changed: () => this.#changed(),
      ended: (why) => this.#ended(why),
      newId,
    });
    this.#queue = queue;
    this._hub.store.set({ list: INITIAL });
    return queue;
  }

  // What she taps

  /** @param {string} id */
  choose = (id) => this.#show({ chosen: id });

  openCamera = async () => {
    const opened = await this._camera.open();
    this.#show(opened ? { view: "camera", full: false, noCamera: false } : { noCamera: true });
  };

  showCamera = (/** @type {Element|undefined} */ video) => this._camera.show(video);

  toggleTorch = () => this._camera.toggleTorch();

  shoot = async () => {
    const list = this.#list;
    if (!list || list.taking) return;
    this.#show({ taking: true });
    this.#shotAt = new Date();
    this.#shot = await this._camera.take();
    this.#show({ taking: false });
    if (!this.#shot) return;
    this.#show({ view: "preview", shot: URL.createObjectURL(this.#shot) });
  };

  /** Once more. */
  retake = () => {
    this.#forgetShot();
    this.#show({ view: "camera" });
  };

  keep = async () => {
    const entry = this.next;
    const blob = this.#shot;
    if (!entry || !blob || !this.#queue) return;
    this.#show({ taking: true });
    try {
      const small = await this._camera.small(blob);
      await this.#queue.take(entry.photo_id, blob, small, this.#shotAt);
      this.#addPreview(entry.photo_id, small);
      this.#afterOne();
      void this.check();
    } catch {
      // What is kept goes first and makes room.
      this._camera.close();
      this.#show({ full: true, view: "list" });
      void this.check();
    } finally {
      this.#forgetShot();
      this.#show({ taking: false });
    }
  };

  skip = async () => {
    const entry = this.next;
    if (entry) await this.#queue?.skip(entry.photo_id).catch(() => {});
    this.#afterOne();
  };

  closeCamera = () => {
    this.#forgetShot();
    this._camera.close();
    this.#show({ view: "list" });
  };

  /** To the call, where there is one; else to the page as the link opens it. */
  leave = () => {
    this.#gone = true;
    this.closeCamera();
    const { store, call } = this._hub;
    if (call) return store.set({ screen: store.get().consultantHere ? "call" : "waiting" });
    this._around.toStart();
  };

  /** Is there a network? Then what waits goes off. */
  check = async () => {
    const queue = this.#queue;
    if (!queue?.list || this.#cleared) return;
    clearTimeout(this.#again);
    if (!navigator.onLine) return this.#show({ away: true });
    this.#show({ checking: true });
    const known = this._hub.store.get().visit !== null && queue.doing !== "signed-out";
    const problem = known ? null : await this._around.arrive();
    this.#show({ checking: false, away: problem === "unreachable" });
    if (problem === "closed") return void queue.end("consultation_closed");
    if (problem && problem !== "unreachable") this.#show({ doing: "signed-out" });
    const { visit, consent } = this._hub.store.get();
    if (problem || !visit) return this.#later();
    if (visit.consultation.id !== queue.list.consultation) return; // another house: its pictures wait for their own link
    if (consent === false) return void queue.end("consent_missing");
    if (isOver(visit.consultation.state) && !queue.waiting) return void queue.end("consultation_closed");
    await queue.run();
    if (queue.waiting) this.#later();
    else this.#attempts = 0;
  };

  /** The one to take now: the one she chose, else the first that is open. @returns {Entry|null} */
  get next() {
    const { entries, chosen } = this.#list ?? { entries: [], chosen: null };
    const open = entries.filter(({ state }) => state === "open" || state === "refused");
    return entries.find((one) => one.photo_id === chosen && one.state !== "done" && one.state !== "sending" && one.state !== "taken") ?? open[0] ?? null;
  }

  get #list() {
    return this._hub.store.get().list;
  }

  /** @param {Partial<ListState>} patch */
  #show(patch) {
    this._hub.store.set(({ list }) => (list ? { list: { ...list, ...patch } } : {}));
  }

  #afterOne() {
    this.#show({ chosen: null });
    if (this.next) return this.#show({ view: "camera" });
    this._camera.close();
    this.#show({ view: "list" });
  }

  #forgetShot() {
    const { shot } = this.#list ?? {};
    if (shot) URL.revokeObjectURL(shot);
    this.#shot = null;
    this.#show({ shot: null });
  }

  #later() {
    clearTimeout(this.#again);
    this.#again = window.setTimeout(() => void this.check(), PAUSES_MS[Math.min(this.#attempts, PAUSES_MS.length - 1)]);
    this.#attempts += 1;
  }

  #changed() {
    const queue = this.#queue;
    if (!queue?.list) return;
    const { entries, consultant } = queue.list;
    const away = queue.doing === "waiting" ? true : queue.doing === "sending" ? false : this.#list?.away ?? false;
    this.#show({ entries, consultant, doing: queue.doing, progress: queue.progress, away });
    this.#tell(false);
    if (queue.isDone) void this.#finish(queue);
  }

  /** Everything is with the server: nothing stays here. @param {PictureQueue} queue */
  async #finish(queue) {
    if (this.#cleared) return;
    this.#cleared = true;
    clearTimeout(this.#again);
    await queue.forget();
    await shell.clear(SHELL);
  }

  /** @param {string} why */
  #ended(why) {
    this.#cleared = true;
    clearTimeout(this.#again);
    this.closeCamera();
    this.#show({ ended: why, entries: [], doing: "idle" });
    this._hub.say("picture-list-state", { refused: why === "consent_missing" ? "consent" : "over", entries: [] });
    void shell.clear(SHELL);
  }

  /** To the consultant, when something became of an entry. @param {boolean} anew she may not know any of it */
  #tell(anew) {
    const entries = this.#queue?.list?.entries ?? [];
    const sum = JSON.stringify(entries.map(({ photo_id: id, state }) => [id, state]));
    if (!entries.length || (!anew && sum === this.#told)) return;
    this.#told = sum;
    for (const telling of tellings(entries)) this._hub.say("picture-list-state", telling);
  }

  /** What else happens on the page. @param {State} state */
  #watch({ consent, screen, problem, list }) {
    const queue = this.#queue;
    if (!queue?.list || !list || this.#cleared) return;
    if (consent === false && queue.list.consultation === this._hub.store.get().visit?.consultation.id) {
      return void queue.end("consent_missing");
    }
    const unreachable = screen === "problem" && problem === "unreachable";
    if (unreachable || (screen === "welcome" && !this.#gone)) this._hub.store.set({ screen: "list" });
  }

  async #loadPreviews() {
    for (const { photo_id: id, state } of this.#queue?.list?.entries ?? []) {
      if (state !== "taken") continue;
      const blob = await this.#queue?.preview(id).catch(() => null);
      if (blob) this.#addPreview(id, blob);
    }
  }

  /** @param {string} id @param {BlobPart} small */
  #addPreview(id, small) {
    const address = URL.createObjectURL(new Blob([small], { type: "image/jpeg" }));
    this.#show({ previews: { ...this.#list?.previews, [id]: address } });
  }
}

/** @type {ListState} */
const INITIAL = {
  view: "list",
  entries: [],
  chosen: null,
  consultant: "",
  previews: {},
  doing: "idle",
  progress: 0,
  away: false,
  again: false,
  reopens: false,
  full: false,
  noCamera: false,
  taking: false,
  shot: null,
  ended: null,
  checking: false,
};

/** They come with the list, not with the page. */
function loadStyles() {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = new URL("./offline.css", import.meta.url).href;
  document.head.append(link);
}
