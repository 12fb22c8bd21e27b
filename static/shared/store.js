/** The one place of a page that holds its state. Changes are told once per frame, however many there were. */

/**
 * @template {object} S
 * @typedef {object} Store
 * @property {() => S} get the state now; never change it in place
 * @property {(patch: Partial<S> | ((state: S) => Partial<S>)) => void} set merge a patch into the state
 * @property {(patch: Partial<S>) => void} note merge what changes many times a second and is painted apart: nobody is told
 * @property {(listener: (state: S) => void) => () => void} subscribe called after changes; returns how to stop
 * @property {() => void} flush tell the listeners now instead of at the next frame
 */

/**
 * @template {object} S
 * @param {S} initial
 * @param {(callback: () => void) => void} [schedule] when to tell; a frame by default
 * @returns {Store<S>}
 */
export function createStore(initial, schedule = nextFrame) {
  let state = initial;
  let told = true;
  /** @type {Set<(state: S) => void>} */
  const listeners = new Set();

  function flush() {
    if (told) return;
    told = true;
    for (const listener of [...listeners]) listener(state);
  }

  return {
    get: () => state,
    set(patch) {
      const change = typeof patch === "function" ? patch(state) : patch;
      const keys = /** @type {(keyof S)[]} */ (Object.keys(change));
      if (keys.every((key) => Object.is(state[key], change[key]))) return;
      state = { ...state, ...change };
      if (told) {
        told = false;
        schedule(flush);
      }
    },
    note(patch) {
      state = { ...state, ...patch };
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    flush,
  };
}

/**
 * A frame, or 100 ms where none comes: a page in the background draws no frames but still has to act.
 * @param {() => void} callback
 */
function nextFrame(callback) {
  let called = false;
  const once = () => {
    if (called) return;
    called = true;
    callback();
  };
  requestAnimationFrame(once);
  setTimeout(once, 100);
}
