/** The parts of the cockpit in one hand: the store, the ledger, the call, and what they ask of each other. */

import { ApiError, get, post } from "../shared/api.js";
import { Emitter } from "../shared/emitter.js";
import { t } from "../shared/i18n.js";
import { createStore } from "../shared/store.js";
import { ConsultantLog } from "./call-log.js";
import { Closing } from "./closing.js";
import { Evidence } from "./evidence.js";
import { Guide } from "./guide.js";
import { Hints } from "./hints.js";
import { itemActs } from "./item-acts.js";
import { stillsConsent } from "./item-view.js";
import { Deeds } from "./kept/deeds.js";
import { Kept } from "./kept/kept.js";
import { Ledger } from "./ledger.js";
import { Light } from "./light.js";
import { Line } from "./line.js";
import { Live } from "./live.js";
import { listenToNews } from "./news.js";
import { Onsite } from "./onsite/onsite.js";
import { OverviewPin } from "./overview-pin.js";
import { PapersRoom } from "./papers-room.js";
import { PositionAsker } from "./position.js";
import { Photos } from "./photos.js";
import { PictureList } from "./picture-list.js";
import { Presence } from "./presence/presence.js";
import { picture } from "./progress.js";
import { Sensors } from "./sensors.js";
import { initialState } from "./state.js";
import { Risk } from "./risk.js";
import { Telephone } from "./telephone.js";
import { Third } from "./third.js";
import { askForUpgrade, keepIfUpgraded } from "./upgraded.js";
import { hereIn } from "./visits.js";

/** @typedef {import("./state.js").State} State */
/** @typedef {import("./state.js").Toast} Toast */

const TOAST_MS = 4000;
const TOAST_WITH_UNDO_MS = 9000;

export class App {
  /** Set by main.js once the page is there. @type {import("./call.js").Call|null} */
  call = null;
  /** What her phone says, by kind; what nobody listens to is dropped. @type {Emitter<Record<string, any>>} */
  signals = new Emitter();
  /** What the server tells everybody in the room. @type {Emitter<Record<string, any>>} */
  events = new Emitter();
  #toasts = 0;
  #late = false; // news was missed while everything was being loaded
  /** What had the focus before a panel came up. @type {Element|null} */
  #opener = null;

  /** @param {any} page what the server embedded */
  constructor(page) {
    this.store = createStore(/** @type {State} */ (initialState(page)));
    const path = `/consultations/${page.consultation_id}/operations`;
    this.kept = new Kept(this, page.user, page.consultation_id);
    this.ledger = new Ledger(
      {
        send: (operations) => post(path, { operations }),
        pull: (after) => get(`${path}?after=${after}`),
        changed: () => this.#show(),
        arrived: () => this.store.flush(), // at once, as after a tap of ours
        assessed: (answer) => this.#assessed(answer),
        refused: (operation, error) => {
          this.#refused(operation, error);
          void keepIfUpgraded(this, operation, error.code);
        },
        failed: (error) => this.complain(error),
      },
      this.kept.unsent,
    );
    this.ledger.me = { id: page.user.id, name: page.user.name, kind: page.user.role === "office" ? "office" : "user" };
    this.deeds = new Deeds(this, page.user.id, page.consultation_id);
    this.onsite = new Onsite(this);
    this.photos = new Photos(this);
    this.evidence = new Evidence(this);
    this.closing = new Closing(this);
    this.items = itemActs(this);
    this.light = new Light(this);
    this.line = new Line(this);
    this.live = new Live(this);
    this.sensors = new Sensors(this);
    this.overviewPin = new OverviewPin(this);
    this.telephone = new Telephone(this);
    this.third = new Third(this);
    this.presence = new Presence(this);
    this.risk = new Risk(this);
    this.log = new ConsultantLog(this);
    this.hints = new Hints(this);
    this.guide = new Guide(this);
    this.pictureList = new PictureList(this);
    this.papers = new PapersRoom(this);
    this.position = new PositionAsker(this);
    listenToNews(this);
    this.store.subscribe(() => this.kept.changed());
  }

  /** Everything the page needs, then what was left unsent. */
  async load() {
    const { id } = this.store.get();
    try {
      const [consultation, checklist] = await Promise.all([
        get(`/consultations/${id}`),
        get("/checklist"),
        this.ledger.catchUp(), // what is there is shown from the first painting on
        this.kept.adoptSoon(), // and what was left unsent
      ]);
      this.#begin(consultation, checklist);
      await Promise.all([this.photos.refresh(), this.closing.refresh()]);
      void this.ledger.flush();
      if (this.#late) await this.catchUp();
      void this.kept.begin();
      void this.papers.refresh();
    } catch (error) {
      if (!(error instanceof ApiError && error.isPassing && (await this.loadCopy()))) this.complain(error, true);
    }
  }

  /** What this tablet kept of it, where the server cannot be asked. @returns {Promise<boolean>} whether there is something */
  async loadCopy() {
    const [copy] = await Promise.all([this.kept.open(), this.kept.adopt()]);
    if (!copy) return false;
    const { known, assessment, assessedAt } = copy.log;
    this.ledger.begin(known);
    this.photos.begin(copy.photos, copy.thumbs);
    this.store.set({ assessment, assessedAt });
    this.#begin(copy.consultation, copy.checklist);
    void this.ledger.retry();
    return true;
  }

  /** What earlier pages left to be done: the visit, what was decided on it, its pictures. */
  async goOn() {
    if (!this.store.get().consultation) return;
    await this.deeds.restore();
    await this.onsite.resume();
    await this.deeds.run();
  }

  /** The server can be reached again. */
  async back() {
    await this.deeds.run();
    void this.onsite.send();
  }

  /** @param {any} consultation @param {import("./state.js").Checklist} checklist */
  #begin(consultation, checklist) {
    const first = checklist.sections[0]?.id ?? "";
    const section = remembered(this.store.get().id);
    const known = checklist.sections.some((one) => one.id === section);
    this.store.set({ consultation, checklist, section: known ? section : first });
  }

  /** The consultation itself: state, times, consents. */
  async reload() {
    this.store.set({ consultation: await get(`/consultations/${this.store.get().id}`) });
  }

  /** What news we may have missed was about; the log has its own way. */
  async catchUp() {
    this.#late = !this.store.get().consultation;
    void askForUpgrade(this);
    if (this.#late) return; // still loading; then again, for that may have been answered earlier
    try {
      await Promise.all([this.reload(), this.photos.refresh(), this.closing.refresh()]);
    } catch (error) {
      this.complain(error);
    }
  }

  /** What is asked and answered now. */
  seen() {
    const { checklist, view, consultation } = this.store.get();
    if (!checklist || !consultation) return null;
    return picture(checklist, view, consultation.templates, stillsConsent(this.store.get()) === "yes");
  }

  settle() {
    this.items.settle();
  }

  /** A signal to her phone; without a call it goes nowhere. @param {string} kind @param {object} payload */
  say(kind, payload) {
    this.call?.signal(kind, payload);
  }

  /** @param {Partial<import("./state.js").Call>} patch what is known of the call */
  setCall(patch) {
    this.store.set(({ call }) => ({ call: { ...call, ...patch } }));
  }

  /** @param {string} text @param {(() => void)|null} [undo] */
  toast(text, undo = null) {
    const toast = { id: ++this.#toasts, text, undo };
    this.store.set(({ toasts }) => ({ toasts: [...toasts.slice(-1), toast] }));
    setTimeout(() => this.dismiss(toast), undo ? TOAST_WITH_UNDO_MS : TOAST_MS);
  }

  /** @param {Toast} toast */
  dismiss(toast) {
    this.store.set(({ toasts }) => ({ toasts: toasts.filter((one) => one.id !== toast.id) }));
  }

  /**
   * An error in the words of the server, else in ours. @param {unknown} error
   * @param {boolean} [lasting] it stays until the page is opened anew
   */
  complain(error, lasting = false) {
    if (!(error instanceof ApiError)) throw error;
    const text = error.text || t("consultant.trouble.unreachable");
    if (lasting || error.isSignedOut) {
      this.store.set({ trouble: { text, signedOut: error.isSignedOut } });
    } else {
      this.toast(text);
    }
  }

  /** After the next painting: bring a question into view and give it the focus. @param {string} target @param {string} item */
  reveal(target, item) {
    this.store.set({ attention: { what: "item", target, item } });
  }

  /** After the next painting: bring a question into view, the focus stays. @param {string} target @param {string} item */
  keepInSight(target, item) {
    this.store.set({ attention: { what: "sight", target, item } });
  }

  toTop() {
    this.store.set({ attention: { what: "top" } });
  }

  /** After the next painting: the first of these that is there has the focus. @param {string[]} selectors */
  focusOn(...selectors) {
    this.store.set({ attention: { what: "focus", selectors } });
  }

  toPanel() {
    this.focusOn("#panel-title", ".viewer button");
  }

  /** A panel comes up and has the focus. @param {import("./state.js").Panel} panel */
  openPanel(panel) {
    if (!this.store.get().panel) this.#opener = document.activeElement;
    this.store.set({ panel, search: "" });
    this.toPanel();
  }

  /** The focus goes back to where it was before the panel came up. */
  closePanel() {
    this.store.set({ panel: null, search: "" });
    this.store.flush(); // what lay under the panel cannot have the focus until it is painted
    if (this.#opener instanceof HTMLElement && this.#opener.isConnected) this.#opener.focus();
    this.#opener = null;
  }

  /** Where we are, for a reload of this tab. */
  remember() {
    const { id, section } = this.store.get();
    try {
      sessionStorage.setItem(`kellerblick.place.${id}`, JSON.stringify({ section }));
    } catch {
      // Without storage a reload begins at the first section.
    }
  }

  #show() {
    const { ledger } = this;
    if (this.store.get().unreachable && !ledger.isCutOff) void this.back();
    this.store.set({
      view: ledger.view,
      here: hereIn(ledger.view),
      unsent: ledger.unsent,
      unreachable: ledger.isCutOff,
      undoable: ledger.undoable,
    });
  }

  /** @param {any} answer */
  #assessed({ assessment }) {
    if (assessment) this.store.set({ assessment, assessedAt: new Date().toISOString() });
  }

  /** @param {import("../shared/operations.js").Operation} operation @param {{code: string, text: string}} error */
  #refused({ target, field }, { text }) {
    const words = text || t("consultant.trouble.refused");
    this.store.set(({ refused }) => ({ refused: { ...refused, [`${target}/${field}`]: words } }));
    this.toast(words);
  }
}

/** @param {string} id @returns {string} the section shown last; empty when there is none */
function remembered(id) {
  try {
    return JSON.parse(sessionStorage.getItem(`kellerblick.place.${id}`) ?? "{}").section ?? "";
  } catch {
    return "";
  }
}
