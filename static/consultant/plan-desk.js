/** Everything the plan's views can ask for: its acts, the hand on the paper, the paper's size, adding and going to rooms. */

import { t } from "../shared/i18n.js";
import { entitiesOf, value } from "./entities.js";
import { planActs } from "./plan-acts.js";
import { planOf } from "./plan-data.js";
import { planHand } from "./plan-hand.js";

/** @typedef {import("./app.js").App} App */

/** @param {App} app @param {ReturnType<typeof import("./entity-acts.js").entityActs>} entities */
export function planDesk(app, entities) {
  const acts = planActs(app);
  const { store } = app;
  /** @type {ResizeObserver|null} */
  let watching = null;

  return {
    ...acts,
    hand: planHand(app, acts),

    /** The paper's window comes or goes. @param {Element} [element] */
    measure(element) {
      watching?.disconnect();
      watching = null;
      if (!element) return;
      watching = new ResizeObserver(([entry]) => {
        const { width, height } = entry?.contentRect ?? { width: 0, height: 0 };
        acts.set({ size: { width: Math.floor(width), height: Math.floor(height) } });
      });
      watching.observe(element);
    },

    /** A new room, drawn at once. @param {string} name */
    add(name) {
      const known = new Set(entitiesOf(app.ledger.view, "room").map((room) => room.id));
      entities.add(name);
      const made = entitiesOf(app.ledger.view, "room").find((room) => !known.has(room.id));
      if (!made) return;
      acts.place(made.id);
      app.focusOn("#plan-title");
    },

    stopAdding() {
      store.set({ adding: null });
      app.focusOn("[data-tool=room]");
    },

    /** She goes to a room: it is chosen on its floor. @param {string} id @param {(id: string) => void} go */
    follow(id, go) {
      go(id);
      const room = planOf(store.get()).rooms.find((one) => one.id === id);
      if (room) acts.letGo({ floor: room.box ? room.floor : store.get().plan.floor, selected: room.target, tool: null });
      else acts.letGo({ selected: null, tool: null });
    },

    /** @param {string} target */
    nameOf(target) {
      if (!target.startsWith("photo:")) return value(store.get().view, target, "label") ?? "";
      const photo = planOf(store.get()).photos.find((one) => one.target === target);
      return t("plan.photo.label", { number: photo?.number ?? "?" });
    },

    /** The drawn room where she was before; empty when there is none. @param {string} id */
    nextTo: (id) => acts.before(id)?.label ?? "",
  };
}
