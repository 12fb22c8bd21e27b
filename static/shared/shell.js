/**
 * Pages without a network: what they are made of is put by, and a worker (shell-worker.js) answers with it. Only while
 * something is kept that needs them; afterwards nothing of this is left.
 */

/**
 * @typedef {object} Shell
 * @property {string} cache
 * @property {string} worker where it is served; a worker reaches no further than it lies
 * @property {string} scope
 * @property {{at: string, kept: string}[]} pages fetched at, kept as: frames without anything of anybody in them
 */

const OURS = "/static/~"; // with the version in it: never changes

/** @param {Shell} shell @returns {Promise<boolean>} whether the pages can be opened again without a network */
export async function putBy({ cache: name, worker, scope, pages }) {
  if (!navigator.serviceWorker || !globalThis.caches) return false;
  try {
    const registration = await navigator.serviceWorker.register(worker, { scope });
    const cache = await caches.open(name);
    const known = new Set((await cache.keys()).map(({ url }) => new URL(url).pathname));
    /** @type {Set<string>} */
    const wanted = new Set();
    for (const { at, kept } of pages) {
      const page = await fetch(at, { credentials: "same-origin" });
      if (!page.ok || page.redirected) return false;
      const files = filesOf(await page.clone().text());
      for (const file of files) wanted.add(file);
      for (const file of files) if (!known.has(file)) await cache.add(file); // hundreds at once would stop the page
      await cache.put(kept, page); // last: a page whose files are not all there is none
      wanted.add(kept);
    }
    await Promise.all([...known].filter((path) => !wanted.has(path)).map((path) => cache.delete(path)));
    return await isAtWork(registration);
  } catch {
    return false; // what is kept stays all the same; the page has to stay open, or wait for a network
  }
}

/**
 * Once that is known. Not `navigator.serviceWorker.ready`: where all of it is taken away meanwhile, that waits for ever.
 * @param {ServiceWorkerRegistration} registration @returns {Promise<boolean>}
 */
function isAtWork(registration) {
  const worker = registration.installing ?? registration.waiting;
  if (registration.active || !worker) return Promise.resolve(Boolean(registration.active));
  return new Promise((resolve) => {
    worker.addEventListener("statechange", () => {
      if (registration.active || worker.state === "redundant") resolve(worker.state !== "redundant");
    });
  });
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

/** Take it all away again. @param {Pick<Shell, "cache"|"scope">} shell */
export async function clear({ cache, scope }) {
  await globalThis.caches?.delete(cache).catch(() => false);
  const registration = await navigator.serviceWorker?.getRegistration(scope).catch(() => undefined);
  await registration?.unregister().catch(() => false);
}
