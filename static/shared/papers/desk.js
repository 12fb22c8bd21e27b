/** Papers at the desk: sent, listed, opened over the page, removed. For the office and the consultant's day. */

import { html, render } from "lit-html";

import { refusalText } from "../consultation-form.js";
import { t } from "../i18n.js";
import { icon } from "../icons.js";
import { paperViewer } from "./viewer.js";
import { MAX_BYTES, guessKind, papersOf, removePaper, sendPaper } from "./wire.js";

/** @typedef {import("./wire.js").Paper} Paper */
/** @typedef {import("./wire.js").Kind} Kind */

/** @typedef {{id: number, name: string, part: number, refusal: string}} Sending a file on its way; `part` 0..1 */

/**
 * @typedef {object} PapersState
 * @property {string} consultation whose papers these are
 * @property {Paper[]|null} list null until it is there
 * @property {Sending[]} sending
 * @property {string|null} doomed the one that would be removed by the next tap
 * @property {string} refusal
 */

/** @type {PapersState} */
export const NO_PAPERS = { consultation: "", list: null, sending: [], doomed: null, refusal: "" };

const DRAWN_EVERY_MS = 900; // how often one asks whether the pages are drawn

export class PapersDesk {
  #sent = 0;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  #drawing;
  /** @type {{paper: Paper, page: number}|null} */
  #shown = null;
  /** @type {Element|null} */
  #opener = null;

  /** @param {import("../store.js").Store<any>} store whose `papers` are PapersState */
  constructor(store) {
    this.store = store;
    this.dialog = document.createElement("dialog");
    this.dialog.className = "dialog papers-dialog";
    this.dialog.setAttribute("aria-labelledby", "paper-title");
    this.dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      this.close();
    });
    document.body.append(this.dialog);
  }

  /** @returns {PapersState} */
  get state() {
    return this.store.get().papers;
  }

  /** @param {Partial<PapersState>} patch */
  #set(patch) {
    this.store.set({ papers: { ...this.state, ...patch } });
  }

  /** Show those of a consultation; the ones that are there stay until the answer. @param {string} consultation */
  load = async (consultation) => {
    if (consultation !== this.state.consultation) this.store.set({ papers: { ...NO_PAPERS, consultation } });
    clearTimeout(this.#drawing);
    try {
      const list = await papersOf(consultation);
      if (this.state.consultation !== consultation) return;
      this.#set({ list });
      if (list.some((one) => one.state === "received")) this.#drawing = setTimeout(() => void this.load(consultation), DRAWN_EVERY_MS);
    } catch (error) {
      if (this.state.consultation === consultation && this.state.list === null) this.#set({ refusal: refusalText(error) });
    }
  };

  /** @param {Iterable<File>} files @param {Kind|""} kind "": by its name */
  add = async (files, kind) => {
    const { consultation } = this.state;
    this.#set({ refusal: "" });
    for (const file of files) await this.#send(consultation, file, kind || guessKind(file.name));
  };

  /** @param {string} consultation @param {File} file @param {Kind} kind */
  async #send(consultation, file, kind) {
    const id = ++this.#sent;
    const change = (/** @type {Partial<Sending>} */ patch) =>
      this.#set({ sending: this.state.sending.map((one) => (one.id === id ? { ...one, ...patch } : one)) });
    this.#set({ sending: [...this.state.sending, { id, name: file.name, part: 0, refusal: "" }] });
    if (file.size > MAX_BYTES) return change({ refusal: t("papers.too_large", { mb: MAX_BYTES / 1_000_000 }) });
    try {
      await sendPaper(consultation, file, kind, (part) => change({ part }));
      this.dismiss(id);
    } catch (error) {
      change({ refusal: refusalText(error) });
    }
    if (this.state.consultation === consultation) await this.load(consultation);
  }

  /** @param {number} id */
  dismiss = (id) => this.#set({ sending: this.state.sending.filter((one) => one.id !== id) });

  /** The first tap asks, the second removes. @param {Paper} paper */
  remove = async (paper) => {
    const { consultation, doomed } = this.state;
    if (doomed !== paper.id) return this.#set({ doomed: paper.id });
    try {
      await removePaper(consultation, paper.id);
      this.#set({ doomed: null });
    } catch (error) {
      this.#set({ doomed: null, refusal: refusalText(error) });
    }
    await this.load(consultation);
  };

  keep = () => this.#set({ doomed: null });

  /** @param {Paper} paper */
  open = (paper) => {
    this.#opener = document.activeElement;
    this.#show({ paper, page: 0 });
    this.dialog.showModal();
  };

  close = () => {
    this.#shown = null;
    this.dialog.close();
    render("", this.dialog);
    if (this.#opener instanceof HTMLElement && this.#opener.isConnected) this.#opener.focus();
  };

  /** @param {{paper: Paper, page: number}} shown */
  #show(shown) {
    this.#shown = shown;
    const { paper, page } = shown;
    render(
      html`<header>
          <h2 id="paper-title">${paper.name}</h2>
          ${paper.file_url
            ? html`<a class="button" href=${paper.file_url} download>${icon("download")}${t("papers.save")}</a>`
            : ""}
          <button type="button" class="button quiet square" aria-label=${t("common.close")} @click=${this.close}>${icon("cross")}</button>
        </header>
        ${paperViewer(paper, page, (to) => this.#show({ paper, page: to }))}`,
      this.dialog,
    );
  }
}
