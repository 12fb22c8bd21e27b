/** What the page is about: the server says so, or this tablet knows it where the page is a frame that was put by. */

import { t } from "../../shared/i18n.js";
import { openDesk } from "../../shared/kept-desk.js";
import { consultationHere } from "../call-path.js";
import { readPart } from "./copy.js";

/**
 * @param {any} data of the page @param {HTMLElement} root says in words that there is nothing, and then nothing follows
 * @returns {Promise<any>} with consultation and user in it
 */
export async function pageFor(data, root) {
  if (!data.frame) return data;
  const consultation = consultationHere(data);
  const user = await userHere(consultation).catch(() => null);
  if (user) return { ...data, consultation_id: consultation, user };
  const said = document.createElement("div");
  said.className = "banner warn nothing-kept";
  said.setAttribute("role", "alert");
  const words = document.createElement("p");
  words.textContent = t("visit.kept.nothing");
  const again = document.createElement("a");
  again.className = "button";
  again.href = "";
  again.textContent = t("consultant.trouble.again");
  said.append(words, again);
  root.replaceChildren(said);
  return new Promise(() => {});
}

/** @param {string} consultation @returns {Promise<import("./copy.js").User|null>} */
async function userHere(consultation) {
  const desk = await openDesk();
  const user = await desk.current();
  return user && readPart(await desk.scope("copy", user, consultation), "user");
}
