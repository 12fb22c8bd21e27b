/** The customer's page: the store, the controller and the views, wired together. */

import { html, nothing, render } from "lit-html";

import { createStore } from "../shared/store.js";
import { Controller } from "./controller.js";
import { ViewFocus } from "./focus.js";
import { INITIAL } from "./state.js";
import { ended } from "./views/ended.js";
import { elsewhere, loading, problem, takenOver } from "./views/problem.js";
import { pictures } from "./views/pictures.js";
import { waiting } from "./views/waiting.js";
import { welcome } from "./views/welcome.js";

/** @typedef {import("./state.js").State} State */

const store = createStore(INITIAL);
const controller = new Controller(store);
const root = /** @type {HTMLElement} */ (document.getElementById("page"));

/** Its drawings weigh, and most never need them. @type {typeof import("./views/help.js").help|null} */
let help = null;

/** @type {Record<import("./state.js").Screen, (state: State) => unknown>} */
const views = {
  loading,
  problem: (state) => problem(state, controller),
  welcome: (state) => welcome(state, controller),
  help: (state) => (help ? help(state, state.test ? controller.testHelp : controller) : loading()),
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
  render(html`${views[state.screen](state)}${pictures(state, controller)}${controller.position.view(state)}${controller.guide?.stopp(state) ?? nothing}`, root);
  if (state.screen === "help" && !help) return void bringHelp();
  const now = `${state.screen} ${state.helpAgain} ${state.copied}`;
  if (shown !== now) scrollTo(0, 0);
  shown = now;
  focus.follow(state);
}

async function bringHelp() {
  try {
    ({ help } = await import("./views/help.js"));
  } catch {
    return store.set({ screen: "problem", problem: "unreachable" });
  }
  show(store.get());
}

store.subscribe(show);
show(store.get());
void controller.enterAgain();
