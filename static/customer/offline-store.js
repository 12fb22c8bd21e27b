/**
 * What the phone keeps while it has no network: the list and its pictures, encrypted record by record.
 *
 * The key cannot be read out of the browser; it lies beside what it encrypts. That protects the files of a lost or
 * copied phone's storage, not the open phone itself: whoever can open this page there can use the key as we do.
 */

const NAME = "kellerblick-list";
const KEYS = "keys";
const RECORDS = "records";
const KEY = "aes";
const IV_BYTES = 12;

/** The phone has no room left for what was to be kept. What was there before is still there. */
export class FullError extends Error {}

/** @typedef {{iv: Uint8Array, sealed: ArrayBuffer}} Sealed */
/**
 * What the rest of the page sees of it; tests put a memory in its place.
 * @typedef {object} Store
 * @property {(id: string) => Promise<ArrayBuffer|null>} get
 * @property {(records: Record<string, ArrayBuffer>, remove?: string[]) => Promise<void>} put all of it or nothing; throws FullError
 * @property {() => Promise<void>} clear
 */

/** @returns {Promise<Store>} @throws where the browser keeps nothing */
export async function openStore() {
  const database = await open();
  let key = /** @type {CryptoKey|undefined} */ (await asked(database.transaction(KEYS).objectStore(KEYS).get(KEY)));
  if (!key) {
    key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
    const transaction = database.transaction(KEYS, "readwrite");
    transaction.objectStore(KEYS).put(key, KEY);
    await done(transaction);
  }
  return new EncryptedStore(database, key);
}

/** @implements {Store} */
class EncryptedStore {
  /** @param {IDBDatabase} database @param {CryptoKey} key */
  constructor(database, key) {
    this._database = database;
    this._key = key;
  }

  /** @param {string} id @returns {Promise<ArrayBuffer|null>} */
  async get(id) {
    const records = this._database.transaction(RECORDS).objectStore(RECORDS);
    const found = /** @type {Sealed|undefined} */ (await asked(records.get(id)));
    if (!found) return null;
    return crypto.subtle.decrypt(cipher(id, found.iv), this._key, found.sealed);
  }

  /** @param {Record<string, ArrayBuffer>} records @param {string[]} [remove] */
  async put(records, remove = []) {
    /** @type {[string, Sealed][]} */
    const sealed = [];
    for (const [id, plain] of Object.entries(records)) {
      const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
      sealed.push([id, { iv, sealed: await crypto.subtle.encrypt(cipher(id, iv), this._key, plain) }]);
    }
    try {
      const transaction = this._database.transaction(RECORDS, "readwrite", { durability: "strict" });
      const store = transaction.objectStore(RECORDS);
      for (const id of remove) store.delete(id);
      for (const [id, record] of sealed) store.put(record, id);
      await done(transaction);
    } catch (error) {
      throw isFull(error) ? new FullError() : error;
    }
  }

  /** Everything, the key as well. @returns {Promise<void>} */
  clear() {
    this._database.close();
    return new Promise((resolve) => {
      const request = indexedDB.deleteDatabase(NAME);
      request.onsuccess = request.onerror = request.onblocked = () => resolve();
    });
  }
}

/** The id belongs to what is encrypted: a record cannot be put in another's place. @param {string} id @param {Uint8Array} iv */
function cipher(id, iv) {
  return { name: "AES-GCM", iv: /** @type {BufferSource} */ (iv), additionalData: new TextEncoder().encode(id) };
}

/** @returns {Promise<IDBDatabase>} */
async function open() {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore(KEYS);
    request.result.createObjectStore(RECORDS);
  };
  const database = await asked(request);
  database.onversionchange = () => database.close(); // another tab clears it
  return database;
}

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
function asked(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** @param {IDBTransaction} transaction @returns {Promise<void>} */
function done(transaction) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
  });
}

/** @param {unknown} error */
function isFull(error) {
  return error instanceof DOMException && (error.name === "QuotaExceededError" || error.name === "UnknownError");
}
