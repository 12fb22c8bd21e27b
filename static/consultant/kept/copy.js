/**
 * A consultation to work with where there is no network: what the server told last, and the small pictures. Encrypted,
 * for its user alone; whoever signs out takes it along.
 */

/** @typedef {import("../../shared/sealed-store.js").ListedStore} ListedStore */
/** @typedef {import("../../shared/operations.js").LogState} LogState */
/** @typedef {{id: string, name: string, short: string, role: string}} User */
/** @typedef {{known: LogState, assessment: any, assessedAt: string|null}} Log */
/**
 * @typedef {object} Whole
 * @property {User} user
 * @property {any} consultation
 * @property {any} checklist
 * @property {Log} log
 * @property {Record<string, any>} photos as the cockpit knows them
 */

const PARTS = /** @type {const} */ (["user", "consultation", "checklist", "log", "photos"]);
const THUMB = "thumb:";

/** @param {ListedStore} store @param {Partial<Whole>} parts */
export async function savePart(store, parts) {
  const records = Object.entries(parts).map(([name, value]) => [name, bytesOf(value)]);
  await store.put(Object.fromEntries(records));
}

/** @param {ListedStore} store @returns {Promise<Whole|null>} null where there is none, or not all of it */
export async function readWhole(store) {
  const found = await Promise.all(PARTS.map((name) => store.get(name)));
  if (found.some((one) => one === null)) return null;
  const values = PARTS.map((name, at) => [name, valueOf(/** @type {ArrayBuffer} */ (found[at]))]);
  return /** @type {Whole} */ (Object.fromEntries(values));
}

/** @param {ListedStore} store @param {"user"|"consultation"} name @returns {Promise<any>} null where there is none */
export async function readPart(store, name) {
  const found = await store.get(name);
  return found && valueOf(found);
}

/**
 * Small pictures that are not here yet; those of pictures that are gone are deleted.
 * @param {ListedStore} store @param {string[]} ids @param {(id: string) => Promise<ArrayBuffer>} fetched
 */
export async function saveThumbs(store, ids, fetched) {
  const here = (await store.ids()).filter((id) => id.startsWith(THUMB));
  const wanted = new Set(ids.map((id) => THUMB + id));
  const gone = here.filter((id) => !wanted.has(id));
  if (gone.length) await store.put({}, gone);
  const known = new Set(here);
  for (const id of ids) if (!known.has(THUMB + id)) await store.put({ [THUMB + id]: await fetched(id) });
}

/** @param {ListedStore} store @returns {Promise<Record<string, Blob>>} by the id of the picture */
export async function readThumbs(store) {
  /** @type {Record<string, Blob>} */
  const found = {};
  for (const id of await store.ids()) {
    const bytes = id.startsWith(THUMB) ? await store.get(id).catch(() => null) : null; // the others are still pictures
    if (bytes) found[id.slice(THUMB.length)] = new Blob([bytes], { type: "image/jpeg" });
  }
  return found;
}

/** @param {unknown} value @returns {ArrayBuffer} */
function bytesOf(value) {
  return /** @type {ArrayBuffer} */ (new TextEncoder().encode(JSON.stringify(value)).buffer);
}

/** @param {ArrayBuffer} bytes @returns {any} */
function valueOf(bytes) {
  return JSON.parse(new TextDecoder().decode(bytes));
}
