/** The customer's page: the store, the controller and the views, wired together. */

import { html, nothing, render } from "lit-html";

import { createStore } from "../shared/store.js";
import { Controller } from "./controller.js";
import { ViewFocus } from "./focus.js";
import { INITIAL } from "./state.js";
import { ended } from "./views/ended.js";
import { help } from "./views/help.js";
import { elsewhere, loading, problem, takenOver } from "./views/problem.js";
import { pictures } from "./views/pictures.js";
import { waiting } from "./views/waiting.js";
import { welcome } from "./views/welcome.js";

/** @typedef {import("./state.js").State} State */

const store = createStore(INITIAL);
const controller = new Controller(store);
const root = /** @type {HTMLElement} */ (document.getElementById("page"));

/** @type {Record<import("./state.js").Screen, (state: State) => unknown>} */
const views = {
  loading,
  problem: (state) => problem(state, controller),
  welcome: (state) => welcome(state, controller),
  help: (state) => help(state, state.test ? controller.testHelp : controller),
  test: (state) => controller.test?.view(state),
  waiting: (state) => waiting(state, controller),
  call: (state) => controller.guide?.inCall(state, controller),
  list: (state) => controller.list.view(state),
  elsewhere: (state) => elsewhere(state, controller),
  "taken-over": (state) => takenOver(state, controller),
  ended: (state) => ended(state, controller),
};

/** What the page was scrolled to the top for. */
let shown = "";
const focus = new ViewFocus();

/** @param {State} state */
function show(state) {
  render(html`${views[state.screen](state)}${pictures(state, controller)}${controller.guide?.stopp(state) ?? nothing}`, root);
  const now = `${state.screen} ${state.helpAgain} ${state.copied}`;
  if (shown !== now) scrollTo(0, 0);
  shown = now;
  focus.follow(state);
}

store.subscribe(show);
show(store.get());
void controller.enterAgain();
