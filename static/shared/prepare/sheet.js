/** What the preparation holds while it is open: the log, what was changed, and what that becomes. */

import { t } from "../i18n.js";
import { valueOf } from "../operations.js";
import { targetOf } from "./fields.js";
import { isWritten, sourceField, sourceOf } from "./log.js";
import { asTyped, readNumber, readTyped } from "./typed.js";

/** @typedef {import("../operations.js").LogState} LogState */
/** @typedef {import("./fields.js").Field} Field */
/** @typedef {import("./log.js").Change} Change */

/**
 * @typedef {object} Draft what was changed in a field and is not saved yet
 * @property {string} [text] typed
 * @property {any} [value] chosen
 * @property {string} [source]
 * @property {boolean} [nhn] the text is a height in m NHN
 */

/**
 * @typedef {object} Sheet
 * @property {import("../consultation-words.js").Summary} consultation
 * @property {import("./fields.js").Group[]} groups
 * @property {LogState|null} log null until it is there
 * @property {Record<string, Draft>} drafts
 * @property {Record<string, string>} wrong field → why it cannot be saved
 * @property {boolean} busy
 * @property {string} refusal
 * @property {boolean} saved
 */

/** Two people wrote differently: both stand there until one decides. @param {Sheet} sheet @param {LogState} log */
export function hasTwo(sheet, log) {
  return allFields(sheet).some((field) => log.entities[targetOf(field)]?.fields[field.id]?.other?.length);
}

/** @param {Sheet} sheet @returns {Field[]} */
function allFields(sheet) {
  return sheet.groups.flatMap((group) => group.fields);
}

/** The reference point in m NHN, as typed or as it stands. @param {Sheet} sheet @returns {number|null} */
export function referenceOf({ log, drafts }) {
  const typed = drafts.reference_nhn_m?.text;
  if (typed !== undefined) return readNumber(typed);
  return (log && valueOf(log, "consultation", "reference_nhn_m")) ?? null;
}

/** What a field says now. @param {Sheet} sheet @param {Field} field @returns {import("./typed.js").Reading} */
export function readingOf(sheet, field) {
  const draft = sheet.drafts[field.id] ?? {};
  const before = (sheet.log && valueOf(sheet.log, targetOf(field), field.id)) ?? null;
  if (draft.value !== undefined) return { value: draft.value };
  if (draft.text === undefined) return { value: before };
  return readTyped(field, draft.text, draft.nhn ? referenceOf(sheet) : undefined);
}

/** A field's text. @param {Sheet} sheet @param {Field} field @returns {string} */
export function textOf(sheet, field) {
  return sheet.drafts[field.id]?.text ?? asTyped(field, valueOf(/** @type {LogState} */ (sheet.log), targetOf(field), field.id));
}

/** @param {Sheet} sheet @param {Field} field @returns {string} */
export function sourceTyped(sheet, field) {
  return sheet.drafts[field.id]?.source ?? sourceOf(/** @type {LogState} */ (sheet.log), field.id);
}

/** What is to be written; a source always after its answer. @param {Sheet} sheet @param {LogState} log */
export function changesOf(sheet, log) {
  /** @type {Change[]} */
  const changes = [];
  /** @type {Record<string, string>} */
  const wrong = {};
  for (const field of allFields(sheet)) {
    const draft = sheet.drafts[field.id];
    if (!draft) continue;
    const reading = readingOf(sheet, field);
    if ("wrong" in reading) {
      wrong[field.id] = reading.wrong;
      continue;
    }
    const target = targetOf(field);
    const answer = { target, field: field.id, value: reading.value };
    const isTwo = Boolean(log.entities[target]?.fields[field.id]?.other?.length);
    const isNew = !isWritten(log, answer) || isTwo;
    const source = { target, field: sourceField(field.id), value: sourceTyped(sheet, field).trim() || null };
    if (isNew) changes.push(answer);
    if (field.kind === "item" && (isNew ? source.value || sourceOf(log, field.id) : source.value !== (sourceOf(log, field.id) || null))) {
      changes.push(source);
    }
    if (field.kind === "item" && source.value && reading.value === null) wrong[field.id] = t("papers.prepare.source_of_nothing");
  }
  return { changes, wrong };
}
