/** The server's clock: a phone's own may be an hour off, and a picture says when it was taken. */

const ENOUGH_MS = 30_000; // the header counts seconds, and the way takes some
const PATIENCE_MS = 5_000;

/** @returns {Promise<number>} ms that the server is ahead of this phone; 0 when it did not say, or nearly agrees */
export async function skew() {
  try {
    const asked = Date.now();
    const answer = await fetch("/healthz", { cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MS) });
    const told = Date.parse(answer.headers.get("Date") ?? "");
    const ahead = told - (asked + Date.now()) / 2;
    return Math.abs(ahead) > ENOUGH_MS ? Math.round(ahead) : 0;
  } catch {
    return 0;
  }
}
