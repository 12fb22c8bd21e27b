/**
 * Sends a photo in resumable pieces (tus 1.0, https://tus.io/protocols/resumable-upload) and comes back after every
 * loss of the network, until the server has it or refuses it. The wire and nothing else: callers decide what to show.
 */

import { ApiError } from "./api.js";
import { Emitter } from "./emitter.js";

const UPLOADS = "/api/v1/uploads";
const TUS = "1.0.0";
const FIRST_PIECE = 256 * 1024; // bytes
const SMALLEST_PIECE = 64 * 1024;
const LARGEST_PIECE = 4 * 1024 * 1024;
const QUICK_MS = 2_000; // a piece sent faster than that may be followed by one of twice the size
const SLOW_MS = 10_000; // one sent slower, by one of half
const REQUEST_TIMEOUT_MS = 30_000;
const PAUSES_MS = [300, 1_000, 2_000, 4_000, 8_000, 15_000]; // after failures in a row; the last one repeats
const FRESH_STARTS = 3; // attempts from the first byte, when the server lost or doubts what it has

/**
 * @typedef {object} PhotoUpload
 * @property {Blob} blob JPEG, PNG or WebP
 * @property {string} photoId a new UUID; the same one again sends nothing twice
 * @property {string} item the checklist item it answers
 * @property {string} entity "building" or an entity's id
 * @property {Date} takenAt
 * @property {string} [note]
 * @property {string|null} [room] where it was taken: a room's id or "outside"
 * @property {number|null} [headingDeg] 0 (north) to 359, clockwise
 * @property {number|null} [tiltDeg] -90 (down) to 90
 * @property {"video"|"on_site"|"offline"} [channel] how; of a call when nothing is said
 * @property {string} [consultation] needed from a consultant; a customer has only one
 * @property {(fraction: number) => void} [onProgress] 0 to 1, as acknowledged by the server
 * @property {(waiting: boolean) => void} [onWaiting] true while the network is away
 * @property {AbortSignal} [signal] gives up; the server forgets the rest by itself
 */

/** @extends {Emitter<{count: number}>} */
class Uploads extends Emitter {
  /** How many are under way. */
  count = 0;

  /** @param {number} change */
  add(change) {
    this.count += change;
    this.emit("count", this.count);
  }
}

/** What goes up from this page, for those who share the line with it. */
export const uploads = new Uploads();

/**
 * Resolves when the photo is safe on the server.
 * @param {PhotoUpload} photo @returns {Promise<void>} @throws {ApiError} when the server refuses it
 */
export async function uploadPhoto(photo) {
  uploads.add(1);
  try {
    await untilSafe(photo);
  } finally {
    uploads.add(-1);
  }
}

/** @param {PhotoUpload} photo @returns {Promise<void>} */
async function untilSafe(photo) {
  const metadata = await describe(photo);
  const line = new Line(photo);
  for (let start = 1; ; start += 1) {
    try {
      const { url, offset } = await line.keepTrying(() => create(photo, metadata));
      await sendAll(line, photo, url, offset);
      photo.onProgress?.(1);
      return;
    } catch (error) {
      if (!isWorthAFreshStart(error) || start >= FRESH_STARTS) throw error;
    }
  }
}

/** @param {Line} line @param {PhotoUpload} photo @param {string} url @param {number} offset */
async function sendAll(line, photo, url, offset) {
  let pieceSize = FIRST_PIECE;
  let isSure = true; // that the server is at `offset`
  while (offset < photo.blob.size) {
    photo.onProgress?.(offset / photo.blob.size);
    offset = await line.keepTrying(async () => {
      if (!isSure) {
        offset = await askOffset(photo, url);
        isSure = true;
        if (offset >= photo.blob.size) return offset;
      }
      const began = performance.now();
      try {
        const reached = await sendPiece(photo, url, offset, pieceSize);
        const took = performance.now() - began;
        if (took < QUICK_MS) pieceSize = Math.min(pieceSize * 2, LARGEST_PIECE);
        else if (took > SLOW_MS) pieceSize = Math.max(pieceSize / 2, SMALLEST_PIECE);
        return reached;
      } catch (error) {
        isSure = false;
        pieceSize = Math.max(pieceSize / 2, SMALLEST_PIECE);
        throw error;
      }
    });
  }
}

/** Patience: repeats what fails in passing, with longer and longer pauses, shorter when the network comes back. */
class Line {
  /** @param {PhotoUpload} photo */
  constructor(photo) {
    this.photo = photo;
    this.failures = 0;
  }

  /** @template T @param {() => Promise<T>} attempt @returns {Promise<T>} */
  async keepTrying(attempt) {
    for (;;) {
      this.photo.signal?.throwIfAborted();
      try {
        const result = await attempt();
        if (this.failures > 0) this.photo.onWaiting?.(false);
        this.failures = 0;
        return result;
      } catch (error) {
        this.photo.signal?.throwIfAborted();
        if (!isPassing(error)) throw error;
        this.photo.onWaiting?.(true);
        await pause(PAUSES_MS[Math.min(this.failures, PAUSES_MS.length - 1)], this.photo.signal);
        this.failures += 1;
      }
    }
  }
}

/** @param {PhotoUpload} photo @param {string} metadata @returns {Promise<{url: string, offset: number}>} */
async function create(photo, metadata) {
  const response = await send(photo, UPLOADS, "POST", {
    "Upload-Length": String(photo.blob.size),
    "Upload-Metadata": metadata,
  });
  return { url: response.headers.get("Location") ?? "", offset: offsetOf(response) };
}

/** @param {PhotoUpload} photo @param {string} url @param {number} offset @param {number} size */
async function sendPiece(photo, url, offset, size) {
  const headers = { "Upload-Offset": String(offset), "Content-Type": "application/offset+octet-stream" };
  const response = await send(photo, url, "PATCH", headers, photo.blob.slice(offset, offset + size));
  return offsetOf(response);
}

/** @param {PhotoUpload} photo @param {string} url */
async function askOffset(photo, url) {
  return offsetOf(await send(photo, url, "HEAD", {}));
}

/** @param {Response} response */
function offsetOf(response) {
  return Number(response.headers.get("Upload-Offset") ?? 0);
}

/**
 * @param {PhotoUpload} photo @param {string} url @param {"POST"|"PATCH"|"HEAD"} method
 * @param {Record<string, string>} headers @param {Blob} [body] @returns {Promise<Response>}
 */
async function send(photo, url, method, headers, body) {
  const timeout = AbortSignal.timeout(REQUEST_TIMEOUT_MS);
  let response;
  let answer = null;
  try {
    response = await fetch(url, {
      method,
      headers: { "Tus-Resumable": TUS, ...headers },
      body,
      credentials: "same-origin",
      signal: photo.signal ? AbortSignal.any([photo.signal, timeout]) : timeout,
    });
    if (response.ok) return response;
    answer = await response.json().catch(() => null);
  } catch {
    photo.signal?.throwIfAborted();
    throw new ApiError(0, "unreachable", "");
  }
  const refusal = answer?.error ?? {};
  const code = refusal.code ?? (method === "HEAD" ? "upload_unknown" : "unexpected_answer");
  throw new ApiError(response.status, code, refusal.text ?? "", refusal.details ?? {});
}

/** @param {unknown} error */
function isPassing(error) {
  if (!(error instanceof ApiError)) return false;
  if (error.status === 507) return false; // the server's disk is full
  return error.isPassing || error.code === "upload_offset" || error.code === "upload_interrupted";
}

/** @param {unknown} error */
function isWorthAFreshStart(error) {
  if (!(error instanceof ApiError)) return false;
  return error.status === 404 || error.status === 410 || error.code === "upload_hash_mismatch";
}

/** @param {PhotoUpload} photo @returns {Promise<string>} the header `Upload-Metadata` */
async function describe(photo) {
  const digest = await crypto.subtle.digest("SHA-256", await photo.blob.arrayBuffer());
  const sha256 = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  /** @type {Record<string, string|undefined>} */
  const values = {
    photo_id: photo.photoId,
    item: photo.item,
    entity: photo.entity,
    sha256,
    taken_at: photo.takenAt.toISOString(),
    type: photo.blob.type,
    note: photo.note,
    room: photo.room ?? undefined,
    heading: photo.headingDeg?.toString(),
    tilt: photo.tiltDeg?.toString(),
    channel: photo.channel,
    consultation: photo.consultation,
  };
  const known = Object.entries(values).filter(([, value]) => value);
  return known.map(([key, value]) => `${key} ${base64(value ?? "")}`).join(",");
}

/** @param {string} text of any alphabet */
function base64(text) {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

/** @param {number} ms @param {AbortSignal} [signal] @returns {Promise<void>} */
function pause(ms, signal) {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      globalThis.removeEventListener?.("online", done);
      signal?.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    globalThis.addEventListener?.("online", done);
    signal?.addEventListener("abort", done);
  });
}
