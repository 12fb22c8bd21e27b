/**
 * What a tablet keeps for the people who sign in on it, in one database. Each of them has, per consultation, up to four
 * scopes with a key each: answers, deeds (kept/deeds.js) and pictures not yet sent, and a copy to work with where there is
 * no network.
 * Open beside them lie only ids, counts and the moment until which each is kept.
 */

import { SEALED, asked, done, dropScope, openDatabase, openScope } from "./sealed-store.js";

/** @typedef {"answers"|"deeds"|"pictures"|"copy"} Kind */
/**
 * @typedef {object} About
 * @property {Kind} kind
 * @property {string} user id
 * @property {string} consultation id
 * @property {number} until ms; afterwards it is deleted
 * @property {number} count what waits in it
 * @property {number} [expired] how many were deleted because their time was over, until their user is told
 */

export const LASTS_MS = 7 * 24 * 3_600_000;

const NAME = "kellerblick-desk";
const SCOPES = "scopes";
const CURRENT = "current";

/** @returns {Promise<Desk>} @throws where the browser keeps nothing */
export async function openDesk() {
  return new Desk(await openDatabase(NAME, [...SEALED, SCOPES]));
}

export class Desk {
  /** @param {IDBDatabase} database */
  constructor(database) {
    this._database = database;
  }

  /** @param {Kind} kind @param {string} user @param {string} consultation */
  scope(kind, user, consultation) {
    return openScope(this._database, nameOf({ kind, user, consultation }));
  }

  /** @param {About} about */
  async note(about) {
    const transaction = this._database.transaction(SCOPES, "readwrite");
    transaction.objectStore(SCOPES).put(about, nameOf(about));
    await done(transaction);
  }

  /** @returns {Promise<About[]>} */
  async all() {
    const scopes = this._database.transaction(SCOPES).objectStore(SCOPES);
    return (await asked(scopes.getAll())).filter((one) => "kind" in one);
  }

  /** @param {Pick<About, "kind"|"user"|"consultation">} which */
  async drop(which) {
    await dropScope(this._database, nameOf(which));
    const transaction = this._database.transaction(SCOPES, "readwrite");
    transaction.objectStore(SCOPES).delete(nameOf(which));
    await done(transaction);
  }

  /** Delete what is too old. Of answers and pictures their number stays until their user was told. @param {number} now ms */
  async sweep(now) {
    for (const about of await this.all()) {
      if (about.until > now || (about.kind !== "copy" && !about.count)) continue; // an open tab may have its key
      await this.drop(about);
      const expired = (about.expired ?? 0) + about.count;
      if (expired && about.until + LASTS_MS * 4 > now) await this.note({ ...about, count: 0, expired });
    }
  }

  /** Who is signed in here, as far as the pages know. @returns {Promise<string|null>} id */
  async current() {
    const found = await asked(this._database.transaction(SCOPES).objectStore(SCOPES).get(CURRENT));
    return found?.user ?? null;
  }

  /** The copies of whoever was signed in before go. @param {string|null} user id; null: nobody */
  async setCurrent(user) {
    for (const about of await this.all()) if (about.kind === "copy" && about.user !== user) await this.drop(about);
    const transaction = this._database.transaction(SCOPES, "readwrite");
    if (user) transaction.objectStore(SCOPES).put({ user }, CURRENT);
    else transaction.objectStore(SCOPES).delete(CURRENT);
    await done(transaction);
  }

  /** Signing out takes the copies along; what waits for the server stays for its user. */
  signOut() {
    return this.setCurrent(null);
  }
}

/** @param {Pick<About, "kind"|"user"|"consultation">} which */
function nameOf({ kind, user, consultation }) {
  return `${kind}/${user}/${consultation}`;
}
