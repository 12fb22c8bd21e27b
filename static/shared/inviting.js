/** Makes the link for the selected consultation and copies it, for a page whose store keeps both. */

import { post } from "./api.js";
import { refusalText } from "./consultation-form.js";
import { readInvitation } from "./invitation-panel.js";

const COPIED_SHOWN_MS = 4_000;

/**
 * @typedef {object} Part of the page's state
 * @property {string|null} selected id of the consultation
 * @property {import("./invitation-panel.js").Invitation|null} invitation of the selected one
 * @property {boolean} inviting
 * @property {boolean} copied
 * @property {string} refusal
 */

export class Inviting {
  /** @param {{get: () => Part, set: (patch: Partial<Part>) => void}} store @param {() => void} [made] the link is there */
  constructor(store, made = () => {}) {
    this._store = store;
    this._made = made;
  }

  invite = async () => {
    const { selected } = this._store.get();
    this._store.set({ inviting: true, refusal: "" });
    try {
      const invitation = readInvitation(await post(`/consultations/${selected}/invitations`));
      if (this._store.get().selected !== selected) return; // another one was selected meanwhile
      this._store.set({ invitation });
      this._made();
    } catch (error) {
      this._store.set({ refusal: refusalText(error) });
    } finally {
      this._store.set({ inviting: false });
    }
  };

  copyLink = async () => {
    const { invitation } = this._store.get();
    // Where the browser gives no clipboard, the link stands in its field to be copied by hand.
    await navigator.clipboard?.writeText(invitation?.url ?? "").then(
      () => this._store.set({ copied: true }),
      () => {},
    );
    setTimeout(() => this._store.set({ copied: false }), COPIED_SHOWN_MS);
  };
}
