/** The cockpit: the picture beside the checklist. Wires store, server, call and page. */

import { render } from "lit-html";
import { pageData } from "../shared/i18n.js";
import { allActs } from "./acts.js";
import { App } from "./app.js";
import { Call } from "./call.js";
import { headStart } from "./head-start.js";
import { pageFor } from "./kept/page.js";
import { listenToKeys } from "./keys.js";
import { catchUp } from "./live-picture.js";
import { cockpit } from "./view.js";

const MINUTE = 60_000;

const root = /** @type {HTMLElement} */ (document.getElementById("cockpit"));
const skeleton = root.firstElementChild;
const page = await pageFor(pageData, root);
const app = new App(page);
const act = allActs(app);

function draw() {
  const state = app.store.get();
  const seen = app.seen();
  render(cockpit(state, seen, act), root);
  attend(state);
  showTab(state);
}

/** @type {import("./state.js").Attention|null} */
let attended = null; // remembered here: to take it out of the state would paint everything once more

/** What was just gone to comes into view and has the focus. @param {import("./state.js").State} state */
function attend({ attention }) {
  if (!attention || attention === attended) return;
  attended = attention;
  if (attention.what === "focus") {
    const found = attention.selectors.map((one) => root.querySelector(one)).find(Boolean);
    if (found instanceof HTMLElement) found.focus();
    return;
  }
  if (attention.what === "top") {
    root.querySelector(".list")?.scrollTo({ top: 0 });
    return;
  }
  const card = document.getElementById(`item-${attention.target.replace(":", "-")}-${attention.item}`);
  card?.scrollIntoView({ block: "nearest" });
  if (attention.what === "item") card?.focus({ preventScroll: true });
}

let shownSection = "";

/** The tab of the present section is never hidden at the side. @param {import("./state.js").State} state */
function showTab({ section }) {
  const tab = root.querySelector(".tab[aria-current=true]");
  if (section === shownSection || !(tab instanceof HTMLElement)) return;
  shownSection = section;
  const row = tab.parentElement;
  row?.scrollTo({ left: tab.offsetLeft - (row.clientWidth - tab.offsetWidth) / 2 });
  app.remember();
}

headStart.showPicture((stream) => app.setCall({ stream }));
app.store.subscribe(draw);
draw();
skeleton?.remove();
app.line.hear(headStart.pictures);
headStart.whenOpened((connection) => app.live.channel.open(connection));
if (!page.frame || !(await app.loadCopy())) await app.load();
if (app.store.get().consultation) app.call = new Call(app, headStart);
else headStart.socket.leave();
await app.goOn();
catchUp();

document.addEventListener("keydown", ({ key }) => key === "Escape" && act.escape());
listenToKeys(act, app.store.get, () => app.focusOn(".glance-find input"));
addEventListener("online", () => void app.kept.adopt().then(() => app.ledger.retry()));
addEventListener("pageshow", () => void app.ledger.retry());
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") void app.kept.adopt().then(() => app.ledger.retry());
  else app.settle();
});
addEventListener("pagehide", () => app.settle());
setInterval(() => app.store.set({ now: Date.now() }), MINUTE / 2);
