/**
 * Sends one photo with the page's own upload module over a line that loses requests and answers.
 * Arguments: server, cookie, file, photo id, faults as "number:kind,…" (kind: lost = request, silent = answer, slow).
 * Prints what happened as JSON.
 */
import { readFile } from "node:fs/promises";

const [server, cookie, file, photoId, faults] = process.argv.slice(2);
const { uploadPhoto } = await import("../../static/shared/upload.js");

const wanted = new Map((faults ? faults.split(",") : []).map((pair) => /** @type {[number, string]} */ ([
  Number(pair.split(":")[0]), pair.split(":")[1],
])));
const requests = [];
const realFetch = globalThis.fetch;
globalThis.fetch = async (path, options) => {
  const fault = wanted.get(requests.length);
  const body = /** @type {Blob|undefined} */ (options.body ?? undefined);
  requests.push(`${options.method} ${options.headers["Upload-Offset"] ?? ""}${body ? `+${body.size}` : ""}`.trim());
  if (fault === "lost") throw new TypeError("network away");
  const headers = { ...options.headers, Cookie: cookie, Origin: server };
  const response = await realFetch(server + path, { ...options, headers });
  if (fault === "silent") throw new TypeError("answer lost");
  return response;
};

const blob = new Blob([await readFile(file)], { type: "image/jpeg" });
const progress = [];
const waiting = [];
const result = { error: null };
try {
  await uploadPhoto({
    blob, photoId, item: "room_photo", entity: "building", takenAt: new Date(), note: "Maß: 80 cm – gut",
    onProgress: (fraction) => progress.push(fraction), onWaiting: (is) => waiting.push(is),
  });
} catch (error) {
  result.error = { code: error.code, status: error.status, text: error.text };
}
console.log(JSON.stringify({ ...result, requests, progress, waiting }));
