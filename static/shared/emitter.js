/**
 * An EventTarget whose events carry a message: `on(type, listener)` hands over the `detail` and returns what ends it.
 * @template {Record<string, any>} Events names and their details
 */
export class Emitter extends EventTarget {
  /**
   * @template {keyof Events & string} K
   * @param {K} type @param {(detail: Events[K]) => void} listener @returns {() => void}
   */
  on(type, listener) {
    const inner = (/** @type {Event} */ event) => listener(/** @type {CustomEvent} */ (event).detail);
    this.addEventListener(type, inner);
    return () => this.removeEventListener(type, inner);
  }

  /** @template {keyof Events & string} K @param {K} type @param {Events[K]} detail */
  emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
