/** What is written in a call: between two, and with a guest who came later. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { Conversation } from "../../static/shared/conversation.js";

/** @param {"customer"|"consultant"|"guest"} me */
function page(me) {
  /** @type {{kind: string, payload: any}[]} */
  const said = [];
  const talk = new Conversation(me, { say: (kind, payload) => said.push({ kind, payload }), changed: () => {} });
  return { talk, said };
}

test("a message is answered and marked", () => {
  const [here, there] = [page("customer"), page("consultant")];
  here.talk.write("Guten Tag");
  there.talk.hear(here.said[0].payload);
  there.talk.seenAll();
  for (const { payload } of there.said) here.talk.hearState(payload);
  assert.deepEqual(here.talk.messages.map(({ text, mark }) => [text, mark]), [["Guten Tag", "read"]]);
});

test("a guest is told what is written since it came, and nothing from before", () => {
  const { talk } = page("customer");
  talk.write("vorher");
  talk.guestComes();
  talk.write("nachher");
  /** @type {any[]} */
  const told = [];
  talk.tellGuest((_, payload) => told.push(payload));
  assert.deepEqual(told.flatMap(({ messages }) => messages.map((/** @type {any} */ { text }) => text)), ["nachher"]);
});

test("a guest puts no words into anybody's mouth", () => {
  const { talk } = page("consultant");
  const forged = { messages: [{ id: "1", by: "customer", text: "Ja" }, { id: "2", by: "guest", text: "Hallo" }] };
  assert.deepEqual(talk.hear(forged, "guest").map(({ by, text }) => [by, text]), [["guest", "Hallo"]]);
});

test("after a reload a guest hears its own words again from either side", () => {
  const [guest, anew, consultant] = [page("guest"), page("guest"), page("consultant")];
  consultant.talk.guestComes();
  guest.talk.write("Ich übersetze");
  consultant.talk.hear(guest.said[0].payload, "guest");
  consultant.talk.tellGuest((_, payload) => anew.talk.hear(payload));
  assert.deepEqual(anew.talk.messages.map(({ by, text, mark }) => [by, text, mark]), [["guest", "Ich übersetze", "arrived"]]);
});
