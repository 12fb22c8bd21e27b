/**
 * Keys of the cockpit, each with Control or Command, so that none is pressed by typing: Z takes the last step back,
 * Enter goes on to the next question, K searches the whole checklist. Arrows go along tabs and things in a row.
 */

const ROWS = ".tabs-row, .entities, .glance-filters, .rooms";

/**
 * @param {{undo: () => void, next: () => void, openMode: (mode: import("./state.js").Mode) => void}} act
 * @param {() => import("./state.js").State} state @param {() => void} toSearch after the overview is there
 */
export function listenToKeys(act, state, toSearch) {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.altKey) return;
    const done = event.ctrlKey || event.metaKey ? command(event) : along(event);
    if (done) event.preventDefault();
  });

  /** @param {KeyboardEvent} event @returns {boolean} it was for us */
  function command({ key, shiftKey, target }) {
    if (shiftKey || !state().checklist) return false;
    switch (key.toLowerCase()) {
      case "z":
        if (isTyping(target)) return false; // the field's own
        act.undo();
        return true;
      case "enter":
        act.next();
        return true;
      case "k":
        if (state().mode.kind !== "overview") act.openMode({ kind: "overview" });
        toSearch();
        return true;
      default:
        return false;
    }
  }
}

/** From one key of a row to the next. @param {KeyboardEvent} event @returns {boolean} */
function along({ key, target }) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
  const row = target instanceof HTMLButtonElement ? target.closest(ROWS) : null;
  if (!step || !row) return false;
  const turned = getComputedStyle(row).direction === "rtl" ? -step : step;
  const keys = /** @type {HTMLElement[]} */ ([...row.querySelectorAll("button:not(:disabled)")]);
  const next = keys[keys.indexOf(/** @type {HTMLElement} */ (target)) + turned];
  next?.focus();
  next?.scrollIntoView({ block: "nearest", inline: "nearest" });
  return next !== undefined;
}

/** @param {EventTarget|null} target */
function isTyping(target) {
  if (target instanceof HTMLTextAreaElement) return true;
  return target instanceof HTMLInputElement && ["text", "search"].includes(target.type) && !target.classList.contains("num");
}
