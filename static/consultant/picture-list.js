/**
 * The list of pictures she is sent off with where there is no network: which are open, what was sent, and what became of
 * each. Her phone keeps the list; what this tab knows of it survives a reload, and her phone tells it again.
 */

import { t } from "../shared/i18n.js";
import { newId } from "../shared/operations.js";
import { photosOf, split } from "./entities.js";
import { isOver, stillsConsent, subjectName } from "./item-view.js";
import { itemsAt, targetsOf } from "./progress.js";

/** @typedef {import("./state.js").State} State */
/** @typedef {"asked"|"open"|"taken"|"sending"|"done"|"skipped"|"refused"} Phase */
/** @typedef {{photo_id: string, item: string, entity: string, label: string, hint: string, state: Phase}} Sent */
/** @typedef {{key: string, target: string, item: string, label: string, hint: string, chosen: boolean}} Place */
/** @typedef {{chosen: Record<string, boolean>, sent: Sent[]}} ListState what she ticked, against what is ticked by itself */

/** @type {ListState} */
const NO_LIST = { chosen: {}, sent: [] };

const AT_ONCE = 20; // in one signal, which has a limit of bytes
const PHASES = new Set(["open", "taken", "sending", "done", "skipped", "refused"]);
const REFUSALS = new Set(["consent", "storage", "full", "over"]);
const OUT = new Set(["done", "skipped"]);

export class PictureList {
  /** @param {import("./app.js").App} app */
  constructor(app) {
    this.app = app;
    this.#set(restored(app.store.get().id));
    app.signals.on("picture-list-state", (told) => this.#told(told));
    app.signals.on("hello", () => this.#sendAsked());
  }

  /** @param {string} key @param {boolean} chosen */
  choose = (key, chosen) => this.#set({ chosen: { ...this.#state.chosen, [key]: chosen } });

  send = () => {
    const { view } = this.app.store.get();
    const fresh = this.places()
      .filter(({ chosen }) => chosen)
      .map(
        ({ target, item, label, hint }) =>
          /** @type {Sent} */ ({ photo_id: newId(), item, entity: split(target)[1], label, hint, state: "asked" }),
      );
    if (!fresh.length || this.blocked()) return;
    this.#set({ chosen: {}, sent: [...this.#state.sent.filter((one) => phaseOf(one, arrivedIn(view)) !== "skipped"), ...fresh] });
    this.#sendAsked();
    this.app.toast(t("offline.cockpit.toast.sent"));
  };

  /** Why no list can be sent, in words; empty when one can. */
  blocked() {
    const state = this.app.store.get();
    if (isOver(state)) return t("offline.cockpit.blocked.over");
    if (state.call.role === "watcher") return t("offline.cockpit.blocked.watching");
    if (stillsConsent(state) !== "yes") return t("offline.cockpit.blocked.consent");
    return "";
  }

  /** Pictures that are asked for and missing; the required ones are ticked. @returns {Place[]} */
  places() {
    const { checklist, view, consultation } = this.app.store.get();
    const seen = this.app.seen();
    if (!checklist || !seen) return [];
    const arrived = arrivedIn(view);
    const asked = new Set(
      this.#state.sent
        .filter((one) => !OUT.has(phaseOf(one, arrived)))
        .map(({ entity, item }) => `${entity}/${item}`),
    );
    const language = consultation?.language === "en" ? "en" : "de";
    return checklist.sections.flatMap((section) =>
      targetsOf(section, view, seen).flatMap((target) =>
        itemsAt(section, target, seen)
          .filter((id) => checklist.items[id]?.type === "photo" && seen.status(target, id) === "open")
          .filter((id) => !asked.has(`${split(target)[1]}/${id}`))
          .map((id) => {
            const item = checklist.items[id];
            const key = `${target}/${id}`;
            const what = item.text[language] ?? item.text.de ?? "";
            const help = item.help?.[language] ?? item.help?.de ?? "";
            const whole = target === "building";
            return {
              key,
              target,
              item: id,
              label: whole ? what : subjectName({ ...this.app.store.get(), checklist }, target, id),
              hint: whole ? help : [`${what}.`, help].join(" ").trim(),
              chosen: this.#state.chosen[key] ?? item.photo === "required",
            };
          }),
      ),
    );
  }

  /** What was sent, and how far each is: the log knows best. @returns {Sent[]} */
  sent() {
    const arrived = arrivedIn(this.app.store.get().view);
    return this.#state.sent.map((one) => ({ ...one, state: phaseOf(one, arrived) }));
  }

  get #state() {
    return this.app.store.get().pictureList;
  }

  /** @param {Partial<ListState>} patch */
  #set(patch) {
    this.app.store.set(({ pictureList }) => ({ pictureList: { ...pictureList, ...patch } }));
    if (patch.sent) remember(this.app.store.get().id, patch.sent);
  }

  /** To her phone, which knows what it has already. */
  #sendAsked() {
    const waiting = this.sent().filter(({ state }) => state === "asked");
    const list = newId();
    for (let first = 0; first < waiting.length; first += AT_ONCE) {
      const entries = waiting
        .slice(first, first + AT_ONCE)
        .map(({ photo_id, item, entity, label, hint }) => ({ photo_id, item, entity, label, hint }));
      this.app.say("picture-list", { list_id: list, entries });
    }
  }

  /** From her phone, therefore read with care. @param {any} told */
  #told(told) {
    if (REFUSALS.has(told?.refused)) {
      this.#set({ sent: this.sent().filter(({ state }) => OUT.has(state)) });
      this.app.toast(t(`offline.cockpit.refused.${told.refused}`));
      return;
    }
    const entries = Array.isArray(told?.entries) ? told.entries : [];
    const known = new Map(this.#state.sent.map((one) => [one.photo_id, one]));
    for (const { photo_id: id, item, entity, state } of entries) {
      if (typeof id !== "string" || !PHASES.has(state)) continue;
      const one = known.get(id) ?? this.#unknown(id, item, entity);
      if (one) known.set(id, { ...one, state });
    }
    this.#set({ sent: [...known.values()] });
  }

  /** Sent before from another tab or tablet. @param {string} id @param {unknown} item @param {unknown} entity @returns {Sent|null} */
  #unknown(id, item, entity) {
    const { checklist } = this.app.store.get();
    if (!checklist || typeof item !== "string" || typeof entity !== "string" || !checklist.items[item]) return null;
    const place = this.places().find(({ target, item: at }) => at === item && split(target)[1] === entity);
    return { photo_id: id, item, entity, label: place?.label ?? "", hint: "", state: "open" };
  }
}

/** @param {State["view"]} view */
function arrivedIn(view) {
  return new Set(photosOf(view).map(({ id }) => id));
}

/** @param {Sent} one @param {Set<string>} arrived @returns {Phase} */
function phaseOf(one, arrived) {
  return arrived.has(one.photo_id) ? "done" : one.state;
}

/** @param {string} consultation @returns {ListState} */
function restored(consultation) {
  try {
    const sent = JSON.parse(sessionStorage.getItem(`kellerblick.list.${consultation}`) ?? "[]");
    return { ...NO_LIST, sent: Array.isArray(sent) ? sent : [] };
  } catch {
    return NO_LIST;
  }
}

/** @param {string} consultation @param {Sent[]} sent */
function remember(consultation, sent) {
  try {
    sessionStorage.setItem(`kellerblick.list.${consultation}`, JSON.stringify(sent));
  } catch {
    // Without storage her phone tells it again after a reload.
  }
}
