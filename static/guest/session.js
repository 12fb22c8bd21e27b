/** The way in: the secret of the link becomes a session. */

import { ApiError, get, post } from "../shared/api.js";

/** @typedef {import("./state.js").Visit} Visit */
/** @typedef {import("./state.js").Problem} Problem */

/** @type {Record<string, Problem>} */
const PROBLEMS = {
  invitation_expired: "expired",
  invitation_revoked: "expired",
  no_invitation: "expired",
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

/** @param {string} secret "": the session of an earlier visit @returns {Promise<Visit>} @throws {LinkProblem} */
export async function enter(secret) {
  try {
    return secret ? await post("/guest/exchange", { secret }) : await get("/guest/consultation");
  } catch (error) {
    if (!(error instanceof ApiError) || error.isPassing) throw new LinkProblem("unreachable");
    throw new LinkProblem(PROBLEMS[error.code] ?? "wrong");
  }
}

/** @returns {Promise<import("./state.js").Picture[]>} the newest first */
export async function pictures() {
  return (await get("/guest/photos")).photos;
}
