/** What the server tells the room, and who of the cockpit acts on it. */

import { t } from "../shared/i18n.js";
import { stillsConsent } from "./item-view.js";

/** @param {import("./app.js").App} app */
export function listenToNews(app) {
  const { events } = app;
  const reload = () => void app.reload().catch((error) => app.complain(error));
  events.on("operations", (told) => void app.ledger.catchUp(told?.seq));
  events.on("photo", (told) => void app.photos.news(told).catch((error) => app.complain(error)));
  events.on("consultation", reload);
  events.on("consent", (told) => {
    consentGiven(app, told);
    reload();
  });
}

/** What she tapped on her phone. @param {import("./app.js").App} app @param {any} told */
function consentGiven(app, told) {
  if (told?.how !== "click" || told.given || told.purpose === "position") return;
  if (told.purpose === "stills_taken") app.toast(t("consultant.toast.pictures-refused"));
  else if (stillsConsent(app.store.get()) === "yes") app.toast(t("consultant.toast.withdrawn"));
}
