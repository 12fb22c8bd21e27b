/** Papers of a consultation over HTTP. A file goes by XMLHttpRequest, which alone tells how much is sent. */

import { ApiError, del, get } from "../api.js";

/** @typedef {"connection"|"map"|"plan"|"request"|"other"} Kind */

/**
 * @typedef {object} Paper as `GET /consultations/{id}/papers` gives it
 * @property {string} id
 * @property {string} name
 * @property {Kind} kind
 * @property {string} mime
 * @property {number} bytes
 * @property {"received"|"ready"|"failed"} state
 * @property {string|null} failure_text
 * @property {{width: number, height: number, url: string}[]} pages
 * @property {string|null} file_url
 * @property {string} by
 */

/** @type {Kind[]} */
export const KINDS = ["connection", "map", "plan", "request", "other"];
export const ACCEPT = "application/pdf,image/jpeg,image/png,image/webp,.pdf,.jpg,.jpeg,.png,.webp";
export const MAX_BYTES = 20_000_000;

/** @param {string} consultation @returns {Promise<Paper[]>} @throws {ApiError} */
export async function papersOf(consultation) {
  return (await get(`/consultations/${consultation}/papers`)).papers;
}

/** @param {string} consultation @param {string} paper @returns {Promise<void>} @throws {ApiError} */
export function removePaper(consultation, paper) {
  return del(`/consultations/${consultation}/papers/${paper}`);
}

/**
 * @param {string} consultation @param {File} file @param {Kind} kind @param {(part: number) => void} progress 0..1
 * @returns {Promise<Paper>} @throws {ApiError}
 */
export function sendPaper(consultation, file, kind, progress) {
  const query = new URLSearchParams({ name: file.name, kind });
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", `/api/v1/consultations/${consultation}/papers?${query}`);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.addEventListener("progress", (event) => event.lengthComputable && progress(event.loaded / event.total));
    request.addEventListener("error", () => reject(new ApiError(0, "unreachable", "")));
    request.addEventListener("load", () => {
      const answer = parsed(request.responseText);
      if (request.status === 201 && answer) return resolve(answer);
      const refusal = answer?.error ?? {};
      reject(new ApiError(request.status, refusal.code ?? "unexpected_answer", refusal.text ?? ""));
    });
    request.send(file);
  });
}

/** @param {string} text @returns {any} null when it is no JSON */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** What a file most likely is, by its name. @param {string} name @returns {Kind} */
export function guessKind(name) {
  const words = name.toLowerCase();
  if (/karte|map|starkregen/.test(words)) return "map";
  if (/anschluss|akte|connection/.test(words)) return "connection";
  if (/plan|grundriss|schnitt|zeichnung|drawing/.test(words)) return "plan";
  if (/anfrage|brief|request|letter/.test(words)) return "request";
  return "other";
}
