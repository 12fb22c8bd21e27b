/** The sheet in which office or consultant writes down before an appointment what is known, each with its source. */

import { render } from "lit-html";

import { refusalText } from "../consultation-form.js";
import { groupsOf } from "./fields.js";
import { form } from "./form.js";
import { changesOf, hasTwo } from "./sheet.js";

/** @typedef {import("../operations.js").LogState} LogState */
/** @typedef {import("./fields.js").Field} Field */

/** @typedef {import("./sheet.js").Sheet} Sheet */
/** @typedef {import("./sheet.js").Draft} Draft */

export class Preparation {
  /** @type {Sheet|null} */
  #sheet = null;
  /** @type {Element|null} */
  #opener = null;

  /** @param {import("./log.js").OfficeLog} officeLog @param {(log: LogState) => void} changed the log is newer than before */
  constructor(officeLog, changed) {
    this.officeLog = officeLog;
    this.changed = changed;
    this.dialog = document.createElement("dialog");
    this.dialog.className = "dialog prepare";
    this.dialog.setAttribute("aria-labelledby", "prepare-title");
    this.dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      this.close();
    });
    document.body.append(this.dialog);
  }

  /** @param {import("../consultation-words.js").Summary} consultation @param {any} checklist */
  open = async (consultation, checklist) => {
    this.#opener = document.activeElement;
    const groups = groupsOf(checklist, consultation.templates);
    this.#sheet = { consultation, groups, log: null, drafts: {}, wrong: {}, busy: false, refusal: "", saved: false };
    this.#show();
    this.dialog.showModal();
    try {
      this.#set({ log: await this.officeLog.read(consultation.id) });
    } catch (error) {
      this.#set({ refusal: refusalText(error) });
    }
  };

  close = () => {
    this.#sheet = null;
    this.dialog.close();
    render("", this.dialog); // the next one starts empty
    if (this.#opener instanceof HTMLElement && this.#opener.isConnected) this.#opener.focus();
  };

  /** @param {Field} field @param {Draft} draft */
  change = (field, draft) => {
    const sheet = this.#sheet;
    if (!sheet) return;
    const wrong = { ...sheet.wrong };
    delete wrong[field.id];
    this.#set({ drafts: { ...sheet.drafts, [field.id]: { ...sheet.drafts[field.id], ...draft } }, wrong, saved: false });
  };

  save = async () => {
    const sheet = this.#sheet;
    if (!sheet?.log || sheet.busy) return;
    const { changes, wrong } = changesOf(sheet, sheet.log);
    if (Object.keys(wrong).length) {
      this.#set({ wrong });
      /** @type {HTMLElement|null} */ (this.dialog.querySelector("[aria-invalid='true']"))?.focus();
      return;
    }
    if (!changes.length) return this.close();
    this.#set({ busy: true, refusal: "" });
    try {
      const { log, refused } = await this.officeLog.write(sheet.consultation.id, sheet.log, changes);
      this.changed(log);
      if (this.#sheet !== sheet && this.#sheet?.consultation !== sheet.consultation) return; // closed meanwhile
      const refusals = Object.fromEntries(refused.map((one) => [one.field.replace(/^source_/, ""), one.text]));
      const drafts = Object.fromEntries(Object.entries(sheet.drafts).filter(([id]) => id in refusals));
      this.#set({ log, drafts, wrong: refusals, busy: false, saved: true });
      if (!refused.length && !hasTwo(sheet, log)) this.close();
    } catch (error) {
      this.#set({ busy: false, refusal: refusalText(error) });
    }
  };

  /** @param {Partial<Sheet>} patch */
  #set(patch) {
    if (!this.#sheet) return;
    this.#sheet = { ...this.#sheet, ...patch };
    this.#show();
  }

  #show() {
    if (this.#sheet) render(form(this.#sheet, this), this.dialog);
  }
}
