/** Panels over the checklist: opening and closing them, notes, captions, the consent read aloud. */

import { post } from "../shared/api.js";
import { t } from "../shared/i18n.js";
import { undecidedPictures } from "./item-view.js";
import { newId } from "../shared/operations.js";

/** @typedef {import("./app.js").App} App */
/** @typedef {import("./state.js").Panel} Panel */

/** @param {App} app */
export function panelActs(app) {
  const { store } = app;
  const close = () => app.closePanel();

  return {
    close,

    /** The same button closes it again. @param {Panel} panel */
    openPanel(panel) {
      app.settle();
      const { panel: shown } = store.get();
      if (shown && JSON.stringify(shown) === JSON.stringify(panel)) {
        close();
        return;
      }
      app.openPanel(panel);
      if (panel.kind === "finish") void app.closing.refresh();
    },

    /** Something else fills the page; the picture goes on in the corner. @param {import("./state.js").Mode} mode */
    openMode(mode) {
      if (!app.evidence.mayLeave()) return;
      app.settle();
      store.set({ mode, panel: null, adding: null, renaming: null });
      app.focusOn(".top-back");
    },

    closeMode() {
      const { mode } = store.get();
      if (!app.evidence.mayLeave()) return;
      store.set({ mode: { kind: "live" }, panel: null });
      app.focusOn(`.top-mode[data-mode=${mode.kind}]`, ".top-mark");
    },

    /** @param {string} words */
    look: (words) => store.set({ search: words }),

    /** @param {string} text */
    typeNote: (text) => store.set({ noteDraft: text }),

    addNote() {
      const { noteDraft, target, item } = store.get();
      const text = noteDraft.trim();
      if (!text) return;
      const note = `note:${newId()}`;
      const entity = target === "building" ? "building" : target.slice(target.indexOf(":") + 1);
      app.ledger.record([
        { target: note, field: "exists", value: true },
        { target: note, field: "text", value: text },
        { target: note, field: "entity", value: entity },
        ...(item ? [{ target: note, field: "item", value: item }] : []),
      ]);
      store.set({ noteDraft: "" });
    },

    /** @param {string} target @param {string} text */
    changeNote(target, text) {
      if (text.trim()) app.ledger.record([{ target, field: "text", value: text.trim() }]);
    },

    /** @param {string} target */
    removeNote(target) {
      app.ledger.record([{ target, field: "exists", value: false }]);
      app.toPanel();
      app.toast(t("consultant.toast.note-removed"), () =>
        app.ledger.record([{ target, field: "exists", value: true }]),
      );
    },

    /** @param {string} photo @param {string} text */
    caption(photo, text) {
      app.ledger.record([{ target: `photo:${photo}`, field: "caption", value: text.trim() || null }]);
    },

    /** @param {string} photo */
    removePhoto(photo) {
      const target = `photo:${photo}`;
      app.ledger.record([{ target, field: "exists", value: false }]);
      close();
      app.toast(t("consultant.toast.photo-removed"), () =>
        app.ledger.record([{ target, field: "exists", value: true }]),
      );
    },

    /** @param {boolean} given @param {"stills"|"stills_taken"} [purpose] */
    async recordConsent(given, purpose = "stills") {
      const { consultation, consentText, id } = store.get();
      store.set({ consentBusy: true });
      const said = { purpose, given, text_version: consentText.text_version, language: consultation.language, how: "oral" };
      try {
        await post(`/consultations/${id}/consent`, said).then(
          () => app.reload(),
          (error) => app.onsite.without(error, () => app.onsite.consent(said)),
        );
        if (!undecidedPictures(store.get())) close(); // else the panel asks about them
        app.toast(t(`consultant.toast.${purpose === "stills" ? "consent" : "pictures"}-${given ? "given" : "refused"}`));
      } catch (error) {
        app.complain(error);
      } finally {
        store.set({ consentBusy: false });
      }
    },
  };
}
