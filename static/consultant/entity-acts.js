/** Adding, naming, removing rooms, drains, devices and openings; going from one to the other. */

import { pick, t, tn } from "../shared/i18n.js";
import { newId } from "../shared/operations.js";
import { entitiesOf, entity, exists, freeName, needsRoom, roomName, split, value } from "./entities.js";
import { removing } from "./removal.js";
import { doubled, filled } from "./same-as.js";
import { step } from "./steps.js";
import { OUTSIDE, arrival, arrive } from "./visits.js";

/** @typedef {import("./app.js").App} App */
/** @typedef {import("./state.js").Kind} Kind */
/** @typedef {import("./ledger.js").Change} Change */

/** Where the focus goes when what had it is gone. */
const HEADING = ".entity-name h2";
const RENAME = ".entity-head button";

/** Items that ask what kind of thing an entity is. A room's use is not among them: its name does not tell it. */
/** @type {Partial<Record<Kind, string>>} */
const KIND_ITEM = { drain: "drain_type", device: "dev_kind", opening: "op_type" };

/**
 * "Bodenablauf" says what it is: the one option whose name begins like that.
 * @param {import("./state.js").Checklist} checklist @param {Kind} kind @param {string} name
 */
function optionOfName(checklist, kind, name) {
  const plain = name.replace(/ \d+$/, "");
  const options = checklist.items[KIND_ITEM[kind] ?? ""]?.options ?? [];
  const exact = options.find((option) => pick(option.text) === plain);
  const begun = options.filter((option) => pick(option.text).startsWith(plain));
  return exact?.id ?? (begun.length === 1 ? begun[0].id : null);
}

/** @param {App} app */
export function entityActs(app) {
  const { store } = app;

  /** The room a new drain or opening most likely lies in: where the customer is, or the one in view. */
  function likelyRoom() {
    const { here, view, target } = store.get();
    const [kind, id] = split(target);
    if (kind === "room") return id;
    if (here && here !== OUTSIDE && exists(view, `room:${here}`)) return here;
    const shown = kind === "building" ? null : entity(view, target).room;
    return shown ?? entitiesOf(view, "room")[0]?.id ?? null;
  }

  /** @param {Kind} kind @param {boolean} [going] the customer goes there now */
  function startAddingOf(kind, going = false) {
    const { checklist } = store.get();
    const section = checklist?.sections.find((one) => one.scope === kind);
    if (!checklist || !section) return;
    app.settle();
    const room = needsRoom(checklist, kind) ? likelyRoom() : null;
    store.set({ section: section.id, adding: { kind, room, name: "", going }, panel: null, renaming: null, item: null });
    app.focusOn(".adding");
  }

  /** @param {string} target */
  function show(target) {
    app.settle();
    const { view } = store.get();
    if (!exists(view, target)) return;
    store.set({ target, item: null, opened: {}, adding: null, renaming: null, help: null });
    app.toTop();
  }

  return {
    show,
    startAddingOf,

    startAdding() {
      const { checklist, section, adding } = store.get();
      const scope = checklist?.sections.find((one) => one.id === section)?.scope;
      if (adding) store.set({ adding: null });
      else if (scope) startAddingOf(scope);
    },

    stopAdding() {
      store.set({ adding: null });
      app.focusOn(".chip.add");
    },

    addRoomFirst: () => startAddingOf("room"),

    /** @param {string} room */
    addIn(room) {
      store.set(({ adding }) => ({ adding: adding && { ...adding, room } }));
    },

    /** @param {string} name */
    typeName(name) {
      store.set(({ adding }) => ({ adding: adding && { ...adding, name } }));
    },

    /** @param {string} name */
    add(name) {
      const { adding, checklist, view } = store.get();
      const wanted = name.trim();
      if (!adding || !checklist || !wanted) return;
      const id = newId();
      const target = `${adding.kind}:${id}`;
      /** @type {Change[]} */
      const changes = [
        { target, field: "exists", value: true },
        { target, field: "label", value: freeName(view, adding.kind, wanted) },
      ];
      const known = optionOfName(checklist, adding.kind, wanted);
      if (known) changes.push({ target, field: KIND_ITEM[adding.kind] ?? "", value: known });
      if (adding.room) changes.push({ target, field: "room", value: adding.room });
      if (adding.answers) changes.push({ target: adding.answers.target, field: adding.answers.item, value: id });
      if (adding.going) changes.push(...arrival(store.get(), id));
      app.ledger.record(changes);
      store.set({ adding: null });
      show(target);
      app.focusOn(HEADING);
    },

    /** @param {string} target */
    rename(target) {
      store.set({ renaming: target });
      app.focusOn(".entity-rename input");
    },

    keepName() {
      store.set({ renaming: null });
      app.focusOn(RENAME);
    },

    /** @param {string} target @param {string} label @param {string} room */
    renamed(target, label, room) {
      const { view } = store.get();
      /** @type {Change[]} */
      const changes = [];
      const name = label.trim();
      if (name && name !== value(view, target, "label")) changes.push({ target, field: "label", value: name });
      if (room && room !== value(view, target, "room")) changes.push({ target, field: "room", value: room });
      if (changes.length) app.ledger.record(changes);
      store.set({ renaming: null });
      app.focusOn(RENAME);
    },

    /** Removed at once, with the way back in a toast. @param {string} target */
    remove(target) {
      const { view, section, checklist } = store.get();
      const { label } = entity(view, target);
      const { changes, pictures, room } = removing(view, target);
      const back = step(app, changes);
      const scope = checklist?.sections.find((one) => one.id === section)?.scope;
      const other = scope ? entitiesOf(app.ledger.view, scope)[0]?.target : undefined;
      store.set({
        target: other ?? "building",
        item: null,
        opened: {},
        renaming: null,
      });
      app.focusOn(HEADING, ".chip.add");
      const removed = t("consultant.toast.removed", { name: label });
      const kept = pictures ? tn(room ? "list.removed.to-room" : "list.removed.free", pictures, { room: roomName(view, room) }) : "";
      app.toast(kept ? `${removed}. ${kept}` : removed, () => {
        back();
        show(target);
      });
    },

    /** The same once more, next to it. @param {string} target */
    duplicate(target) {
      const { checklist, view } = store.get();
      const seen = app.seen();
      if (!checklist || !seen) return;
      app.settle();
      const twin = doubled(checklist, view, target, seen);
      app.ledger.record(twin.changes);
      show(twin.target);
      app.focusOn(HEADING);
      app.toast(t("list.same.doubled", { name: twin.label }));
    },

    /** What is known of another is taken over where nothing is known here. @param {string} from @param {string} to */
    fillFrom(from, to) {
      const { checklist, view } = store.get();
      const seen = app.seen();
      if (!checklist || !seen) return;
      app.settle();
      const changes = filled(checklist, view, from, to, seen);
      if (!changes.length) return;
      const back = step(app, changes);
      app.toast(tn("list.same.filled", changes.length, { name: entity(view, from).label }), back);
      app.focusOn(HEADING);
    },

    /** @param {string} id */
    goSection(id) {
      const { checklist, view, here, target } = store.get();
      const section = checklist?.sections.find((one) => one.id === id);
      if (!section) return;
      app.settle();
      const entities = section.scope ? entitiesOf(view, section.scope) : [];
      const there = entities.find((one) => one.target === target || one.id === here || one.room === here);
      store.set({
        section: id,
        target: (there ?? entities[0])?.target ?? "building",
        item: null,
        opened: {},
        adding: null,
        renaming: null,
        panel: null,
        help: null,
      });
      app.toTop();
    },

    /** The stepper: during a call the customer is there now; the checklist follows. @param {string} id */
    goRoom(id) {
      const { checklist } = store.get();
      const rooms = checklist?.sections.find((one) => one.scope === "room");
      const outside = checklist?.sections.find((one) => one.items.includes("terrain_position")) ?? checklist?.sections[0];
      const section = id === OUTSIDE ? outside : rooms;
      if (!section) return;
      arrive(app, id);
      store.set({ section: section.id, panel: null });
      show(id === OUTSIDE ? "building" : `room:${id}`);
      app.remember();
    },
  };
}
