/**
 * What a browser keeps while it has no network, encrypted record by record.
 *
 * The key cannot be read out of the browser; it lies beside what it encrypts. That protects the files of a lost or
 * copied device's storage, not the open device itself: whoever can open our page there can use the key as we do.
 */

const KEYS = "keys";
const RECORDS = "records";
const KEY = "aes";
const IV_BYTES = 12;
const AES = { name: "AES-GCM", length: 256 };

/** The device has no room left for what was to be kept. What was there before is still there. */
export class FullError extends Error {}

/** @typedef {{iv: Uint8Array, sealed: ArrayBuffer}} Sealed */
/**
 * What the rest of the page sees of it; tests put a memory in its place.
 * @typedef {object} Store
 * @property {(id: string) => Promise<ArrayBuffer|null>} get
 * @property {(records: Record<string, ArrayBuffer>, remove?: string[]) => Promise<void>} put all of it or nothing; throws FullError
 * @property {() => Promise<void>} clear
 */
/** @typedef {Store & {ids: () => Promise<string[]>}} ListedStore */

/** A database of its own with one key. @param {string} name @returns {Promise<ListedStore>} @throws where the browser keeps nothing */
export async function openStore(name) {
  const database = await openDatabase(name, [KEYS, RECORDS]);
  return new SealedStore(database, await keyOf(database, KEY), "", async () => {
    database.close();
    await deleted(name);
  });
}

/**
 * A part of a database that others share, with a key of its own. @param {IDBDatabase} database with `SEALED` in it
 * @param {string} scope no other scope begins with it @returns {Promise<ListedStore>}
 */
export async function openScope(database, scope) {
  const key = await keyOf(database, scope);
  const store = new SealedStore(database, key, `${scope}|`, async () => {
    store.lacksKey = scope;
    await dropScope(database, scope);
  });
  return store;
}

/** The stores a database needs for `openScope`. */
export const SEALED = [KEYS, RECORDS];

/** All of a scope, its key as well. @param {IDBDatabase} database @param {string} scope */
export async function dropScope(database, scope) {
  const transaction = database.transaction(SEALED, "readwrite");
  transaction.objectStore(KEYS).delete(scope);
  transaction.objectStore(RECORDS).delete(within(`${scope}|`));
  await done(transaction);
}

/** @implements {ListedStore} */
class SealedStore {
  /** Cleared: what is put next needs its key beside it again. @type {string|null} */
  lacksKey = null;

  /** @param {IDBDatabase} database @param {CryptoKey} key @param {string} prefix of its records @param {() => Promise<void>} clear */
  constructor(database, key, prefix, clear) {
    this._database = database;
    this._key = key;
    this._prefix = prefix;
    /** Everything, the key as well. */
    this.clear = clear;
  }

  /** @param {string} id @returns {Promise<ArrayBuffer|null>} */
  async get(id) {
    const full = this._prefix + id;
    const records = this._database.transaction(RECORDS).objectStore(RECORDS);
    const found = /** @type {Sealed|undefined} */ (await asked(records.get(full)));
    if (!found) return null;
    return crypto.subtle.decrypt(cipher(full, found.iv), this._key, found.sealed);
  }

  /** In their order. @returns {Promise<string[]>} */
  async ids() {
    const records = this._database.transaction(RECORDS).objectStore(RECORDS);
    const found = await asked(records.getAllKeys(this._prefix ? within(this._prefix) : undefined));
    return found.map((id) => String(id).slice(this._prefix.length));
  }

  /** @param {Record<string, ArrayBuffer>} records @param {string[]} [remove] */
  async put(records, remove = []) {
    /** @type {[string, Sealed][]} */
    const sealed = [];
    for (const [id, plain] of Object.entries(records)) {
      const full = this._prefix + id;
      const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
      sealed.push([full, { iv, sealed: await crypto.subtle.encrypt(cipher(full, iv), this._key, plain) }]);
    }
    try {
      const transaction = this._database.transaction(SEALED, "readwrite", { durability: "strict" });
      if (this.lacksKey && sealed.length) transaction.objectStore(KEYS).put(this._key, this.lacksKey);
      const store = transaction.objectStore(RECORDS);
      for (const id of remove) store.delete(this._prefix + id);
      for (const [id, record] of sealed) store.put(record, id);
      await done(transaction);
      if (sealed.length) this.lacksKey = null;
    } catch (error) {
      throw isFull(error) ? new FullError() : error;
    }
  }
}

/** The id belongs to what is encrypted: a record cannot be put in another's place. @param {string} id @param {Uint8Array} iv */
function cipher(id, iv) {
  return { name: "AES-GCM", iv: /** @type {BufferSource} */ (iv), additionalData: new TextEncoder().encode(id) };
}

/** Made when it is first asked for; two tabs that ask at once get the same. @param {IDBDatabase} database @param {string} name @returns {Promise<CryptoKey>} */
async function keyOf(database, name) {
  const found = /** @type {CryptoKey|undefined} */ (await asked(database.transaction(KEYS).objectStore(KEYS).get(name)));
  if (found) return found;
  const made = await crypto.subtle.generateKey(AES, false, ["encrypt", "decrypt"]);
  const transaction = database.transaction(KEYS, "readwrite");
  const keys = transaction.objectStore(KEYS);
  const first = /** @type {CryptoKey|undefined} */ (await asked(keys.get(name)));
  if (!first) keys.put(made, name);
  await done(transaction);
  return first ?? made;
}

/** @param {string} prefix @returns {IDBKeyRange} */
function within(prefix) {
  return IDBKeyRange.bound(prefix, `${prefix}\uffff`);
}

/** @param {string} name @param {string[]} stores @returns {Promise<IDBDatabase>} */
export async function openDatabase(name, stores) {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => {
    for (const store of stores) request.result.createObjectStore(store);
  };
  const database = await asked(request);
  database.onversionchange = () => database.close(); // another tab clears it
  return database;
}

/** @param {string} name @returns {Promise<void>} */
function deleted(name) {
  return new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = request.onerror = request.onblocked = () => resolve();
  });
}

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
export function asked(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** @param {IDBTransaction} transaction @returns {Promise<void>} */
export function done(transaction) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
  });
}

/** @param {unknown} error */
function isFull(error) {
  return error instanceof DOMException && (error.name === "QuotaExceededError" || error.name === "UnknownError");
}
