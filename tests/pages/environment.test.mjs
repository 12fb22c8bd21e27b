/** Which help fits which browser; run by `test_environment.py`. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { readEnvironment } from "../../static/customer/environment.js";
import { intentLink } from "../../static/customer/link.js";

const IOS = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)";
const ANDROID = "Mozilla/5.0 (Linux; Android 14; Pixel 8";

const ON_ANDROID = `${ANDROID}) AppleWebKit/537.36 (KHTML, like Gecko)`;
const VIEW = `${ANDROID}; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/131.0 Mobile Safari/537.36`;
const WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36";
const MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.4 Safari/605.1.15";

const BROWSERS = [
  ["Safari", `${IOS} Version/18.4 Mobile/15E148 Safari/604.1`, 5, "ios-safari"],
  ["Chrome on an iPhone", `${IOS} CriOS/131.0 Mobile/15E148 Safari/604.1`, 5, "ios-chrome"],
  ["Firefox on an iPhone", `${IOS} FxiOS/131.0 Mobile/15E148 Safari/604.1`, 5, "ios-firefox"],
  ["Edge on an iPhone", `${IOS} Version/18.0 EdgiOS/131.0 Mobile/15E148 Safari/604.1`, 5, "ios-edge"],
  ["Safari on an iPad that says it is a Mac", MAC, 5, "ios-safari"],
  ["DuckDuckGo on an iPhone", `${IOS} Version/18.4 Mobile/15E148 DuckDuckGo/7 Safari/605.1.15`, 5, "ios-other"],
  ["Chrome on Android", `${ON_ANDROID} Chrome/131.0 Mobile Safari/537.36`, 5, "android-chrome"],
  ["Samsung Internet", `${ON_ANDROID} SamsungBrowser/27.0 Chrome/125.0 Mobile Safari/537.36`, 5, "android-samsung"],
  ["Edge on Android", `${ON_ANDROID} Chrome/131.0 Mobile Safari/537.36 EdgA/131.0`, 5, "android-edge"],
  ["Firefox on Android", "Mozilla/5.0 (Android 14; Mobile; rv:132.0) Gecko/132.0 Firefox/132.0", 5, "android-firefox"],
  ["Opera on Android", `${ON_ANDROID} Chrome/131.0 Mobile Safari/537.36 OPR/86.0`, 5, "android-other"],
  ["Firefox on a desk", "Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0", 0, "desk-firefox"],
  ["Chrome on a desk", WINDOWS, 0, "desk-chrome"],
  ["Edge on a desk", `${WINDOWS} Edg/131.0.0.0`, 0, "desk-edge"],
  ["Safari on a Mac", MAC, 0, "desk-safari"],
  ["one nobody knows", "Something/1.0", 0, "desk-other"],
];

for (const [name, agent, touchPoints, expected] of BROWSERS) {
  test(name, () => {
    const { system, browser, inApp } = readEnvironment(agent, touchPoints, false);
    assert.deepEqual([`${system}-${browser}`, inApp], [expected, false]);
  });
}

const APPS = [
  ["Facebook", `${IOS} Mobile/15E148 [FBAN/FBIOS;FBAV/400.0]`],
  ["Facebook", `${VIEW} [FB_IAB/FB4A;FBAV/453.0.0.40.107;]`],
  ["Messenger", `${IOS} Mobile/15E148 [FBAN/MessengerForiOS;FBAV/450.0]`],
  ["Instagram", `${IOS} Mobile/15E148 Instagram 340.0.0.22.109`],
  ["WhatsApp", `${VIEW} WhatsApp/2.24`],
  ["LinkedIn", `${VIEW} [LinkedInApp]`],
  ["Google", `${IOS} GSA/343.0 Mobile/15E148 Safari/604.1`],
  ["TikTok", `${IOS} Mobile/15E148 musical_ly_37.2 BytedanceWebview/d8a21c6`],
  ["WeChat", `${ON_ANDROID} Version/4.0 Chrome/116.0 Mobile Safari/537.36 MMWEBID/1 MicroMessenger/8.0.49`],
  ["Telegram", `${ON_ANDROID} Version/4.0 Chrome/131.0 Mobile Safari/537.36 Telegram-Android/11.4`],
  ["Snapchat", `${IOS} Mobile/15E148 Snapchat/13.13`],
  ["", `${IOS} Mobile/15E148`], // a mail program, say
  ["", VIEW],
];

for (const [app, agent] of APPS) {
  test(`inside ${app || "an app without a name"}: ${agent.slice(-40)}`, () => {
    const found = readEnvironment(agent, 5, false);
    assert.deepEqual([found.inApp, found.app], [true, app]);
  });
}

test("what a page finds around itself counts, whatever the name", () => {
  assert.equal(readEnvironment(BROWSERS[6][1], 5, true).inApp, true);
});

test("Android's own browser gets the address with the secret behind its '#', and nothing more", () => {
  const link = intentLink("https://beratung.example:8443/join?lang=de#abc_-%2F");
  assert.equal(
    link,
    "intent://beratung.example:8443/join?lang=de#abc_-%2F#Intent;scheme=https;" +
      "action=android.intent.action.VIEW;category=android.intent.category.BROWSABLE;end",
  );
  // As Android reads it: what stands before the last "#" is the address.
  const address = link.slice("intent:".length, link.lastIndexOf("#"));
  assert.equal(new URL(`https:${address}`).hash, "#abc_-%2F");
});
