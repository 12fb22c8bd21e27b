/**
 * Opens the customer's page where there is no network, from what the page itself has put by (offline-shell.js): its own
 * files and nothing else. No answer of the API and no picture ever goes through here.
 */

const CACHE = "kellerblick-list";
const PAGE = "/join";
const OURS = "/static/~";
const PATIENCE_MS = 4_000; // a bar of signal may take for ever

const worker = /** @type {any} */ (globalThis);

worker.addEventListener("install", () => worker.skipWaiting());
worker.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(worker.clients.claim()));

worker.addEventListener("fetch", (/** @type {any} */ event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== worker.location.origin) return;
  if (request.mode === "navigate" && url.pathname === PAGE) event.respondWith(page(request));
  else if (url.pathname.startsWith(OURS)) event.respondWith(file(request, url.pathname));
});

/** The network's page, where it comes soon enough. @param {Request} request */
async function page(request) {
  const kept = await caches.match(PAGE, { cacheName: CACHE, ignoreVary: true });
  if (!kept) return fetch(request);
  try {
    const fresh = await fetch(request, { signal: AbortSignal.timeout(PATIENCE_MS) });
    return fresh.status >= 500 ? kept : fresh;
  } catch {
    return kept;
  }
}

/** Its address names its version: what is kept is right. @param {Request} request @param {string} path */
async function file(request, path) {
  return (await caches.match(path, { cacheName: CACHE, ignoreVary: true })) ?? fetch(request);
}
