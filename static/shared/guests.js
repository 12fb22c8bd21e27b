/** How a third person in the call is named, on all three pages. */

import { t } from "./i18n.js";

/** @typedef {{name: string, kind?: string}} Guest as the participant says */

const KINDS = new Set(["interpreter", "family", "colleague"]);

/** "Frau Yılmaz (dolmetscht)", or what the person is here for where nobody gave a name. @param {Guest} guest @returns {string} */
export function guestName({ name, kind = "" }) {
  if (!KINDS.has(kind)) return name || t("guest.someone.colleague");
  return name ? t(`guest.named.${kind}`, { name }) : t(`guest.someone.${kind}`);
}

/** Who hears and speaks, as a sentence. @param {Guest} guest @returns {string} */
export function guestNotice(guest) {
  return t("guest.notice", { who: guestName(guest) });
}
