/** The way in: the secret of the link becomes a session; the session brings the visit and takes the consent. */

import { ApiError, get, post } from "../shared/api.js";

/** @typedef {import("./state.js").Visit} Visit */
/** @typedef {import("./state.js").Problem} Problem */

/** What the server's refusals mean here. @type {Record<string, Problem>} */
const PROBLEMS = {
  invitation_expired: "expired",
  invitation_revoked: "expired",
  invitation_unknown: "wrong",
  consultation_closed: "closed",
};

/** The link leads nowhere, and why. */
export class LinkProblem extends Error {
  /** @param {Problem} problem */
  constructor(problem) {
    super(problem);
    this.problem = problem;
  }
}

/**
 * Exchange the secret, or carry on with the session of an earlier visit.
 * @param {string} secret "" when the address has none @returns {Promise<Visit>} @throws {LinkProblem}
 */
export async function enter(secret) {
  try {
    return secret ? await post("/invitation/exchange", { secret }) : await get("/customer/consultation");
  } catch (error) {
    throw new LinkProblem(meaning(error));
  }
}

/** @param {unknown} error @returns {Problem} */
function meaning(error) {
  if (!(error instanceof ApiError) || error.isPassing) return "unreachable";
  return PROBLEMS[error.code] ?? "wrong";
}

/**
 * @param {Visit} visit @param {"stills"|"stills_taken"|"position"} purpose @param {boolean} given
 * @param {string} language in which she read the question @param {string} [version] of its text
 */
export async function saveConsent(visit, purpose, given, language, version = visit.consent.text_version) {
  await post(`/consultations/${visit.consultation.id}/consent`, {
    purpose,
    given,
    text_version: version,
    language,
    how: "click",
  });
}

/** How many pictures the server has. @param {Visit} visit @returns {Promise<number>} */
export async function countPictures(visit) {
  return (await get(`/consultations/${visit.consultation.id}/photos`)).photos.length;
}

/**
 * The secret in the address. It stays there in other apps, whose "open in browser" passes the address on.
 * @returns {string}
 */
export function readSecret() {
  return decodeURIComponent(location.hash.replace(/^#/, ""));
}

/** Take the secret out of the address bar, where a screenshot would show it; the session carries on. */
export function hideSecret() {
  history.replaceState(history.state, "", location.pathname + location.search);
}
