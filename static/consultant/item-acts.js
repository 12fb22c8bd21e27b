/** What a tap on a question does. */

import { pick, t } from "../shared/i18n.js";
import { sameValue } from "../shared/operations.js";
import { KINDS, entitiesOf, split, value } from "./entities.js";
import { isLocked } from "./item-view.js";
import { pairs } from "./method.js";
import { outOfRange } from "./number-answer.js";
import { itemOfTask, tasksDone } from "./afar-reason.js";
import { prefilledActs, sourceGoes } from "./prefilled.js";
import { nextPlace } from "./next-item.js";
import { at } from "./state.js";
import { answerWord, readNumber } from "./words.js";

/** @typedef {import("./app.js").App} App */

const SETTLE_MS = 800; // after the last key a number counts as typed

/** @param {App} app */
export function itemActs(app) {
  const { store } = app;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let settling;
  /** What stood there before somebody began to type: a part of a number that cannot stand is no answer either. @type {Map<string, any>} */
  const untyped = new Map();

  /** Typed numbers and texts become answers. @param {{drop?: boolean}} [options] drop: forget what was typed */
  function settle({ drop = true } = {}) {
    clearTimeout(settling);
    const { checklist, drafts, view } = store.get();
    for (const [key, draft] of Object.entries(drafts)) {
      const slash = key.indexOf("/");
      const [target, id] = [key.slice(0, slash), key.slice(slash + 1)];
      const item = checklist?.items[id];
      if (!item) continue;
      const typed = item.type === "number" ? readNumber(draft) : draft.trim() || null;
      const cannotStand = item.type === "number" && draft !== "" && (typed === null || outOfRange(item, draft) !== "");
      const answer = cannotStand ? (untyped.get(key) ?? null) : typed;
      if ((!cannotStand || untyped.has(key)) && !sameValue(value(view, target, id) ?? null, answer)) record(target, id, answer);
    }
    if (!drop) return;
    untyped.clear();
    if (Object.keys(drafts).length) store.set({ drafts: {} });
  }

  /** @param {string} target @param {string} item @param {any} answer */
  function record(target, item, answer) {
    const refused = { ...store.get().refused };
    delete refused[at(target, item)];
    store.set({ refused });
    const { checklist, view } = store.get();
    const method = checklist && pairs(checklist).methodOf.get(cardOf(item));
    const done = answer === null ? [] : tasksDone(view, target, method ? [cardOf(item), method] : [item]);
    const gone = sourceGoes(store.get(), target, item, answer);
    app.ledger.record([...gone, { target, field: item, value: answer }, ...done]);
    store.flush(); // in the tap's own frame: waiting for the next one, a slow tablet lays the page out twice
  }

  /** @param {string} target @param {string} item */
  function focus(target, item) {
    const state = store.get();
    if (state.target === target && state.item === item) return;
    settle();
    store.set({ target, item, opened: { ...state.opened, [at(target, item)]: true } });
    app.keepInSight(target, item);
  }

  /** The card a question stands on: a method stands with its number. @param {string} item */
  function cardOf(item) {
    const { checklist } = store.get();
    return (checklist && pairs(checklist).numberOf.get(item)) ?? item;
  }

  /** @param {string} target @param {string} item */
  function jump(target, item) {
    settle();
    const state = store.get();
    const card = cardOf(item);
    const section = state.checklist?.sections.find((one) => one.items.includes(card));
    if (!section) return;
    const stays = section.id === state.section && target === state.target;
    store.set({
      section: section.id,
      target,
      item: card,
      opened: { ...(stays ? state.opened : {}), [at(target, card)]: true },
      panel: null,
      mode: state.mode.kind === "overview" ? { kind: "live" } : state.mode,
      adding: null,
      renaming: null,
      help: null,
    });
    app.reveal(target, card);
  }

  /** @param {import("./ledger.js").Change[]} changes @param {string} target @param {import("./state.js").Item} item */
  function undoneAnswer(changes, target, item) {
    const { view } = store.get();
    const back = changes.find((change) => change.field === item.id);
    const word = answerWord(item, back ? back.value : value(view, target, item.id), view) || t("consultant.toast.empty");
    app.toast(t("consultant.toast.back-to", { question: pick(item.text), answer: word }));
    if (store.get().mode.kind === "live") jump(target, item.id);
  }

  /** A thing is back, or gone again. @param {import("./ledger.js").Change} change */
  function undoneEntity({ target, value: there }) {
    const { view } = app.ledger;
    const name = value(view, target, "label") ?? "";
    app.toast(t(there ? "list.undo.back" : "list.undo.gone", { name }));
    const [kind] = split(target);
    const section = store.get().checklist?.sections.find((one) => one.scope === kind);
    if (store.get().mode.kind !== "live" || !section) return;
    const shown = there ? target : (entitiesOf(view, /** @type {any} */ (kind))[0]?.target ?? "building");
    if (there || store.get().target === target) {
      store.set({ section: section.id, target: shown, item: null, opened: {}, adding: null, renaming: null, panel: null });
      app.focusOn(".entity-name h2", ".chip.add");
    }
  }

  return {
    ...prefilledActs(app),
    settle,
    jump,
    focus,

    /** @param {string} target @param {string} item @param {any} answer null removes it */
    answer(target, item, answer) {
      const state = store.get();
      if (isLocked(state)) return;
      const card = cardOf(item);
      if (state.item !== card || state.target !== target) focus(target, card);
      else settle({ drop: false });
      const chosen = Array.isArray(answer) && !answer.length ? null : answer;
      const field = store.get().view.entities[target]?.fields[item];
      if (!field?.other?.length && sameValue(field?.value ?? null, chosen)) return;
      record(target, item, chosen);
      if (answer === null) store.set({ drafts: {}, help: null });
    },

    /** All that belongs to a question, as it was answered elsewhere. @param {string} target @param {string} item @param {Record<string, any>} values */
    answerLike(target, item, values) {
      const state = store.get();
      if (isLocked(state)) return;
      focus(target, item);
      const answered = Object.entries(values).map(([field, answer]) => ({ target, field, value: answer }));
      app.ledger.record([...answered, ...tasksDone(store.get().view, target, Object.keys(values))]);
    },

    /** @param {string} target @param {string} item @param {string} typed */
    type(target, item, typed) {
      const key = at(target, item);
      if (!untyped.has(key)) untyped.set(key, value(store.get().view, target, item) ?? null);
      store.set(({ drafts }) => ({ drafts: { ...drafts, [key]: typed } }));
      clearTimeout(settling);
      settling = setTimeout(() => settle({ drop: false }), SETTLE_MS);
    },

    /** @param {string} target @param {string} item */
    open(target, item) {
      focus(target, item);
      app.reveal(target, item);
    },

    /** @param {string} target @param {string} item */
    help(target, item) {
      const key = at(target, item);
      store.set(({ help }) => ({ help: help === key ? null : key }));
      app.keepInSight(target, item);
    },

    next() {
      settle();
      const seen = app.seen();
      const state = store.get();
      const place = seen && nextPlace(state, seen, cardOf);
      if (place) jump(place.target, place.item);
    },

    undo() {
      settle();
      const changes = app.ledger.undo();
      const last = changes?.at(-1);
      if (!changes || !last) return;
      const { checklist } = store.get();
      const item = checklist?.items[itemOfTask(last.field) ?? last.field];
      const entity = changes.find((change) => change.field === "exists" && KINDS.some((kind) => change.target.startsWith(`${kind}:`)));
      if (entity) undoneEntity(entity);
      else if (item) undoneAnswer(changes, last.target, item);
      else app.toast(t("consultant.toast.undone"));
    },

    /** A drain names a device that is not recorded yet. @param {import("./item.js").ItemView} view */
    addReferenced(view) {
      const { checklist } = store.get();
      const section = checklist?.sections.find((one) => one.scope === view.item.ref);
      if (!section || !view.item.ref) return;
      settle();
      store.set({
        section: section.id,
        adding: { kind: view.item.ref, room: null, name: "", answers: { target: view.target, item: view.item.id } },
      });
    },

    /** @param {string} target @param {string} item */
    takePhoto: (target, item) => app.photos.take(split(target)[1], item),
    /** @param {import("./state.js").Photo} photo */
    showPhoto: (photo) => app.openPanel({ kind: "photo", photo: photo.id }),
    /** @param {import("./state.js").Photo} photo */
    photoAgain: (photo) => app.photos.again(photo),
    /** @param {import("./state.js").Photo} photo */
    thumb: (photo) => app.photos.address(photo, "thumb"),
    readConsent: () => app.openPanel({ kind: "consent" }),
  };
}
