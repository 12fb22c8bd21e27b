/** Loads the day and acts on it. */

import { get, post } from "../../shared/api.js";
import { FORM_CLOSED, createConsultation, refusalText } from "../../shared/consultation-form.js";
import { addDays, isSameDay, isoDay } from "../../shared/dates.js";
import { Inviting } from "../../shared/inviting.js";
import { PapersDesk } from "../../shared/papers/desk.js";
import { OfficeLog } from "../../shared/prepare/log.js";
import { Road } from "./road.js";
import { WaitingRoom } from "./waiting-room.js";

/** @typedef {import("./state.js").State} State */
/** @typedef {import("../../shared/consultation-words.js").Summary} Summary */

const RELOAD_EVERY_MS = 20_000;
/** States in which the call begins or goes on. */
const STARTABLE = new Set(["requested", "scheduled", "paused"]);
/** States in which the customer may be in the waiting room. */
const AWAITED = new Set(["requested", "scheduled", "in_call", "paused"]);
/** What one looks at first when the day opens. */
const FIRST = ["in_call", "paused", "scheduled", "requested", "in_review"];

export class Controller {
  /** @param {import("../../shared/store.js").Store<State>} store */
  constructor(store) {
    this._store = store;
    this.road = new Road(store);
    this._inviting = new Inviting(store);
    this.officeLog = new OfficeLog();
    this.papers = new PapersDesk(store);
    this._waiting = new WaitingRoom(
      (customerHere) => store.set({ customerHere }),
      (id) => void this._loadDetail(id),
    );
    setInterval(() => document.hidden || void this._load(), RELOAD_EVERY_MS);
    document.addEventListener("visibilitychange", () => document.hidden || void this._load());
  }

  open = async () => {
    void get("/checklist").then(
      (checklist) => this._store.set({ checklist }),
      () => {},
    );
    await this._load();
    void this.road.open();
  };

  reload = () => {
    this._store.set({ trouble: "none" });
    return this._load();
  };

  async _load() {
    const { day } = this._store.get();
    try {
      const consultations = await wholeDay(day);
      if (!isSameDay(day, this._store.get().day)) return; // another day was chosen meanwhile
      this._store.set({ consultations, trouble: "none", waiting: waitingSince(consultations, this._store.get().waiting) });
      this.road.online();
      const { selected } = this._store.get();
      const still = consultations.some((/** @type {Summary} */ one) => one.id === selected);
      if (still && selected) await this._loadDetail(selected);
      else this._selectFirst(consultations);
    } catch (error) {
      const kept = await this.road.instead(error);
      if (!kept?.length) return void this._failed(error);
      this._store.set({ consultations: kept, trouble: "none" });
      const { selected } = this._store.get();
      if (!kept.some(({ id }) => id === selected)) this._selectFirst(kept);
    }
  }

  /** @param {Summary[]} consultations */
  _selectFirst(consultations) {
    const first = FIRST.flatMap((state) => consultations.filter((one) => one.state === state))[0] ?? consultations[0];
    if (first) this.select(first.id);
    else this._store.set({ selected: null, detail: null });
  }

  /** @param {number} days */
  turn = (days) => this._show(addDays(this._store.get().day, days));

  today = () => this._show(new Date());

  /** @param {Date} day */
  _show(day) {
    this._store.set({ day, consultations: null, selected: null, detail: null, log: null, invitation: null, refusal: "" });
    this._waiting.leave();
    void this._load();
  }

  /** @param {string} id */
  select = (id) => {
    if (id !== this._store.get().selected) {
      this._store.set({ selected: id, detail: null, log: null, invitation: null, copied: false, customerHere: false, refusal: "" });
      this._waiting.leave();
    }
    void this._loadDetail(id);
  };

  /** @param {string} id */
  async _loadDetail(id) {
    try {
      const detail = await get(`/consultations/${id}`);
      if (this._store.get().selected !== id) return;
      this._store.set({ detail });
      void this.papers.load(id);
      const log = await this.officeLog.read(id, detail.seq);
      if (this._store.get().selected !== id) return;
      this._store.set({ log });
      if (AWAITED.has(detail.state)) this._waiting.look(id);
      else this._waiting.leave();
    } catch (error) {
      const { road, consultations } = this._store.get();
      const kept = road.offline && /** @type {any} */ (consultations?.find((one) => one.id === id));
      if (kept) this._store.set({ detail: kept });
      else this._failed(error);
    }
  }

  begin = async () => {
    const { detail } = this._store.get();
    if (!detail) return;
    this._store.set({ starting: true, refusal: "" });
    try {
      if (STARTABLE.has(detail.state)) await post(`/consultations/${detail.id}/start`);
      this._waiting.leave();
      location.assign(`/consultant/consultations/${detail.id}`);
    } catch (error) {
      this._store.set({ starting: false, refusal: refusalText(error) });
    }
  };

  invite = () => this._inviting.invite();

  copyLink = () => this._inviting.copyLink();

  openForm = () => this._store.set({ formOpen: true, form: FORM_CLOSED });

  closeForm = () => this._store.set({ formOpen: false });

  /** @param {FormData} data */
  submitForm = async (data) => {
    this._store.set({ form: { busy: true, refusal: "" } });
    try {
      const made = await createConsultation(data);
      this._store.set({ formOpen: false, form: FORM_CLOSED, day: new Date(), consultations: null });
      this.select(made.id);
      await this._load();
      await this.invite();
    } catch (error) {
      this._store.set({ form: { busy: false, refusal: refusalText(error) } });
    }
  };

  /** @param {any} error */
  _failed(error) {
    if (error?.isSignedOut) return location.assign(`/sign-in?next=${encodeURIComponent(location.pathname)}`);
    if (this._store.get().consultations === null) this._store.set({ trouble: "unreachable" });
    else if (!error?.isPassing) this._store.set({ refusal: refusalText(error) });
  }
}

/** @param {Summary[]} consultations @param {Record<string, Date>} before @returns {Record<string, Date>} */
function waitingSince(consultations, before) {
  const here = consultations.filter((one) => one.customer_here);
  return Object.fromEntries(here.map(({ id }) => [id, before[id] ?? new Date()]));
}

/** A day is short enough to be shown whole; the server hands it out in pages. @param {Date} day @returns {Promise<Summary[]>} */
async function wholeDay(day) {
  /** @type {Summary[]} */
  const found = [];
  for (let page = 1; ; page += 1) {
    const { consultations, total } = await get(`/consultations?day=${isoDay(day)}&page=${page}`);
    found.push(...consultations);
    if (consultations.length === 0 || found.length >= total) return found;
  }
}
