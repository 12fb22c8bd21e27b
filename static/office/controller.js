/** Searches, selects, follows a protocol that is being rendered, invites. */

import { get } from "../shared/api.js";
import { FORM_CLOSED, createConsultation, refusalText } from "../shared/consultation-form.js";
import { Inviting } from "../shared/inviting.js";
import { PapersDesk } from "../shared/papers/desk.js";
import { OfficeLog } from "../shared/prepare/log.js";
import { readLog } from "./call-figures.js";
import { STATE_GROUPS } from "./state.js";

/** @typedef {import("./state.js").State} State */
/** @typedef {import("./state.js").Level} Level */

/** States before a call. */
const AWAITED = new Set(["requested", "scheduled"]);
const TYPING_PAUSE_MS = 120;
const RELOAD_EVERY_MS = 20_000;
const FOLLOW_EVERY_MS = 800;
const BESIDE = matchMedia("(min-width: 1000px)"); // wide enough for list and preview

export class Controller {
  /** @param {import("../shared/store.js").Store<State>} store */
  constructor(store) {
    this._store = store;
    this._inviting = new Inviting(store, () => {
      store.flush();
      document.querySelector(".link-card")?.scrollIntoView({ block: "end" });
    });
    this.officeLog = new OfficeLog();
    this.papers = new PapersDesk(store);
    this._typing = 0;
    this._following = 0;
    this._search = new AbortController();
    setInterval(() => document.hidden || this._store.get().page > 1 || void this._load(), RELOAD_EVERY_MS);
  }

  reload = () => {
    void get("/checklist").then(
      (checklist) => this._store.set({ checklist }),
      () => {},
    );
    return this._load();
  };

  /** @param {string} words */
  search = (words) => {
    this._store.set({ words });
    clearTimeout(this._typing);
    this._typing = window.setTimeout(() => void this._load(), TYPING_PAUSE_MS);
  };

  /** @param {string} group */
  toggleGroup = (group) => {
    this._store.set(({ groups }) => ({ groups: toggled(groups, group) }));
    void this._load();
  };

  /** @param {Level} level */
  toggleLevel = (level) => {
    this._store.set(({ levels }) => ({ levels: toggled(levels, level) }));
    void this._load();
  };

  more = () => this._load(this._store.get().page + 1);

  async _load(page = 1) {
    this._search.abort();
    this._search = new AbortController();
    const { signal } = this._search;
    const began = performance.now();
    try {
      const found = await get(`/consultations?${this._query(page)}`, { signal });
      const { rows } = this._store.get();
      this._store.set({
        rows: page === 1 ? found.consultations : [...(rows ?? []), ...found.consultations],
        total: found.total,
        page,
        took: Math.round(performance.now() - began),
        trouble: false,
      });
      this._keepSelection();
    } catch (error) {
      if (!signal.aborted) this._failed(error);
    }
  }

  /** @param {number} page */
  _query(page) {
    const { words, groups, levels } = this._store.get();
    const query = new URLSearchParams({ page: String(page) });
    if (words.trim()) query.set("q", words.trim());
    const states = groups.flatMap((group) => STATE_GROUPS[group]);
    if (states.length) query.set("state", states.join(","));
    if (levels.length) query.set("level", levels.join(","));
    return query;
  }

  /** On a wide screen something is always previewed; on a small one the preview covers the list. */
  _keepSelection() {
    const { rows, selected } = this._store.get();
    const still = rows?.find((row) => row.id === selected);
    if (still) {
      const { detail } = this._store.get();
      // Before the call a connection test may have come; nobody is told of it here.
      if (still.state !== detail?.state || AWAITED.has(still.state)) void this._loadDetail(still.id);
      return;
    }
    if (BESIDE.matches && rows?.length) this.select(rows[0].id);
    else if (selected) this.close();
  }

  /** @param {number} step */
  move = (step) => {
    const { rows, selected } = this._store.get();
    const at = rows?.findIndex((row) => row.id === selected) ?? -1;
    const next = rows?.[at + step];
    if (!next) return;
    this.select(next.id);
    this._store.flush();
    /** @type {HTMLElement|null} */ (document.querySelector("tr.chosen button"))?.focus();
  };

  close = () => this._store.set({ selected: null, detail: null, log: null, protocol: null, invitation: null });

  /** @param {string} id */
  select = (id) => {
    if (id === this._store.get().selected) return;
    this._store.set({ selected: id, detail: null, log: null, protocol: null, callLog: null, invitation: null, copied: false, refusal: "" });
    void this._loadDetail(id);
  };

  /** @param {string} id */
  async _loadDetail(id) {
    clearTimeout(this._following);
    try {
      const [detail, protocol] = await Promise.all([get(`/consultations/${id}`), get(`/consultations/${id}/protocol`)]);
      if (this._store.get().selected !== id) return;
      this._store.set({ detail, protocol });
      void this.papers.load(id);
      this._follow(id);
      if (detail.started_at) void this._loadCallLog(id);
      const log = await this.officeLog.read(id, detail.seq);
      if (this._store.get().selected === id) this._store.set({ log });
    } catch (error) {
      this._failed(error);
    }
  }

  /** @param {string} id */
  async _loadCallLog(id) {
    const log = await get(`/consultations/${id}/call-log`).catch(() => null);
    if (log && this._store.get().selected === id) this._store.set({ callLog: readLog(log) });
  }

  /** While it is being rendered, ask how far it is. @param {string} id */
  _follow(id) {
    const { protocol } = this._store.get();
    if (protocol?.state !== "queued" && protocol?.state !== "rendering") return;
    this._following = window.setTimeout(async () => {
      const now = await get(`/consultations/${id}/protocol`).catch(() => protocol);
      if (this._store.get().selected !== id) return;
      this._store.set({ protocol: now });
      this._follow(id);
    }, FOLLOW_EVERY_MS);
  }

  invite = () => this._inviting.invite();

  copyLink = () => this._inviting.copyLink();

  openForm = () => this._store.set({ formOpen: true, form: FORM_CLOSED });

  closeForm = () => this._store.set({ formOpen: false });

  /** @param {FormData} data */
  submitForm = async (data) => {
    this._store.set({ form: { busy: true, refusal: "" } });
    try {
      const made = await createConsultation(data);
      this._store.set({ formOpen: false, form: FORM_CLOSED, words: made.number, groups: [], levels: [] });
      await this._load();
      this.select(made.id);
      await this.invite();
    } catch (error) {
      this._store.set({ form: { busy: false, refusal: refusalText(error) } });
    }
  };

  /** @param {any} error */
  _failed(error) {
    if (error?.isSignedOut) return location.assign("/sign-in?next=/office");
    if (error?.isPassing) this._store.set({ trouble: true });
    else this._store.set({ refusal: refusalText(error) });
  }
}

/** @template T @param {T[]} list @param {T} one @returns {T[]} */
function toggled(list, one) {
  return list.includes(one) ? list.filter((other) => other !== one) : [...list, one];
}
