/** What a tap does to the checklist beside answering: putting off to a visit, histories, the overview. */

import { get } from "../shared/api.js";
import { pick, t } from "../shared/i18n.js";
import { sameValue } from "../shared/operations.js";
import { split } from "./entities.js";
import { isLocked } from "./item-view.js";
import { putOff } from "./afar-reason.js";
import { pairs } from "./method.js";
import { History } from "./history.js";
import { at } from "./state.js";
import { step } from "./steps.js";

/** @typedef {import("./app.js").App} App */
/** @typedef {import("./sheet-state.js").SheetState} SheetState */

/** @param {App} app @param {ReturnType<typeof import("./entity-acts.js").entityActs>} entities */
export function sheetActs(app, entities) {
  const { store } = app;
  const history = new History((after) => get(`/consultations/${store.get().id}/operations?after=${after}`));
  let failed = false;

  /** What an open history lacks is fetched; while it waits, the page shows what it knows. */
  function keepUp() {
    const { sheet } = store.get();
    if (!sheet.history || (history.seq >= app.ledger.seq && history.seq > 0)) return;
    const known = history.seq;
    history.keepUp().then(
      () => {
        failed = false;
        if (history.seq > known) redraw();
      },
      () => {
        if (!failed) redraw();
        failed = true;
      },
    );
  }

  /** The history is not in the store: a fresh object makes the page look again. */
  const redraw = () => set({});

  let shown = app.ledger.seq;
  store.subscribe(() => {
    if (app.ledger.seq === shown) return;
    shown = app.ledger.seq;
    keepUp();
  });

  /** @param {Partial<SheetState>} patch */
  function set(patch) {
    store.set(({ sheet }) => ({ sheet: { ...sheet, ...patch } }));
  }

  /** The questions of a card that are asked now: a number and its method. @param {string} target @param {string} item */
  function askedTogether(target, item) {
    const { checklist } = store.get();
    const seen = app.seen();
    if (!checklist || !seen) return [];
    const method = pairs(checklist).methodOf.get(item);
    const asked = [item, ...(method ? [method] : [])].filter((id) => seen.visible(target).has(id));
    return asked.filter((id) => id === item || seen.status(target, id) !== "answered" || asked.length === 1);
  }

  return {
    /** @param {string} target @param {string} item */
    chooseReason(target, item) {
      const key = at(target, item);
      const { sheet } = store.get();
      app.settle();
      set({ afar: sheet.afar === key ? null : key, reason: "" });
      if (sheet.afar !== key) app.focusOn(".afar-reasons .chip");
    },

    /** @param {string} text */
    typeReason: (text) => set({ reason: text }),

    /** @param {string} target @param {string} item @param {string|null} reason null takes the task away */
    putOff(target, item, reason) {
      const { view, checklist } = store.get();
      if (isLocked(store.get()) || (reason !== null && !reason.trim())) return;
      const changes = putOff(view, target, askedTogether(target, item), reason && reason.trim());
      set({ afar: null, reason: "" });
      if (!changes.length) return;
      const back = step(app, changes);
      const question = pick(checklist?.items[item]?.text);
      app.toast(t(reason === null ? "list.toast.task-gone" : "list.toast.task", { question }), back);
      app.reveal(target, item);
    },

    /** What a drain names and nobody recorded: one tap makes it. @param {import("./item.js").ItemView} view @param {string} word */
    addMissing(view, word) {
      app.items.addReferenced(view);
      entities.add(word);
    },

    /** Large on her phone. @param {import("./state.js").Text} texts */
    sendSentence: (texts) => app.hints.sentence(texts),

    /** @param {string} target @param {string} item */
    toggleHistory(target, item) {
      const key = at(target, item);
      const open = store.get().sheet.history !== key;
      set({ history: open ? key : null });
      if (!open) return;
      failed = false;
      keepUp();
      app.keepInSight(target, item);
    },

    /** @param {import("./item.js").ItemView} view @returns {import("./history-view.js").HistoryShown} */
    historyOf({ target, item, method }) {
      const items = [item.id, ...(method ? [method.item.id] : [])];
      const fields = [...items, `onsite_${item.id}`];
      const whole = history.seq >= app.ledger.seq && history.seq > 0;
      return {
        pasts: history.of(store.get().view, target, fields, app.ledger.me),
        state: whole ? "whole" : failed ? "partial" : "loading",
      };
    },

    /** Values that stood there once, or one of two, hold from now on. @param {string} target @param {Record<string, any>} values */
    decide(target, values) {
      const { view } = store.get();
      if (isLocked(store.get())) return;
      app.settle();
      const changes = Object.entries(values)
        .filter(([field, value]) => {
          const standing = view.entities[target]?.fields[field];
          return Boolean(standing?.other?.length) || !sameValue(standing?.value ?? null, value ?? null);
        })
        .map(([field, value]) => ({ target, field, value: value ?? null }));
      if (changes.length) app.ledger.record(changes);
    },

    /** From the overview or a search to the checklist. @param {string} target @param {string|null} item null: to the thing itself */
    goTo(target, item) {
      store.set({ mode: { kind: "live" }, panel: null });
      if (item) {
        app.items.jump(target, item);
        return;
      }
      const section = store.get().checklist?.sections.find((one) => one.scope === split(target)[0]);
      if (section) store.set({ section: section.id });
      entities.show(target);
      app.focusOn(".entity-name h2");
    },

    /** @param {string} section */
    overviewOf: (section) => set({ section, query: "", filters: [] }),

    /** @param {string} query */
    searchFor: (query) => set({ query }),

    filterAll: () => set({ filters: [] }),

    /** @param {import("./sheet-state.js").Filter} filter once more takes it away */
    filterBy(filter) {
      const { filters } = store.get().sheet;
      set({ filters: filters.includes(filter) ? filters.filter((one) => one !== filter) : [...filters, filter] });
    },

    /** @param {import("./state.js").Kind} kind */
    addFromOverview(kind) {
      store.set({ mode: { kind: "live" } });
      entities.startAddingOf(kind);
    },
  };
}
