/** Sign-in for consultants and the office. */

import { html, nothing, render } from "lit-html";

import { ApiError, post } from "../shared/api.js";
import { language, pageData, t } from "../shared/i18n.js";
import { icon, logoMark } from "../shared/icons.js";
import { createStore } from "../shared/store.js";

/** @typedef {{login: string, password: string, name: string, role: string}} DemoUser */

/**
 * @typedef {object} State
 * @property {boolean} busy
 * @property {string} refusal why it did not work, in words; "" when nothing went wrong
 */

const AFTERNOON_HOUR = 11;
const EVENING_HOUR = 18;

/** @type {State} */
const INITIAL = { busy: false, refusal: "" };
const store = createStore(INITIAL);
const root = /** @type {HTMLElement} */ (document.getElementById("page"));
/** Only in the demo. @type {DemoUser[]} */
const demoUsers = pageData.demo_users ?? [];

/** @param {string} login @param {string} password */
async function signIn(login, password) {
  if (store.get().busy) return;
  store.set({ busy: true, refusal: "" });
  try {
    await post("/sign-in", { login, password });
    location.assign(whereTo());
  } catch (error) {
    const text = error instanceof ApiError ? error.text : "";
    store.set({ busy: false, refusal: text || t("common.unreachable") });
    store.flush();
    const field = /** @type {HTMLInputElement|null} */ (root.querySelector("input[name=password]"));
    field?.select();
  }
}

/** The page she wanted before she was sent here, else the one for her role. Only paths of ours are followed. */
function whereTo() {
  const next = new URLSearchParams(location.search).get("next") ?? "";
  const target = next.startsWith("/") ? new URL(next, location.origin) : null;
  if (target?.origin === location.origin && target.pathname !== "/") return target.pathname + target.search;
  return "/";
}

/** @param {SubmitEvent} event */
function submit(event) {
  event.preventDefault();
  const data = new FormData(/** @type {HTMLFormElement} */ (event.target));
  void signIn(String(data.get("login")).trim(), String(data.get("password")));
}

function greeting() {
  const hour = new Date().getHours();
  return t(`office.sign_in.${hour < AFTERNOON_HOUR ? "morning" : hour < EVENING_HOUR ? "day" : "evening"}`);
}

function art() {
  return html`<section class="art">
    <span class="brand">${logoMark()}${pageData.utility?.name ?? ""}</span>
    <h1>${t("common.product")}</h1>
    <p>${t("common.claim")}</p>
    <svg class="waves" viewBox="0 0 590 476" preserveAspectRatio="xMidYMin slice" aria-hidden="true">
      <path class="blue" d="M250 40h90l-45 60z" />
      <path class="body" d="M-600 113H1200V1200H-600z" />
      <path class="lines" d="M-600 190H1200M-600 270H1200M-600 350H1200M-600 430H1200" />
      <path class="brim" d="M-600 110H1200" />
    </svg>
  </section>`;
}

/** @param {State} state */
function form(state) {
  return html`<form @submit=${submit} novalidate>
    <h2>${greeting()}</h2>
    <label class="field"
      >${t("office.sign_in.login")}
      <input name="login" autocomplete="username" autocapitalize="none" spellcheck="false" required autofocus />
    </label>
    <label class="field" ?data-wrong=${Boolean(state.refusal)}
      >${t("office.sign_in.password")}
      <input name="password" type="password" autocomplete="current-password" required />
    </label>
    <div role="alert">
      ${state.refusal ? html`<p class="banner warn">${icon("warning")}<span>${state.refusal}</span></p>` : nothing}
    </div>
    <button class="button primary" ?disabled=${state.busy}>
      ${state.busy ? html`<span class="spinner" aria-hidden="true"></span>` : icon("key")}${t("office.sign_in.submit")}
    </button>
  </form>`;
}

function demo() {
  if (demoUsers.length === 0) return nothing;
  return html`<p class="or">${t("office.sign_in.demo")}</p>
    <div class="demo">
      ${demoUsers.map(
        (user) =>
          html`<button type="button" class="button" @click=${() => signIn(user.login, user.password)}>
            ${icon("person")}${user.name}<span>${t(`common.role.${user.role}`)}</span>
          </button>`,
      )}
    </div>`;
}

/** @param {State} state */
function show(state) {
  const other = language === "de" ? "en" : "de";
  const query = new URLSearchParams(location.search);
  query.set("lang", other);
  render(
    html`${art()}
      <section class="door">
        ${form(state)} ${demo()}
        <a class="language" href="?${query.toString()}" lang=${other} hreflang=${other}>${t("common.other_language")}</a>
      </section>`,
    root,
  );
}

store.subscribe(show);
show(store.get());
