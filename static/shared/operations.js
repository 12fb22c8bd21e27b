/**
 * The operation log, folded: the twin of `inspection/domain/operations.py`, held to the same test vectors.
 *
 * A field keeps its latest value. When someone else had set it to another value that the writer had not seen
 * (`seq` > `based_on`), both stay (`other`) until an operation that has seen all of them settles it.
 */

/** @typedef {{id: string, name: string, kind: "user"|"customer"|"office"}} Author */

/**
 * @typedef {object} Operation
 * @property {string} op_id UUID made by the client; sending twice is harmless
 * @property {number} based_on the last `seq` the writer had seen
 * @property {string} target "building", "room:<id>", "photo:<id>", …
 * @property {string} field item id, or exists, label, room, …
 * @property {any} value null removes an answer
 * @property {string} at ISO 8601, UTC, the writer's clock
 * @property {number} [seq] given by the server
 * @property {Author} [by] given by the server
 */

/** @typedef {{value: any, seq: number, by?: Author, at: string}} Version */
/** @typedef {Version & {other?: Version[]}} Field */
/** @typedef {{fields: Record<string, Field>}} Entry */
/** @typedef {{seq: number, entities: Record<string, Entry>}} LogState */

/** @returns {LogState} */
export function emptyState() {
  return { seq: 0, entities: {} };
}

/**
 * The state after these operations; `from` itself stays as it is. What is already in is passed over.
 * @param {Iterable<Operation>} operations in the order of `seq` @param {LogState} [from] @returns {LogState}
 */
export function fold(operations, from = emptyState()) {
  let { seq } = from;
  const entities = { ...from.entities };
  /** @type {Set<string>} */
  const ours = new Set(); // entries made here, which nobody else has seen
  for (const operation of operations) {
    const next = operation.seq ?? seq + 1;
    if (next <= seq) continue;
    seq = next;
    const { target, field } = operation;
    if (!ours.has(target)) entities[target] = { fields: { ...entities[target]?.fields } };
    ours.add(target);
    const { fields } = entities[target];
    fields[field] = merge(fields[field], { ...operation, seq });
  }
  return { seq, entities };
}

/**
 * @param {Field|undefined} before @param {Operation & {seq: number}} operation @returns {Field}
 */
function merge(before, operation) {
  const { value, seq, by, at } = operation;
  /** @type {Field} */
  const after = { value, seq, by, at };
  if (!before) return after;
  const { other = [], ...current } = before;
  const unseen = [current, ...other].filter(
    (version) => version.seq > operation.based_on && version.by?.id !== by?.id && !sameValue(version.value, value),
  );
  if (unseen.length) after.other = unseen;
  return after;
}

/** @param {any} a @param {any} b @returns {boolean} equal as JSON */
export function sameValue(a, b) {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => key in b && sameValue(a[key], b[key]));
}

/** @param {LogState} state @param {string} target @param {string} field @returns {any} undefined when never set */
export function valueOf(state, target, field) {
  return state.entities[target]?.fields[field]?.value;
}

/** A fresh UUIDv4; also where the page is not a secure context and `crypto.randomUUID` is missing. @returns {string} */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
