/** Which browser this is, as far as help with its permissions needs it. Never used to decide what works. */

/** @typedef {"ios-safari"|"ios-other"|"android"|"other"} Browser */

/** Apps that show pages inside themselves; many of them never pass the camera on. */
const IN_APP =
  /FBAN|FBAV|FB_IAB|Instagram|Line\/|MicroMessenger|LinkedInApp|Snapchat|Pinterest|musical_ly|BytedanceWebview|GSA\/|Teams|DuckDuckGo.*wv|; ?wv\)/i;

/**
 * @param {string} agent `navigator.userAgent`
 * @param {number} touchPoints an iPad says it is a Mac, but a Mac has no touch
 * @returns {{browser: Browser, inApp: boolean}}
 */
export function readEnvironment(agent = navigator.userAgent, touchPoints = navigator.maxTouchPoints) {
  const apple = /iPhone|iPad|iPod/.test(agent) || (/Macintosh/.test(agent) && touchPoints > 1);
  if (apple) {
    const other = /CriOS|FxiOS|EdgiOS|OPT\//.test(agent);
    const inApp = IN_APP.test(agent) || (!other && !/Safari\//.test(agent));
    return { browser: other ? "ios-other" : "ios-safari", inApp };
  }
  return { browser: /Android/.test(agent) ? "android" : "other", inApp: IN_APP.test(agent) };
}
