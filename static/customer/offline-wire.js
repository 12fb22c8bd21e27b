/** What goes over the wire about a list: read with care, for it comes from another page; told in pieces that fit. */

/** @typedef {import("../shared/picture-queue.js").Entry} Entry */

const ID = /^[A-Za-z0-9_-]{1,40}$/;
const MOST = 300; // pictures in one consultation
const LABEL = 120; // characters
const HINT = 300;
const AT_ONCE = 60; // in one signal, which has a limit of bytes

/** @param {any} told of `picture-list` @returns {Entry[]} what does not look like an entry is left out */
export function readEntries(told) {
  const entries = Array.isArray(told?.entries) ? told.entries.slice(0, MOST) : [];
  return entries
    .filter((/** @type {any} */ one) => [one?.photo_id, one?.item, one?.entity].every((id) => typeof id === "string" && ID.test(id)))
    .map((/** @type {any} */ { photo_id, item, entity, label, hint }) => ({
      photo_id,
      item,
      entity,
      label: words(label, LABEL),
      hint: words(hint, HINT),
      state: "open",
      takenAt: null,
      type: "",
    }));
}

/** @param {unknown} text @param {number} most */
function words(text, most) {
  return typeof text === "string" ? text.slice(0, most) : "";
}

/** @param {Entry[]} entries @returns {{entries: object[]}[]} payloads of `picture-list-state` */
export function tellings(entries) {
  const told = entries.map(({ photo_id, item, entity, state }) => ({ photo_id, item, entity, state }));
  return Array.from({ length: Math.ceil(told.length / AT_ONCE) }, (_, part) => ({
    entries: told.slice(part * AT_ONCE, (part + 1) * AT_ONCE),
  }));
}
