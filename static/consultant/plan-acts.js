/** What a tap, a drag or a key does on the plan. Each step is one of the log's and comes back by one undo. */

import { t } from "../shared/i18n.js";
import { newId } from "../shared/operations.js";
import { exists, value } from "./entities.js";
import { boxesOn, floorOf, planOf, roomOf } from "./plan-data.js";
import {
  DOOR_CM,
  FAR_CM,
  FIRST_BOX,
  GRID,
  MAX_CM,
  MIN_CM,
  clamp,
  contains,
  direction,
  doorBetween,
  onWall,
  placeBeside,
  sharedWall,
  turn,
  whole,
} from "./plan-geometry.js";
import { NO_GUIDES, NO_PLAN, ZOOMS } from "./plan-state.js";
import { staysOf } from "./visits.js";

/** @typedef {import("./plan-state.js").PlanState} PlanState */
/** @typedef {import("./plan-geometry.js").Point} Point */
/** @typedef {import("./plan-places.js").Floor} Floor */
/** @typedef {import("./ledger.js").Change} Change */

const WALL_REACH_CM = 120; // a tap that means a wall
const STEP_CM = 5; // of a floor's height
const HEIGHT = "room_floor_height_cm";
const METHOD = "room_height_method";

/** What the log calls the place of a target. @param {string} target */
const fieldOf = (target) => (target.startsWith("room:") ? "box" : target.startsWith("door:") ? "place" : "pin");

/** @param {import("./app.js").App} app */
export function planActs(app) {
  const { store } = app;

  /** @param {Partial<PlanState>} patch */
  const set = (patch) => store.set(({ plan }) => ({ plan: { ...plan, ...patch } }));
  const plan = () => planOf(store.get());

  /** Nothing is held any more. @param {Partial<PlanState>} [patch] */
  const letGo = (patch = {}) => set({ moved: {}, guides: NO_GUIDES, ...patch });

  /** @param {Change[]} changes */
  function record(changes) {
    if (changes.length) app.ledger.record(changes);
  }

  /** @param {string} id @returns {import("./plan-data.js").PlanRoom|null} the room where she was before this one, if it is drawn */
  function before(id) {
    const drawn = plan();
    for (const { place } of [...staysOf(store.get().view)].reverse()) {
      const room = place === id ? undefined : roomOf(drawn, place);
      if (room?.box) return room;
    }
    return null;
  }

  /** @param {string} target @param {Point} at */
  function pinned(target, at) {
    const { view, plan: shown } = store.get();
    const limit = (/** @type {number} */ cm) => clamp(whole(cm), -FAR_CM, FAR_CM);
    const wall = target.startsWith("opening:") ? onWall(at, boxesOn(plan(), shown.floor), WALL_REACH_CM) : null;
    const deg = value(view, target, "pin")?.deg ?? null;
    return { floor: shown.floor, x: limit(wall?.x ?? at.x), y: limit(wall?.y ?? at.y), deg };
  }

  /** A door or stairs near a tap. @param {"door"|"stairs"} kind @param {Point} at */
  function addDoor(kind, at) {
    const { floor } = store.get().plan;
    const boxes = boxesOn(plan(), floor);
    const wall = onWall(at, boxes, WALL_REACH_CM);
    if (kind === "door" && !wall) {
      app.toast(t("plan.toast.no-wall"));
      return;
    }
    const room = boxes.find((box) => contains(box, at));
    const point = kind === "door" ? wall : room ? { ...at, deg: wall?.deg ?? 0 } : wall;
    const target = `door:${newId()}`;
    const { x, y, deg } = point ?? { ...at, deg: 0 };
    record([
      { target, field: "exists", value: true },
      { target, field: "place", value: { kind, floor, x: whole(x), y: whole(y), w: DOOR_CM, deg } },
    ]);
    set({ tool: null, selected: target });
  }

  const acts = {
    letGo,
    set,
    before,

    /** @param {Floor} floor */
    goFloor(floor) {
      letGo({ floor, selected: null, tool: null, zoom: 1, pan: { x: 0, y: 0 } });
    },

    /** @param {string|null} target */
    select(target) {
      set({ selected: target, tool: null });
    },

    /** To what is named beside the plan, on its floor. @param {string} target @param {Floor|undefined} floor */
    find(target, floor) {
      if (floor && floor !== store.get().plan.floor) acts.goFloor(floor);
      acts.select(target);
      app.focusOn("#plan-title");
    },

    /** The same key puts the tool away. @param {PlanState["tool"]} tool */
    take(tool) {
      const now = store.get().plan.tool;
      set({ tool: now?.kind === tool?.kind ? null : tool });
    },

    /** A tap on the paper. @param {Point} at cm @param {string|null} target what lies there */
    tap(at, target) {
      const { tool } = store.get().plan;
      if (tool?.kind === "door" || tool?.kind === "stairs") addDoor(tool.kind, at);
      else if (tool?.kind === "pin" && tool.target) {
        record([{ target: tool.target, field: "pin", value: pinned(tool.target, at) }]);
        set({ tool: null, selected: tool.target });
      } else if (tool?.kind === "look") acts.look(tool.target, at);
      else acts.select(target);
    },

    /** Held and moved to there: shown, not yet written. @param {string} target @param {any} to @param {import("./plan-geometry.js").Guides} [guides] */
    hold(target, to, guides = NO_GUIDES) {
      const followers = target.startsWith("room:") ? following(target, to) : {};
      set({ moved: { ...followers, [target]: to }, guides, selected: target });
    },

    /** What is held stays there. */
    drop() {
      const { moved } = store.get().plan;
      record(Object.entries(moved).map(([target, to]) => ({ target, field: fieldOf(target), value: to })));
      letGo();
    },

    /** A pin to a point, an opening to the wall. @param {string} target @param {Point} at */
    holdPin(target, at) {
      acts.hold(target, pinned(target, at));
    },

    /** A door along the nearest wall, stairs wherever. @param {string} target @param {Point} at */
    holdDoor(target, at) {
      const place = store.get().plan.moved[target] ?? value(store.get().view, target, "place");
      if (!place) return;
      const wall = place.kind === "door" ? onWall(at, boxesOn(plan(), place.floor)) : null;
      const sideways = wall && wall.deg % 180 !== place.deg % 180;
      acts.hold(target, {
        ...place,
        x: clamp(whole(wall?.x ?? at.x), -FAR_CM, FAR_CM),
        y: clamp(whole(wall?.y ?? at.y), -FAR_CM, FAR_CM),
        deg: sideways ? wall.deg : place.deg,
      });
    },

    /**
     * Arrows: one step of the grid; with Shift a room's size. Written when the key is let go.
     * @param {string} target @param {number} dx @param {number} dy steps @param {boolean} size
     */
    nudge(target, dx, dy, size) {
      const { view, plan: shown } = store.get();
      if (target.startsWith("room:")) {
        const box = shown.moved[target] ?? value(view, target, "box");
        if (!box) return;
        const moved = size
          ? { ...box, w: clamp(box.w + dx * GRID, MIN_CM, MAX_CM), h: clamp(box.h + dy * GRID, MIN_CM, MAX_CM) }
          : { ...box, x: clamp(box.x + dx * GRID, -FAR_CM, FAR_CM), y: clamp(box.y + dy * GRID, -FAR_CM, FAR_CM) };
        acts.hold(target, moved);
        return;
      }
      const door = plan().doors.find((one) => one.target === target);
      const place = door ?? placeOf(target);
      if (!place) return;
      const at = { x: place.x + dx * GRID, y: place.y + dy * GRID };
      if (door) acts.holdDoor(target, at);
      else acts.holdPin(target, at);
    },

    /** A room that is not drawn yet, beside the one where she was, with a door between. @param {string} id */
    place(id) {
      const { view, plan: shown } = store.get();
      const target = `room:${id}`;
      const last = before(id) ?? [...plan().rooms].reverse().find((room) => room.box && room.floor === shown.floor) ?? null;
      const floor = value(view, target, "floor") ?? last?.floor ?? (shown.floor === "outside" ? "basement" : shown.floor);
      const beside = last && last.floor === floor ? last.box : null;
      const box = placeBeside(beside, boxesOn(plan(), floor), beside ? undefined : FIRST_BOX);
      /** @type {Change[]} */
      const changes = [{ target, field: "box", value: box }];
      if (floor !== floorOf(view, target)) changes.push({ target, field: "floor", value: floor });
      const door = beside ? doorBetween(beside, box) : null;
      if (door && before(id)) {
        const made = `door:${newId()}`;
        changes.push({ target: made, field: "exists", value: true });
        changes.push({ target: made, field: "place", value: { kind: "door", floor, ...door } });
      }
      record(changes);
      letGo({ floor, selected: target, tool: null });
    },

    /** Off the paper; the room itself stays. @param {string} target */
    unplace(target) {
      if (target.startsWith("door:")) record([{ target, field: "exists", value: false }]);
      else record([{ target, field: fieldOf(target), value: null }]);
      letGo({ selected: target.startsWith("room:") ? target : null });
      app.focusOn("#plan-title");
    },

    /** @param {string} target @param {Floor} floor */
    toFloor(target, floor) {
      const box = value(store.get().view, target, "box");
      const taken = boxesOn(plan(), floor);
      /** @type {Change[]} */
      const changes = [{ target, field: "floor", value: floor }];
      if (box && taken.some((other) => sharedWall(other, box) === null && contains(other, box))) {
        changes.push({ target, field: "box", value: placeBeside(null, taken, box) });
      }
      record(changes);
      letGo({ floor, selected: target });
    },

    /** As large as another room. @param {string} target @param {string} model */
    like(target, model) {
      const { view } = store.get();
      const [box, other] = [value(view, target, "box"), value(view, model, "box")];
      if (box && other) record([{ target, field: "box", value: { ...box, w: other.w, h: other.h } }]);
    },

    /** The floor's height; estimated as long as nobody says that it was measured. @param {string} target @param {number} steps */
    raise(target, steps) {
      const { view, checklist } = store.get();
      const range = checklist?.items[HEIGHT]?.range;
      const known = value(view, target, HEIGHT);
      const near = plan().rooms.find((room) => room.target !== target && room.floor === floorOf(view, target) && room.height !== null);
      const from = known ?? near?.height ?? 0;
      const height = clamp(known === null && near ? from : from + steps * STEP_CM, range?.min ?? -1500, range?.max ?? 3000);
      /** @type {Change[]} */
      const changes = [{ target, field: HEIGHT, value: height }];
      if (!["measured", "estimated"].includes(value(view, target, METHOD))) {
        changes.push({ target, field: METHOD, value: "estimated" });
      }
      record(changes);
    },

    /** @param {string} target @param {"measured"|"estimated"} method */
    method: (target, method) => record([{ target, field: METHOD, value: method }]),

    /** @param {string} target of a door @param {Partial<import("./plan-data.js").DoorPlace>} change */
    door(target, change) {
      const place = value(store.get().view, target, "place");
      if (place) record([{ target, field: "place", value: { ...place, ...change } }]);
    },

    /** Which way a picture looks: towards the tap. @param {string} target @param {Point} at */
    look(target, at) {
      const place = placeOf(target);
      if (place) acts.lookTo(target, direction(place, at));
    },

    /** @param {string} target @param {number|null} deg on the plan; null: as the compass said */
    lookTo(target, deg) {
      const place = placeOf(target);
      if (!place) return;
      const { floor, x, y } = place;
      record([{ target, field: "pin", value: { floor, x, y, deg: deg === null ? null : turn(deg) } }]);
      set({ tool: null, selected: target });
    },

    /** @param {number} deg where north is on the plan */
    north: (deg) => record([{ target: "consultation", field: "north_deg", value: turn(deg) }]),

    /** Up on the plan is where the phone looks now. @param {number} heading */
    northByPhone(heading) {
      acts.north(-heading);
      set({ tool: null });
    },

    /** @param {import("./plan-geometry.js").Side} side */
    street: (side) => record([{ target: "consultation", field: "street_side", value: side }]),

    /** @param {1|-1} by */
    zoom(by) {
      const { zoom } = store.get().plan;
      const index = clamp(ZOOMS.indexOf(zoom) + by, 0, ZOOMS.length - 1);
      set({ zoom: ZOOMS[index] ?? 1, ...(index === 0 ? { pan: NO_PLAN.pan } : {}) });
    },

    undo() {
      const changes = app.ledger.undo();
      if (!changes) return;
      const { selected } = store.get().plan;
      letGo({ tool: null, selected: selected && exists(app.ledger.view, selected) ? selected : null });
      app.toast(t("consultant.toast.undone"));
    },

  };

  /** Where a thing or picture stands now. @param {string} target */
  function placeOf(target) {
    const drawn = plan();
    return (drawn.things.find((one) => one.target === target) ?? drawn.photos.find((one) => one.target === target))?.place ?? null;
  }

  /**
   * What goes along with a room: what was placed in it, and doors in walls that it has alone.
   * @param {string} target @param {import("./plan-geometry.js").Box} to @returns {Record<string, any>}
   */
  function following(target, to) {
    const { view } = store.get();
    const from = value(view, target, "box");
    if (!from || from.w !== to.w || from.h !== to.h) return {};
    const [dx, dy] = [to.x - from.x, to.y - from.y];
    const shift = (/** @type {Point} */ place) => ({ ...place, x: place.x + dx, y: place.y + dy });
    const drawn = plan();
    const floor = floorOf(view, target);
    const id = target.slice("room:".length);
    const others = drawn.rooms.filter((room) => room.target !== target && room.floor === floor && room.settled);
    /** @type {Record<string, any>} */
    const found = {};
    for (const one of [...drawn.things, ...drawn.photos]) {
      const pin = value(view, one.target, "pin");
      if (pin && pin.floor === floor && contains(from, pin) && (one.room === id || !others.some((room) => room.settled && contains(room.settled, pin)))) {
        found[one.target] = shift(pin);
      }
    }
    for (const { target: door } of drawn.doors) {
      const place = value(view, door, "place");
      if (place.floor !== floor || !contains(from, place, GRID / 2)) continue;
      if (!others.some((room) => room.settled && contains(room.settled, place, GRID / 2))) found[door] = shift(place);
    }
    return found;
  }

  return acts;
}
