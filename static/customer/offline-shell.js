/**
 * The page without a network: what it is made of is put by, and a worker answers with it. Only while a list is there;
 * afterwards nothing of this is left on the phone.
 */

const CACHE = "kellerblick-list";
const WORKER = "/join-worker.js";
const PAGE = "/join";
const OURS = "/static/~"; // with the version in it: never changes

/** @returns {Promise<boolean>} whether the page can be opened again without a network */
export async function putBy() {
  if (!navigator.serviceWorker || !globalThis.caches) return false;
  try {
    await navigator.serviceWorker.register(WORKER, { scope: PAGE });
    const cache = await caches.open(CACHE);
    const page = await fetch(PAGE, { credentials: "same-origin" });
    if (!page.ok) return false;
    await cache.addAll(filesOf(await page.clone().text()));
    await cache.put(PAGE, page); // last: a page whose files are not all there is none
    await navigator.serviceWorker.ready;
    return true;
  } catch {
    return false; // the list is kept all the same; the page has to stay open, or wait for a network
  }
}

/**
 * What this page has loaded so far, with what came when it was needed; and what its head names. All in the version of
 * the page that is put by: the server may have been updated since ours was opened. @param {string} page
 */
function filesOf(page) {
  const [version] = /\/static\/~[^/"]+/.exec(page) ?? [OURS];
  const loaded = performance.getEntriesByType("resource").map(({ name }) => new URL(name).pathname);
  const named = [...page.matchAll(/(?:href|src)="(\/static\/~[^"]+)"/g)].map(([, path]) => path);
  const ours = [...loaded, ...named].filter((path) => path.startsWith(OURS));
  return [...new Set(ours.map((path) => path.replace(/^\/static\/~[^/]+/, version)))];
}

/** Take it all away again. */
export async function clear() {
  await globalThis.caches?.delete(CACHE).catch(() => false);
  const registration = await navigator.serviceWorker?.getRegistration(PAGE).catch(() => undefined);
  await registration?.unregister().catch(() => false);
}
