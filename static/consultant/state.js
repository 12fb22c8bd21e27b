/** The state of the cockpit: what the store holds, and the names of its parts. */

import { emptyState } from "../shared/operations.js";
import { NO_EVIDENCE } from "./evidence-state.js";
import { NO_GUIDE } from "./guide-state.js";
import { NO_SHEET } from "./sheet-state.js";
import { GOOD_LINE } from "./line.js";
import { PLAIN } from "./live-state.js";
import { NO_RISK } from "./risk-state.js";
import { NO_PAPERS_YET } from "./papers-room.js";
import { NOT_ASKED } from "./position.js";
import { NO_PLAN } from "./plan-state.js";
import { NO_VISIT } from "./onsite/onsite.js";
import { NOBODY } from "./third.js";

/** @typedef {{de: string, en: string}} Text A text in each language: {de, en}. */
/** @typedef {import("../shared/operations.js").LogState} LogState */
/** @typedef {import("../shared/operations.js").Operation} Operation */
/** @typedef {import("../shared/level-sign.js").Level} Level */
/** @typedef {"building"|"room"|"drain"|"device"|"opening"} Scope */
/** @typedef {Exclude<Scope, "building">} Kind Scopes of which there can be many. */

/**
 * @typedef {object} Item
 * @property {string} id
 * @property {Scope} scope
 * @property {string[]} templates
 * @property {"single"|"multi"|"yes_no"|"yes_no_unknown"|"number"|"text"|"photo"|"reference"} type
 * @property {Text} text
 * @property {Text|null} label short name, where the question would be too long
 * @property {{id: string, text: Text}[]} options
 * @property {string|null} unit
 * @property {{min?: number, max?: number, step?: number}|null} range
 * @property {"required"|"recommended"|"none"} photo
 * @property {string|null} prefill
 * @property {string|null} source
 * @property {Kind|null} ref
 * @property {Text|null} help
 * @property {Text|null} norm
 * @property {import("../shared/expressions.js").Tree} visible_when
 * @property {import("../shared/visibility.js").View[]} views
 */

/** @typedef {{id: string, title: Text, scope: Kind|null, items: string[]}} Section */
/** @typedef {{name: Text, plural: Text, suggestions: Text[], required_refs?: string[]}} ScopeInfo */

/**
 * @typedef {object} Checklist
 * @property {string} version
 * @property {Section[]} sections
 * @property {Record<Kind, ScopeInfo>} scopes
 * @property {Record<string, Item>} items
 * @property {{id: string, name: Text, short: Text}[]} paths
 * @property {Record<string, {text: Text, detail?: Text, responsible?: any, cost?: any}>} measures
 * @property {Record<string, {reason: Text}>} rules
 * @property {Record<string, {name: Text, text: Text}>} priorities
 * @property {Record<string, Text>} responsible
 * @property {Record<string, Text>} cost_classes
 * @property {Record<string, number>} tolerance_cm
 * @property {Record<string, number>} tolerance_cm method → ± cm
 */

/**
 * @typedef {object} Finding
 * @property {string} rule
 * @property {string} subject "building" or an entity's id
 * @property {string} path
 * @property {Level} level
 * @property {boolean} unclear
 * @property {string[]} measures
 * @property {{target: string, item: string, value: any}[]} because the answers that carry it
 */

/**
 * @typedef {object} Assessment
 * @property {Finding[]} findings
 * @property {Record<string, {level: Level, unclear: boolean}>} paths
 * @property {{level: Level, unclear: boolean}} overall
 * @property {{id: string, priority: number}[]} measures
 */

/**
 * A picture as the cockpit knows it: asked for, on its way, or on the server.
 * @typedef {object} Photo
 * @property {string} id
 * @property {string} item
 * @property {string} entity "building" or an entity's id
 * @property {"asked"|"taking"|"uploading"|"received"|"ready"|"redacting"|"failed"} state
 * @property {number} progress 0..1 while it is uploading
 * @property {number|null} number
 * @property {string|null} takenAt
 * @property {number} askedAt ms since the epoch; 0 for pictures that were there before
 * @property {number|null} [width] in px as shown, once it is ready
 * @property {number|null} [height]
 * @property {import("./evidence-state.js").Quality|null} [quality] as the server judged it
 * @property {string} [version] of its files, where parts of it were blacked out
 * @property {string} [preview] address of what the shutter saw, until the still itself is here
 * @property {string} [local] where it lies on this tablet, while the server cannot be asked for it or does not have it
 */

/**
 * @typedef {object} Call
 * @property {"connecting"|"open"|"lost"} socket
 * @property {"consultant"|"watcher"|null} role
 * @property {string|null} holder name of who leads the call, where that is someone else
 * @property {boolean} customerThere the customer's page is in the room
 * @property {string|null} quality words for the connection, by state of the peer: see stage.js
 * @property {MediaStream|null} stream
 * @property {{width: number, height: number}|null} picture
 * @property {boolean} soundBlocked the browser wants a tap before it plays sound
 * @property {"off"|"starting"|"on"|"refused"} voice our own microphone
 * @property {boolean|null} telephone they talk by telephone, both pages are silent; null: nobody has said so
 * @property {boolean} hearsNothing so she says
 * @property {{on: boolean, supported: boolean}|null} torch as the phone tells it
 * @property {{hint: string, text?: string, id: string, seen: boolean}|null} hint the last one sent; `text` of one in own words
 */

/** @typedef {{kind: "reasons", path: string}|{kind: "section"}|{kind: "open"}|{kind: "sections"}|{kind: "notes"}|{kind: "finish"}|{kind: "photo", photo: string}|{kind: "consent"}|{kind: "stopp"}|{kind: "chat"}|{kind: "list"}|{kind: "third"}} Panel */
/** @typedef {{id: number, text: string, undo: (() => void)|null}} Toast */

/** What fills the page: the live picture, or what modes.js has for it. @typedef {{kind: "live"}|{kind: "overview"}|{kind: "gallery"}|{kind: "photo", photo: string, from?: "live"}|{kind: "plan"}|{kind: "papers"}|{kind: "closing"}} Mode */

/**
 * @typedef {object} Adding what is being added: the kind, the room it lies in, a name that is typed
 * @property {Kind} kind
 * @property {string|null} room
 * @property {string} name
 * @property {{target: string, item: string}} [answers] the question that the new one answers
 * @property {boolean} [going] the customer goes there now: a room added where the way through the house is told
 */

/** @typedef {{what: "item"|"sight", target: string, item: string}|{what: "top"}|{what: "focus", selectors: string[]}} Attention */

/**
 * @typedef {object} State
 * @property {string} id of the consultation
 * @property {{id: string, name: string, role: string}} user
 * @property {boolean} demo
 * @property {{text_version: string, text: Text, oral: Text, taken: Text}} consentText
 * @property {any} consultation summary from the server; null until it is there
 * @property {Checklist|null} checklist
 * @property {LogState} view the log with our own unsent answers on top
 * @property {number} unsent answers that wait for the server
 * @property {boolean} unreachable the last attempt to send or to ask failed
 * @property {boolean} unkept what is unsent cannot be kept beyond this page
 * @property {number} expired answers that were deleted because they waited too long
 * @property {Record<string, string>} refused target/item → why the server refused the answer
 * @property {Assessment|null} assessment
 * @property {string|null} assessedAt ISO time of the assessment
 * @property {number} undoable how many of our own steps can be taken back
 * @property {string} section
 * @property {string} target what the section shows: "building" or an entity
 * @property {string|null} item the item being answered
 * @property {string|null} help the item whose help is open
 * @property {string|null} here where the customer is by the log: a room's id, "outside", "closing"; null when not told
 * @property {import("./visits.js").Channel} seenBy how things are seen now: by video, or on a visit of ours
 * @property {import("./onsite/onsite.js").OnsiteState} onsite
 * @property {import("./presence/presence.js").Other[]} others who else of the utility has this consultation open, and where
 * @property {boolean} finishes the end of the visit waits for the server
 * @property {Record<string, boolean>} opened target/item → an answered item that stays unfolded
 * @property {Record<string, string>} drafts target/item → typed, not yet an answer
 * @property {Adding|null} adding
 * @property {string|null} renaming target whose name is being changed
 * @property {Panel|null} panel
 * @property {Mode} mode
 * @property {import("./plan-state.js").PlanState} plan
 * @property {import("./papers-room.js").PapersShown} papers
 * @property {import("./position.js").PositionState} position
 * @property {string} search
 * @property {import("./sheet-state.js").SheetState} sheet
 * @property {Toast[]} toasts
 * @property {Call} call
 * @property {import("./guide-state.js").GuideState} guide
 * @property {import("./line.js").LineState} line
 * @property {import("./live-state.js").LiveState} live pointing, drawing, brightening
 * @property {import("./sensors.js").Sensed|null} sensors which way her camera looks; null: nobody knows
 * @property {import("./sensors.js").Compass} compass whether her phone can tell
 * @property {import("./third.js").ThirdState} third
 * @property {import("./risk-state.js").RiskState} risk
 * @property {import("./picture-list.js").ListState} pictureList pictures she takes where there is no network
 * @property {Record<string, Photo>} photos
 * @property {import("./evidence-state.js").Evidence} evidence gallery and photo editor
 * @property {{state: string, progress: number, version: number|null, pages: number|null, url: string|null}|null} protocol
 * @property {import("./effort-view.js").Effort|null} effort once the conversation is over
 * @property {"idle"|"finishing"|"releasing"} closing
 * @property {import("../shared/invitation-panel.js").Invitation|null} invitation
 * @property {"idle"|"busy"} virtual
 * @property {{text: string, signedOut: boolean}|null} trouble a sentence over everything: signed out, not found
 * @property {string} noteDraft
 * @property {boolean} consentBusy
 * @property {Attention|null} attention what comes into view after the next painting
 * @property {number} now ms since the epoch, moves once a minute
 */

/** @param {{consultation_id: string, user: State["user"], demo?: boolean, consent_text: State["consentText"]}} page @returns {State} */
export function initialState(page) {
  return {
    id: page.consultation_id,
    user: page.user,
    demo: page.demo ?? false,
    consentText: page.consent_text,
    consultation: null,
    checklist: null,
    view: emptyState(),
    unsent: 0,
    unreachable: false,
    unkept: false,
    expired: 0,
    refused: {},
    assessment: null,
    assessedAt: null,
    undoable: 0,
    section: "",
    target: "building",
    item: null,
    help: null,
    here: null,
    seenBy: "video",
    onsite: NO_VISIT,
    finishes: false,
    others: [],
    opened: {},
    drafts: {},
    adding: null,
    renaming: null,
    panel: null,
    mode: { kind: "live" },
    plan: NO_PLAN,
    papers: NO_PAPERS_YET,
    position: NOT_ASKED,
    search: "",
    sheet: NO_SHEET,
    toasts: [],
    call: {
      socket: "connecting",
      role: null,
      holder: null,
      customerThere: false,
      quality: null,
      stream: null,
      picture: null,
      soundBlocked: false,
      voice: "off",
      telephone: null,
      hearsNothing: false,
      torch: null,
      hint: null,
    },
    guide: NO_GUIDE,
    line: GOOD_LINE,
    live: PLAIN,
    sensors: null,
    compass: "none",
    third: NOBODY,
    risk: NO_RISK,
    pictureList: { chosen: {}, sent: [] },
    photos: {},
    evidence: NO_EVIDENCE,
    protocol: null,
    effort: null,
    closing: "idle",
    invitation: null,
    virtual: "idle",
    trouble: null,
    noteDraft: "",
    consentBusy: false,
    attention: null,
    now: Date.now(),
  };
}

/** @param {string} target @param {string} item @returns {string} key of an item at its subject */
export function at(target, item) {
  return `${target}/${item}`;
}
