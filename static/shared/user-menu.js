/** Who is signed in; below the name the other language and the way out. */

import { html } from "lit-html";

import { post } from "./api.js";
import { language, pageData, t } from "./i18n.js";
import { icon } from "./icons.js";

export function userMenu() {
  const other = language === "de" ? "en" : "de";
  return html`<details class="menu">
    <summary class="button quiet">${icon("person")}<span>${initialAndName(pageData.user?.name ?? "")}</span></summary>
    <div class="card">
      <a class="button quiet" href="?lang=${other}" lang=${other} hreflang=${other}>${t("common.other_language")}</a>
      <button type="button" class="button quiet" @click=${signOut}>${icon("sign-out")}${t("common.sign_out")}</button>
    </div>
  </details>`;
}

/** "M. Ahlers" @param {string} name */
function initialAndName(name) {
  const parts = name.split(/\s+/);
  return parts.length > 1 ? `${parts[0][0]}. ${parts.at(-1)}` : name;
}

async function signOut() {
  // Also when the server cannot be reached: the sign-in page then says so.
  await post("/sign-out").catch(() => {});
  const { openDesk } = await import("./kept-desk.js");
  await openDesk().then(
    (desk) => desk.signOut(),
    () => {},
  );
  location.assign("/sign-in");
}
