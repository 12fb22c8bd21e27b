/** What the customer's page knows. One store holds it; the wire changes it, the views show it. */

/** @typedef {"loading"|"problem"|"welcome"|"help"|"test"|"waiting"|"call"|"list"|"elsewhere"|"taken-over"|"ended"} Screen */

/** Why the link does not lead on. @typedef {"wrong"|"expired"|"closed"|"unreachable"} Problem */

/**
 * Why there is no picture.
 * @typedef {"refused"|"microphone-refused"|"system"|"unanswered"|"busy"|"no-camera"|"no-microphone"|"in-app"|"insecure"|"unknown"} Help
 */

/** @typedef {"connecting"|"good"|"lost"} Connection */

/**
 * Answer of `POST /invitation/exchange` and `GET /customer/consultation`.
 * @typedef {object} Visit
 * @property {{id: string, state: string, scheduled_at: string|null, language: string,
 *   customer: {name: string, salutation: string},
 *   consultant: {name: string, salutation: string}|null}} consultation
 * @property {{name: string, phone: string}} utility
 * @property {{text_version: string, title: Record<string, string>, text: Record<string, string>,
 *   given: boolean|null, taken: "open"|"kept"|"deleted"|null, taken_text: Record<string, string>}} consent
 * @property {{occupied: boolean}} seat
 */

/** @typedef {{phase: "steady"|"sending"|"sent"|"failed"|"stopped", progress: number, preview: string|null}} Still */

/**
 * @typedef {object} State
 * @property {Screen} screen
 * @property {Visit|null} visit
 * @property {Problem|null} problem
 * @property {Help|null} help
 * @property {number} helpAgain how often she has tried again since and met the same
 * @property {import("./connection-test.js").Test|null} test of the connection, before the appointment
 * @property {boolean|null} consent her answer; null until she answers
 * @property {"open"|"saving"|"saved"|"failed"} consentState whether the server has it
 * @property {boolean} picturesOpen her answer about pictures lies open over the page
 * @property {number} taken pictures the server has
 * @property {"open"|"kept"|"deleted"|null} fate of those taken before a withdrawal; null: nobody has to say
 * @property {"kept"|"deleted"|null} fateSaving what she chose, on its way to the server
 * @property {boolean} fateFailed the server did not get it
 * @property {import("./position.js").PositionHere} position the question where this phone is
 * @property {boolean|null} positionGiven it stands in her protocol; false: taken back; null: never given
 * @property {boolean} consentMissing she tapped "start" before answering
 * @property {boolean} opening the browser is asking for the camera
 * @property {MediaStream|null} stream
 * @property {boolean} microphone there is one in the stream
 * @property {{on: boolean, supported: boolean}} torch
 * @property {string|null} notice one sentence over the picture, gone after a while
 * @property {boolean} soundOn
 * @property {boolean} soundBlocked the browser wants a tap before it plays the voice
 * @property {boolean} consultantHere
 * @property {{id: string, name: string, kind?: string}|null} guest a third person who hears and speaks
 * @property {Connection} connection
 * @property {import("../shared/ladder.js").Step} step of the ladder: how much picture the line carries
 * @property {import("./telephone.js").Telephone} telephone in place of the voice here
 * @property {boolean} telephoneHidden she does not want the number over her picture
 * @property {string|null} hint what the consultant asks for now; "own": the words of `sentence`
 * @property {string} sentence
 * @property {import("./result.js").Shown|null} result what the consultant shows her
 * @property {import("./stopp.js").Running|null} stopp danger: over everything else
 * @property {import("../shared/conversation.js").Message[]} messages written by the two, the oldest first
 * @property {import("../shared/conversation.js").Message|null} note the one that stands over the picture now
 * @property {boolean} chatOpen
 * @property {string} draft what she has typed and not sent
 * @property {boolean} aloud new messages are read out
 * @property {import("./camera-settings.js").Point|null} focusRing where the camera is asked to look
 * @property {boolean} liveReady pointer and compass have been loaded
 * @property {boolean} compass the question whether it may be read stands on the screen
 * @property {string|null} lens device of the lens that was chosen; null: the browser chose
 * @property {Still|null} still
 * @property {boolean} networkAway stills wait for the network
 * @property {number} pending stills that are not with the server yet
 * @property {import("./offline.js").ListState|null} list pictures to take without a network
 * @property {boolean} cameraLost frames stopped; a tap brings a fresh camera
 * @property {boolean} hangingUp she hung up and may still come back
 * @property {"self"|"consultant"|null} endedBy
 * @property {"no"|"done"|"failed"} copied the link, to the clipboard
 * @property {boolean} soundTested
 * @property {number} now when the words about time were last written, in ms
 */

/** @type {State} */
export const INITIAL = {
  screen: "loading",
  visit: null,
  problem: null,
  help: null,
  helpAgain: 0,
  test: null,
  consent: null,
  consentState: "open",
  picturesOpen: false,
  taken: 0,
  fate: null,
  fateSaving: null,
  fateFailed: false,
  position: null,
  positionGiven: null,
  consentMissing: false,
  opening: false,
  stream: null,
  microphone: false,
  torch: { on: false, supported: false },
  notice: null,
  soundOn: true,
  soundBlocked: false,
  consultantHere: false,
  guest: null,
  connection: "connecting",
  step: "p720",
  telephone: "off",
  telephoneHidden: false,
  hint: null,
  sentence: "",
  result: null,
  stopp: null,
  messages: [],
  note: null,
  chatOpen: false,
  draft: "",
  aloud: true,
  focusRing: null,
  liveReady: false,
  compass: false,
  lens: null,
  still: null,
  pending: 0,
  networkAway: false,
  list: null,
  cameraLost: false,
  hangingUp: false,
  endedBy: null,
  copied: "no",
  soundTested: false,
  now: 0,
};

/** States of a consultation in which nobody talks any more. */
const OVER = new Set(["in_review", "released", "superseded", "withdrawn", "cancelled"]);

/** @param {string} state of a consultation */
export function isOver(state) {
  return OVER.has(state);
}
