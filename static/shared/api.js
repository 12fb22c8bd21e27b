/**
 * Requests to the server, JSON in and out. The wire and nothing else: callers decide what to show.
 *
 * A refusal becomes an ApiError whose `text` is written by the server in the user's language. When no answer came at
 * all, `status` is 0 and `text` is empty: the caller says in its own words that the server cannot be reached.
 */

const BASE = "/api/v1";
const TIMEOUT_MS = 15_000; // a request that is not answered by then counts as lost

/** What the server, or the way to it, refused. */
export class ApiError extends Error {
  /**
   * @param {number} status HTTP status; 0 when no answer came
   * @param {string} code stable, e.g. "operation_unknown_field"; "unreachable" when no answer came
   * @param {string} text for people, in their language; may be empty
   * @param {Record<string, unknown>} [details]
   */
  constructor(status, code, text, details = {}) {
    super(`${status} ${code}`);
    this.name = "ApiError";
    this.status = status;
    this.code = code;
    this.text = text;
    this.details = details;
  }

  /** Trying again later may help: no answer, or the server is busy. */
  get isPassing() {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }

  /** The session has ended; signing in again helps. */
  get isSignedOut() {
    return this.status === 401;
  }
}

/**
 * @typedef {object} RequestOptions
 * @property {"GET"|"POST"|"DELETE"|"HEAD"|"PATCH"} [method] "POST" when there is a body, else "GET"
 * @property {unknown} [body] sent as JSON
 * @property {AbortSignal} [signal]
 * @property {number} [timeoutMs]
 */

/**
 * One request; resolves to the parsed answer (null when it has no content).
 * @param {string} path below /api/v1, e.g. "/consultations" @param {RequestOptions} [options]
 * @returns {Promise<any>} @throws {ApiError}
 */
export async function request(path, options = {}) {
  const { body, signal, timeoutMs = TIMEOUT_MS } = options;
  const timeout = AbortSignal.timeout(timeoutMs);
  /** @type {Response} */
  let response;
  /** @type {string} */
  let answer;
  try {
    response = await fetch(BASE + path, {
      method: options.method ?? (body === undefined ? "GET" : "POST"),
      headers: body === undefined ? {} : { "Content-Type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
      credentials: "same-origin",
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
    answer = await response.text();
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ApiError(0, "unreachable", "");
  }
  const parsed = parse(answer);
  if (response.ok) return parsed ?? null;
  const refusal = parsed?.error ?? {};
  throw new ApiError(response.status, refusal.code ?? "unexpected_answer", refusal.text ?? "", refusal.details ?? {});
}

/** @param {string} path @param {{signal?: AbortSignal}} [options] @returns {Promise<any>} */
export function get(path, options) {
  return request(path, options);
}

/** @param {string} path @param {unknown} [body] @param {RequestOptions} [options] @returns {Promise<any>} */
export function post(path, body, options) {
  return request(path, { ...options, method: "POST", body: body ?? {} });
}

/** @param {string} path @param {RequestOptions} [options] @returns {Promise<any>} */
export function del(path, options) {
  return request(path, { ...options, method: "DELETE" });
}

/** @param {string} text @returns {any} undefined when it is no JSON */
function parse(text) {
  try {
    return text ? JSON.parse(text) : null;
  } catch {
    return undefined;
  }
}
