/**
 * Opens pages where there is no network, from what the pages themselves have put by (shell.js): their own files and
 * nothing else. No answer of the API and no picture ever goes through here. One file for two workers; the scope says
 * whose it is.
 */

const COCKPIT = /^\/consultant\/consultations\/[^/]+$/;
const OURS = "/static/~";
const PATIENCE_MS = 4_000; // a bar of signal may take for ever

const worker = /** @type {any} */ (globalThis);
const cacheName = new URL(worker.registration.scope).pathname === "/join" ? "kellerblick-list" : "kellerblick-desk";

worker.addEventListener("install", () => worker.skipWaiting());
worker.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(worker.clients.claim()));

worker.addEventListener("fetch", (/** @type {any} */ event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== worker.location.origin) return;
  if (request.mode === "navigate") {
    const kept = COCKPIT.test(url.pathname) ? "/consultant/cockpit" : url.pathname;
    if (["/join", "/consultant", "/consultant/cockpit"].includes(kept)) event.respondWith(page(request, kept));
  } else if (url.pathname.startsWith(OURS)) {
    event.respondWith(file(request, url.pathname));
  }
});

/** The network's page, where it comes soon enough. @param {Request} request @param {string} path of what is kept instead */
async function page(request, path) {
  const kept = await caches.match(path, { cacheName, ignoreVary: true });
  if (!kept) return fetch(request);
  try {
    const fresh = await Promise.race([fetch(request), after(PATIENCE_MS)]);
    return !fresh || fresh.status >= 500 ? kept : fresh;
  } catch {
    return kept;
  }
}

/** @param {number} ms @returns {Promise<null>} */
const after = (ms) => new Promise((resolve) => setTimeout(() => resolve(null), ms));

/** Its address names its version: what is kept is right. @param {Request} request @param {string} path */
async function file(request, path) {
  return (await caches.match(path, { cacheName, ignoreVary: true })) ?? fetch(request);
}
