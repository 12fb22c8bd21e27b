/**
 * Where this phone is: asked by the consultant, answered by her, found once. Comes when it is asked for; then its words
 * come from the server, where the text she agrees to has its version.
 */

import { get, post } from "../shared/api.js";
import { language, pick } from "../shared/i18n.js";
import { saveConsent } from "./session.js";

const FOUND_WITHIN_MS = 20_000;
const NOT_OLDER_MS = 60_000;

/**
 * @typedef {object} PositionAsked
 * @property {string} id of the question
 * @property {"question"|"locating"|"given"|"failed"} step
 * @property {string} text what she agrees to
 * @property {string} version of the text
 */

/** @typedef {PositionAsked|null} PositionHere null: nothing lies over the page */

export class Position {
  /** @param {import("./hub.js").Hub} hub */
  constructor(hub) {
    this._hub = hub;
    this._store = hub.store;
  }

  /** @param {string} id of the question */
  ask = async (id) => {
    if (this._store.get().position?.step === "locating") return;
    try {
      const { text, text_version } = await get("/customer/position");
      this._store.set({ position: { id, step: "question", text: pick(text), version: text_version } });
      this._tell(id, "asked");
    } catch {
      this._tell(id, "failed");
    }
  };

  yes = async () => {
    const { position, visit } = this._store.get();
    if (!position || !visit) return;
    const { id } = position;
    this._store.set({ position: { ...position, step: "locating" } });
    this._tell(id, "locating");
    try {
      // Found first: a yes whose phone refuses is none.
      const found = await here();
      await saveConsent(visit, "position", true, language, position.version);
      await post("/customer/position", found);
      this._tell(id, "given");
      this._store.set({ position: { ...position, step: "given" }, positionGiven: true });
    } catch (error) {
      console.debug("no position", error);
      this._tell(id, "failed");
      this._store.set({ position: { ...position, step: "failed" } });
    }
  };

  no = async () => {
    const { position, visit } = this._store.get();
    if (!position || !visit) return;
    this._store.set({ position: null });
    this._tell(position.id, "no");
    await saveConsent(visit, "position", false, language, position.version).catch(() => {});
  };

  close = () => this._store.set({ position: null });

  /** @param {string} id @param {string} state */
  _tell(id, state) {
    this._hub.say("position-told", { id, state });
  }
}

/** @returns {Promise<{lat: number, lon: number, accuracy_m: number, taken_at: string}>} */
function here() {
  return new Promise((resolve, reject) => {
    if (!navigator.geolocation) return reject(new Error("this browser finds no place"));
    navigator.geolocation.getCurrentPosition(
      ({ coords, timestamp }) =>
        resolve({
          lat: coords.latitude,
          lon: coords.longitude,
          accuracy_m: Math.max(1, coords.accuracy),
          taken_at: new Date(timestamp).toISOString(),
        }),
      reject,
      { enableHighAccuracy: true, timeout: FOUND_WITHIN_MS, maximumAge: NOT_OLDER_MS },
    );
  });
}
