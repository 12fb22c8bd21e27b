/** The page of a third person in the call: the store, the controller and the views, wired together. */

import { render } from "lit-html";

import { createStore } from "../shared/store.js";
import { Controller } from "./controller.js";
import { INITIAL } from "./state.js";
import { inCall } from "./views/in-call.js";
import { ended, loading, problem, takenOver, welcome } from "./views/pages.js";

/** @typedef {import("./state.js").State} State */

const store = createStore(INITIAL);
const controller = new Controller(store);
const root = /** @type {HTMLElement} */ (document.getElementById("page"));

/** @type {Record<State["screen"], (state: State) => unknown>} */
const views = {
  loading,
  problem: (state) => problem(state, controller),
  welcome: (state) => welcome(state, controller),
  call: (state) => inCall(state, controller),
  "taken-over": (state) => takenOver(state, controller),
  ended: (state) => ended(state, controller),
};

/** @type {State["screen"]|null} */
let shown = null;

/** @param {State} state */
function show(state) {
  render(views[state.screen](state), root);
  if (shown === state.screen) return;
  shown = state.screen;
  scrollTo(0, 0);
  /** @type {HTMLElement|null} */ (root.querySelector("h1[tabindex]"))?.focus({ preventScroll: true });
}

store.subscribe(show);
show(store.get());
void controller.enter();
