/** The state of a guest's page: what the store holds. */

/** @typedef {"loading"|"problem"|"welcome"|"call"|"taken-over"|"ended"} Screen */
/** @typedef {"expired"|"wrong"|"closed"|"unreachable"} Problem */
/** @typedef {"alone"|"connecting"|"connected"|"interrupted"|"closed"} Line */

/**
 * @typedef {object} Visit the answer of `POST /guest/exchange`
 * @property {{id: string, state: string, customer: {name: string, salutation: string}, consultant: {name: string, salutation: string}|null}} consultation
 * @property {{kind: string, name: string}} guest
 * @property {{name: string, phone: string}} utility
 */

/** @typedef {{id: string, number: number, received_at: string, width: number, height: number, url: string}} Picture */

/**
 * @typedef {object} State
 * @property {Screen} screen
 * @property {Visit|null} visit
 * @property {Problem|null} problem
 * @property {boolean} opening the browser asks about the microphone
 * @property {boolean} refused it did not let us have it
 * @property {boolean} copied the link, to be opened in another browser
 * @property {boolean} microphone there is one
 * @property {boolean} muted by a tap
 * @property {boolean} soundBlocked the browser wants a tap before it plays the voices
 * @property {boolean} socketLost
 * @property {Record<"customer"|"consultant", Line>} lines
 * @property {MediaStream|null} stream of the customer
 * @property {boolean} live the customer's line carries a picture for us, too
 * @property {boolean} telephone the two talk by telephone
 * @property {Picture[]} pictures the newest first
 * @property {string|null} chosen id of the picture shown large; null: the newest
 * @property {import("../shared/conversation.js").Message[]} messages
 * @property {boolean} chatOpen
 * @property {string} draft
 * @property {"self"|"others"|null} endedBy
 */

/** @type {State} */
export const INITIAL = {
  screen: "loading",
  visit: null,
  problem: null,
  opening: false,
  refused: false,
  copied: false,
  microphone: false,
  muted: false,
  soundBlocked: false,
  socketLost: false,
  lines: { customer: "alone", consultant: "alone" },
  stream: null,
  live: false,
  telephone: false,
  pictures: [],
  chosen: null,
  messages: [],
  chatOpen: false,
  draft: "",
  endedBy: null,
};

/** States of a consultation in which nobody talks any more. */
const OVER = new Set(["in_review", "released", "superseded", "withdrawn", "cancelled"]);

/** @param {string} state of a consultation */
export function isOver(state) {
  return OVER.has(state);
}
