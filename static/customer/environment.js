/** Which browser this is, as far as help with its permissions needs it. Never used to decide what works. */

/** @typedef {"ios"|"android"|"desk"} System */
/** @typedef {"safari"|"chrome"|"firefox"|"samsung"|"edge"|"other"} Browser */

/**
 * @typedef {object} Environment
 * @property {System} system
 * @property {Browser} browser
 * @property {boolean} inApp the page is shown inside another app; many of them never pass the camera on
 * @property {string} app its name, "" where it does not say
 */

/** What only pages inside apps have. */
const BRIDGES = ["TelegramWebviewProxy", "TelegramWebview", "WeixinJSBridge", "ReactNativeWebView", "flutter_inappwebview"];

/** Apps that show pages inside themselves, by what they write into the user agent. @type {[string, RegExp][]} */
const APPS = [
  ["Instagram", /Instagram/],
  ["Messenger", /MessengerForiOS|Orca-Android|MessengerLite/],
  ["Facebook", /FBAN|FBAV|FB_IAB/],
  ["WhatsApp", /WhatsApp/],
  ["Threads", /Barcelona/],
  ["LinkedIn", /LinkedInApp/],
  ["TikTok", /musical_ly|BytedanceWebview|TikTok|trill_/i],
  ["WeChat", /MicroMessenger/],
  ["Telegram", /Telegram/],
  ["Snapchat", /Snapchat/],
  ["Pinterest", /Pinterest/],
  ["Teams", /Teams/],
  ["Line", /\bLine\//],
  ["X", /Twitter/],
  ["Google", /GSA\//],
];

/** Browsers, each before those whose name it carries too. @type {[Browser, RegExp][]} */
const BROWSERS = [
  ["edge", /\bEdg(e|A|iOS)?\//],
  ["samsung", /SamsungBrowser/],
  ["other", /OPR\/|OPT\/|OPiOS|DuckDuckGo|Ddg\/|YaBrowser|Vivaldi|UCBrowser|MiuiBrowser|HuaweiBrowser/],
  ["firefox", /Firefox|FxiOS/],
  ["chrome", /CriOS|Chrome|Chromium/],
  ["safari", /Version\/[\d.]+.*Safari\//],
];

/**
 * @param {string} agent `navigator.userAgent`
 * @param {number} touchPoints an iPad says it is a Mac, but a Mac has no touch
 * @param {boolean} embedded what the page finds around itself is that of an app
 * @returns {Environment}
 */
export function readEnvironment(agent = navigator.userAgent, touchPoints = navigator.maxTouchPoints, embedded = isEmbedded()) {
  const apple = /iPhone|iPad|iPod/.test(agent) || (/Macintosh/.test(agent) && touchPoints > 1);
  const system = apple ? "ios" : /Android/.test(agent) ? "android" : "desk";
  const [app] = APPS.find(([, mark]) => mark.test(agent)) ?? [""];
  const [browser] = BROWSERS.find(([, mark]) => mark.test(agent)) ?? ["other"];
  const webView = apple ? browser === "other" && !/Safari\//.test(agent) : /; ?wv\)/.test(agent);
  return { system, browser, inApp: embedded || app !== "" || webView, app };
}

/** By what is here, before any name: apps leave traces, and some of them have no camera for pages at all. */
function isEmbedded() {
  const here = /** @type {any} */ (globalThis);
  const brands = here.navigator?.userAgentData?.brands ?? [];
  const noCamera = here.isSecureContext && here.navigator && !here.navigator.mediaDevices;
  return (
    BRIDGES.some((bridge) => bridge in here) ||
    brands.some((/** @type {{brand: string}} */ { brand }) => /WebView/i.test(brand)) ||
    Boolean(noCamera)
  );
}
