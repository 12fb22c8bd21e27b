/** Where the focus goes when the view changes: what was tapped is gone, and a screen reader must hear what came. */

/** @typedef {import("./state.js").State} State */
/** What is seen, in one word: the screen, and what lies over the call or is the matter. @typedef {string} View */

export class ViewFocus {
  constructor() {
    /** @type {View|null} null: nothing but "one moment" has been seen yet */
    this._seen = null;
  }

  /** Call it when the view stands in the page. @param {State} state */
  follow(state) {
    const view = viewOf(state);
    const before = this._seen;
    if (view === "loading" || view === before) return;
    this._seen = view;
    if (before === null || document.activeElement?.closest("dialog")) return; // a page begins at its top
    const target = /** @type {HTMLElement|null} */ (document.querySelector(targetIn(view, before)));
    if (!target) return;
    if (!target.matches("button, a")) target.tabIndex = -1;
    target.focus({ preventScroll: true });
  }
}

/** @param {State} state @returns {View} */
function viewOf({ screen, help, helpAgain, test, list, hangingUp, cameraLost, result }) {
  if (screen === "list") return `list-${list?.view}`;
  if (screen === "help") return helpAgain ? `help-again-${helpAgain}` : `help-${help}`;
  if (screen === "test") return `test-${test?.phase}`;
  if (screen !== "call") return screen;
  if (hangingUp) return "hung-up";
  if (cameraLost) return "camera-lost";
  return result?.data ? `result-${result.what}` : "call";
}

/** @param {View} view @param {View} before @returns {string} a selector */
function targetIn(view, before) {
  if (view === "hung-up" || view === "camera-lost") return ".curtain .button";
  if (view.startsWith("help-again")) return ".still-not";
  if (view !== "call") return "h1"; // of what is shown, too
  return before === "hung-up" ? ".key.end" : ".say, .dock .sound"; // where she was, or what she is to do
}
