/** Everything a tap can do, in one object for the views. */

import { post } from "../shared/api.js";
import { t } from "../shared/i18n.js";
import { readInvitation } from "../shared/invitation-panel.js";
import { entityActs } from "./entity-acts.js";
import { LiveHand } from "./live-hand.js";
import { panelActs } from "./panel-acts.js";
import { sheetActs } from "./sheet-acts.js";
import { planDesk } from "./plan-desk.js";

/** @typedef {import("./app.js").App} App */

const VIRTUAL_COMES_MS = 30_000; // then the button can be tapped again

/** @param {App} app */
export function allActs(app) {
  const { store } = app;
  const panels = panelActs(app);
  const entities = entityActs(app);

  /** @template T @param {() => Promise<T>} work */
  async function telling(work) {
    try {
      return await work();
    } catch (error) {
      app.complain(error);
      return null;
    }
  }

  return {
    ...app.items,
    ...entities,
    ...panels,
    ...sheetActs(app, entities),

    /** Out of what lies on top: a panel, a name being changed, something being added, a mode. */
    escape() {
      const { panel, renaming, adding, mode } = store.get();
      if (panel) panels.close();
      else if (renaming) entities.keepName();
      else if (adding) entities.stopAdding();
      else if (mode.kind === "photo") app.evidence.close(); // to where it was opened from
      else if (mode.kind !== "live") panels.closeMode();
    },

    evidence: app.evidence,
    guide: app.guide,
    plan: planDesk(app, entities),
    line: app.line,
    live: app.live,
    liveHand: new LiveHand(app.live),
    sensors: app.sensors,
    overviewPin: app.overviewPin,
    pictureList: app.pictureList,
    third: app.third,
    papers: app.papers,
    position: app.position,
    risk: app.risk,
    onsite: app.onsite,
    finish: () => app.closing.finish(),
    release: () => app.closing.release(),

    takePhotoHere: () => app.photos.takeHere(),
    /** @param {string} entity @param {string} item */
    takePhotoFor: (entity, item) => app.photos.take(entity, item),
    /** @param {import("./state.js").Photo} photo */
    screen: (photo) => app.photos.address(photo, "screen"),

    toldOfExpired: () => store.set({ expired: 0 }),

    /** @param {import("./state.js").Toast} toast */
    takeBack(toast) {
      toast.undo?.();
      app.dismiss(toast);
    },

    /** @param {import("./tools.js").Hint} hint */
    hint: (hint) => app.hints.send(hint),
    torch: () => app.light.toggle(),
    voice: () => void app.call?.voice(),
    takeOver: () => app.call?.takeOver(),
    unblockSound: () => void app.call?.unblockSound(),
    /** @param {HTMLVideoElement} element */
    video: (element) => void app.call?.play(element),

    /** @param {{width: number, height: number}} size */
    picture(size) {
      if (size.width) app.setCall({ picture: size });
    },

    /** A link that lets the customer in; the secret is shown only now. */
    async invite() {
      const answer = await telling(() => post(`/consultations/${store.get().id}/invitations`));
      if (answer) store.set({ invitation: readInvitation(answer) });
    },

    async copyLink() {
      const { invitation } = store.get();
      if (!invitation) return;
      try {
        await navigator.clipboard.writeText(invitation.url);
        app.toast(t("consultant.toast.copied"));
      } catch {
        app.toast(t("consultant.toast.copy-by-hand"));
      }
    },

    async startVirtual() {
      store.set({ virtual: "busy" });
      const started = await telling(() => post(`/consultations/${store.get().id}/virtual-customer`));
      setTimeout(() => store.set({ virtual: "idle" }), started ? VIRTUAL_COMES_MS : 0);
    },
  };
}
