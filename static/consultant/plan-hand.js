/** Fingers, pen and keys on the plan: a tap, a drag of one thing, a drag of the paper, two fingers that spread. */

import { floorOf, boxesOn, frameOf, ghosts, planOf } from "./plan-data.js";
import { resized, snapped } from "./plan-geometry.js";
import { value } from "./entities.js";
import { isLocked } from "./item-view.js";
import { ZOOMS } from "./plan-state.js";

/** @typedef {import("./plan-geometry.js").Point} Point */
/** @typedef {ReturnType<typeof import("./plan-acts.js").planActs>} PlanActs */
/** @typedef {{target: string|null, corner: string|null, from: Point, at: Point, origin: any, frame: import("./plan-data.js").Frame, others: import("./plan-geometry.js").Box[], pan: Point, far: boolean}} Grip */

const TAP_PX = 6; // less is a tap, more a drag
const SNAP_PX = 14;
const PINCH_PX = 60; // of spreading for one step of the zoom

/** @type {Record<string, [number, number]>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** @param {import("./app.js").App} app @param {PlanActs} act */
export function planHand(app, act) {
  const { store } = app;
  /** @type {Grip|null} */
  let grip = null;
  /** @type {Map<number, Point>} */
  const fingers = new Map();
  let spreadAt = 0;
  let keyed = false;

  /** @param {PointerEvent} event @returns {Point} px within the paper's window */
  function pointOf(event) {
    const { left, top } = /** @type {Element} */ (event.currentTarget).getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  }

  /** @param {Point} px @param {import("./plan-data.js").Frame} frame @returns {Point} cm */
  const onPaper = (px, frame) => ({ x: (px.x - frame.x) / frame.scale, y: (px.y - frame.y) / frame.scale });

  const spread = () => {
    const [one, other] = [...fingers.values()];
    return one && other ? Math.hypot(one.x - other.x, one.y - other.y) : 0;
  };

  return {
    /** @param {PointerEvent} event */
    down(event) {
      if (event.button !== 0) return;
      const at = pointOf(event);
      fingers.set(event.pointerId, at);
      /** @type {Element} */ (event.currentTarget).setPointerCapture(event.pointerId);
      if (fingers.size > 1) {
        grip = null;
        spreadAt = spread();
        act.letGo();
        return;
      }
      const state = store.get();
      const plan = planOf(state);
      const touched = event.target instanceof Element ? event.target.closest("[data-target]") : null;
      const target = touched?.getAttribute("data-target") ?? null;
      const drawn = [...plan.things, ...plan.photos].find((one) => one.target === target);
      const floor = state.plan.floor;
      grip = {
        target,
        corner: touched?.getAttribute("data-corner") ?? null,
        from: at,
        at,
        origin: target?.startsWith("room:") ? value(state.view, target, "box") : (drawn?.place ?? plan.doors.find((door) => door.target === target) ?? null),
        frame: frameOf(state.plan, plan),
        others: [...boxesOn(plan, floor, target ?? ""), ...ghosts(plan, floor)],
        pan: state.plan.pan,
        far: false,
      };
    },

    /** @param {PointerEvent} event */
    move(event) {
      if (!fingers.has(event.pointerId)) return;
      const at = pointOf(event);
      fingers.set(event.pointerId, at);
      if (fingers.size > 1) {
        pinch();
        return;
      }
      if (!grip) return;
      const [dx, dy] = [at.x - grip.from.x, at.y - grip.from.y];
      if (!grip.far && Math.hypot(dx, dy) < TAP_PX) return;
      grip.far = true;
      grip.at = at;
      drag(grip, dx, dy);
    },

    /** @param {PointerEvent} event */
    up(event) {
      if (!fingers.delete(event.pointerId) || !grip) return;
      const { far, target, frame } = grip;
      grip = null;
      if (far) act.drop();
      else act.tap(onPaper(pointOf(event), frame), target);
    },

    /** The browser has taken the finger away. @param {PointerEvent} event */
    cancel(event) {
      fingers.delete(event.pointerId);
      grip = null;
      act.letGo();
    },

    /** @param {KeyboardEvent} event */
    keyDown(event) {
      const target = event.target instanceof Element ? event.target.getAttribute("data-target") : null;
      if (!target) return;
      const arrow = ARROWS[event.key];
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        act.select(target);
      } else if (arrow && !isLocked(store.get())) {
        event.preventDefault();
        keyed = true;
        act.nudge(target, arrow[0], arrow[1], event.shiftKey);
      } else if ((event.key === "Delete" || event.key === "Backspace") && !isLocked(store.get())) {
        event.preventDefault();
        act.unplace(target);
      }
    },

    /** Many steps of one key are one step of the log. @param {KeyboardEvent} event */
    keyUp({ key }) {
      if (ARROWS[key] && keyed) settle();
    },

    blur: settle,

    /** @param {WheelEvent} event */
    wheel(event) {
      if (!event.ctrlKey) return; // a trackpad's pinch; the page does not scroll
      event.preventDefault();
      act.zoom(event.deltaY < 0 ? 1 : -1);
    },
  };

  function settle() {
    if (!keyed) return;
    keyed = false;
    act.drop();
  }

  function pinch() {
    const now = spread();
    if (Math.abs(now - spreadAt) < PINCH_PX) return;
    const { zoom } = store.get().plan;
    const end = now > spreadAt ? ZOOMS.at(-1) : ZOOMS[0];
    if (zoom !== end) act.zoom(now > spreadAt ? 1 : -1);
    spreadAt = now;
  }

  /** @param {Grip} held @param {number} dx @param {number} dy px from where it was taken */
  function drag(held, dx, dy) {
    const state = store.get();
    const { target, corner, origin, frame } = held;
    if (!target || !origin || isLocked(state)) {
      if (!target) act.set({ pan: { x: held.pan.x + dx, y: held.pan.y + dy } });
      return;
    }
    const reach = SNAP_PX / frame.scale;
    if (corner && origin) {
      const to = onPaper(held.at, frame);
      const { box, guides } = resized(origin, { right: corner.includes("e"), bottom: corner.includes("s") }, to, held.others, reach);
      act.hold(target, box, guides);
    } else if (target.startsWith("room:")) {
      if (floorOf(state.view, target) !== state.plan.floor) return;
      const moved = { ...origin, x: origin.x + dx / frame.scale, y: origin.y + dy / frame.scale };
      const { box, guides } = snapped(moved, held.others, reach);
      act.hold(target, box, guides);
    } else {
      const to = { x: origin.x + dx / frame.scale, y: origin.y + dy / frame.scale };
      if (target.startsWith("door:")) act.holdDoor(target, to);
      else act.holdPin(target, to);
    }
  }
}
