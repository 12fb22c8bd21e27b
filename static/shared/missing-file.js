/*
 * Stands in the page itself, before any file is asked for: a phone that changes from the cellar's WLAN to the mobile
 * network while a page loads gets some of its files not at all, and a page without its script is dead. Then the page
 * is loaded once more; where that was no help, words say so, with a button.
 */
(() => {
  const TRIED = "kellerblick-loaded-again"; // when, ms since 1970
  const ONCE_IN = 30_000; // ms
  const PAUSE = 500; // ms, for the other network to be there

  /** Whether it is worth a try of our own. */
  const mayTry = () => {
    try {
      const last = Number(sessionStorage.getItem(TRIED));
      sessionStorage.setItem(TRIED, String(Date.now()));
      return navigator.onLine && Date.now() - last > ONCE_IN;
    } catch {
      return false; // a browser that keeps nothing would try for ever
    }
  };

  const again = () => location.reload(); // keeps the secret of a link, which stands behind its #

  const say = () => {
    const words = /** @type {HTMLTemplateElement} */ (document.getElementById("missing-file"));
    document.body.replaceChildren(words.content.cloneNode(true));
    document.querySelector(".missing-file button")?.addEventListener("click", again);
    addEventListener("online", again);
  };

  /** @param {Event} event */
  const missing = ({ target }) => {
    const script = target instanceof HTMLScriptElement;
    const sheet = target instanceof HTMLLinkElement && target.rel === "stylesheet" && document.readyState !== "complete";
    if (!script && !sheet) return;
    removeEventListener("error", missing, true);
    if (mayTry()) setTimeout(again, PAUSE);
    else if (script && document.readyState !== "loading") say();
    else if (script) addEventListener("DOMContentLoaded", say);
  };
  addEventListener("error", missing, true); // of an element it does not bubble
})();
