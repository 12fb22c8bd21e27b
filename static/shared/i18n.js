/** Texts of the page, embedded by the server; ids are those of `inspection/locale`. */

/** @typedef {{language: "de"|"en", texts: Record<string, string>, [key: string]: any}} PageData */

/** @type {PageData} */
export const pageData = readPageData();

/** Language of the page: "de" or "en". */
export const language = pageData.language;

/**
 * The text of an id, with `{name}` filled in. An unknown id shows itself: it is seen at once and hides nothing.
 * @param {string} key @param {Record<string, string|number>} [params] @returns {string}
 */
export function t(key, params = {}) {
  const text = pageData.texts[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in params ? String(params[name]) : whole));
}

/**
 * Text for a count: `key.one` or `key.other`; `{n}` is the count.
 * @param {string} key @param {number} n @param {Record<string, string|number>} [params] @returns {string}
 */
export function tn(key, n, params = {}) {
  return t(`${key}.${n === 1 ? "one" : "other"}`, { n, ...params });
}

/**
 * The page's language of a text given as `{de, en}`.
 * @param {Record<string, string>|null|undefined} text @returns {string}
 */
export function pick(text) {
  return text ? (text[language] ?? text.de ?? "") : "";
}

/** @returns {PageData} */
function readPageData() {
  const element = globalThis.document?.getElementById("page-data");
  return element ? JSON.parse(element.textContent ?? "{}") : { language: "de", texts: {} };
}
