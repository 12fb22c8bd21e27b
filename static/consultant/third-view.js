/** What the cockpit shows of a third person: who is there, and the panel with the link. */

import { html, nothing } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { dayInFigures } from "../shared/dates.js";
import { guestName, guestNotice } from "../shared/guests.js";
import { icon } from "../shared/icons.js";
import { t } from "../shared/i18n.js";
import { panel } from "./panel.js";

/** @typedef {import("./state.js").State} State */
/** @typedef {import("./third.js").Third} Third */
/** @typedef {import("./third.js").Kind} Kind */
/** @typedef {{third: Third, openPanel: (panel: import("./state.js").Panel) => void, close: () => void}} Act */

/** @type {Kind[]} */
const KINDS = ["interpreter", "family", "colleague"];
const NAME_MAX = 60;

/** Who hears and speaks with us, and the one tap that ends it. @param {State} state @param {Act} act */
export function thirdBanner({ third, call }, act) {
  const { guest } = third;
  if (!guest) return nothing;
  const leads = call.role === "consultant";
  return html`<div class="banner third" role="status">
    ${icon("person")}
    <p><b>${guestNotice(guest)}</b>${leads ? html`<span class="soft">${lineOf(third)}</span>` : nothing}</p>
    ${third.soundBlocked
      ? html`<button type="button" class="button" @click=${() => act.third.unblock()}>${icon("speaker", "small")}${t("guest.cockpit.unblock")}</button>`
      : nothing}
    ${leads
      ? html`<button
          type="button"
          class="button third-end"
          aria-label="${t("guest.cockpit.end_short")}: ${guestName(guest)}"
          @click=${act.third.end}
        >
          ${icon("cross", "small")}${t("guest.cockpit.end_short")}
        </button>`
      : nothing}
  </div>`;
}

/** @param {State["third"]} third */
function lineOf({ guest, connected }) {
  if (connected) return t("guest.cockpit.connected");
  return t(guest?.here ? "guest.cockpit.connecting" : "guest.cockpit.away");
}

/** Beside the hints; on a narrow screen the last one of them. @param {Pick<Act, "openPanel">} act @param {"narrow"|""} [where] */
export function thirdKey(act, where = "") {
  return html`<button type="button" class="hint third-key ${where || "write"}" @click=${() => act.openPanel({ kind: "third" })}>
    ${icon("person", "small")}<span>${t("guest.cockpit.key")}</span>
  </button>`;
}

/** @param {State} state @param {string} customer @param {Act} act */
export function thirdPanel({ third, call }, customer, act) {
  return panel({
    title: t("guest.invite.title"),
    kind: "third",
    body: third.guest
      ? html`<p class="banner">${icon("person")}<span>${t("guest.invite.there", { who: guestName(third.guest) })}</span></p>`
      : third.invitation
        ? made(third, act)
        : form(third, customer),
    foot: foot(third, call.role === "consultant", act),
    close: act.close,
  });

  /** @param {State["third"]} state @param {string} name of the customer */
  function form({ kind, name: typed }, name) {
    return html`<p class="banner">${icon("eye")}<span>${t("guest.invite.how", { customer: name })}</span></p>
      <fieldset class="third-kinds">
        <legend>${t("guest.invite.who")}</legend>
        ${KINDS.map(
          (one) => html`<button
            type="button"
            class="chip box call"
            data-kind=${one}
            aria-pressed=${String(kind === one)}
            @click=${() => act.third.choose(one)}
          >
            ${kind === one ? icon("check") : nothing}${t(`guest.kind.${one}`)}
          </button>`,
        )}
      </fieldset>
      <label class="field"
        ><span>${t("guest.invite.name")}</span>
        <input
          name="guest-name"
          maxlength=${NAME_MAX}
          autocomplete="off"
          .value=${live(typed)}
          @input=${(/** @type {Event} */ event) => act.third.type(/** @type {HTMLInputElement} */ (event.target).value)}
        />
        <small class="soft">${t("guest.invite.name_why", { customer: name })}</small>
      </label>`;
  }
}

/** @param {State["third"]} third @param {Act} act */
function made({ invitation, kind, name }, act) {
  if (!invitation) return nothing;
  return html`<h3 id="third-link" tabindex="-1">${t("guest.invite.for", { who: guestName({ name: name.trim(), kind: kind ?? "" }) })}</h3>
    <div class="invitation-link">
      <div class="invitation-qr" role="img" aria-label=${t("guest.invite.code")}>${invitation.code}</div>
      <div>
        <label class="field"
          ><span>${t("guest.invite.link")}</span>
          <input
            readonly
            name="guest-link"
            .value=${invitation.url}
            @focus=${(/** @type {Event} */ event) => /** @type {HTMLInputElement} */ (event.target).select()}
        /></label>
        <button type="button" class="button call wide" @click=${act.third.copy}>${icon("copy")}${t("guest.invite.copy")}</button>
        ${"share" in navigator
          ? html`<button type="button" class="button call wide" @click=${act.third.share}>${icon("share")}${t("guest.invite.share")}</button>`
          : nothing}
      </div>
    </div>
    <p class="soft">${t("guest.invite.valid", { day: dayInFigures(new Date(invitation.expires_at)) })}</p>`;
}

/** @param {State["third"]} third @param {boolean} leads @param {Act} act */
function foot({ guest, invitation, kind, busy }, leads, act) {
  if (guest) {
    return leads
      ? html`<button type="button" class="button call wide" @click=${act.third.end}>${icon("cross")}${t("guest.cockpit.end")}</button>`
      : "";
  }
  if (invitation) {
    return html`<button type="button" class="button call wide" @click=${act.third.end}>${icon("cross")}${t("guest.invite.revoke")}</button>`;
  }
  return html`<button type="button" class="button primary call wide" ?disabled=${!kind || busy} @click=${act.third.invite}>
    ${icon("qr")}${t("guest.invite.make")}
  </button>`;
}
