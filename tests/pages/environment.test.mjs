/** Which help fits which browser; run by `test_environment.py`. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { readEnvironment } from "../../static/customer/environment.js";

const IOS = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)";
const ANDROID = "Mozilla/5.0 (Linux; Android 14; Pixel 8";

const CASES = [
  ["Safari", `${IOS} Version/18.4 Mobile/15E148 Safari/604.1`, 5, "ios-safari", false],
  ["Chrome on an iPhone", `${IOS} CriOS/131.0 Mobile/15E148 Safari/604.1`, 5, "ios-other", false],
  ["Facebook on an iPhone", `${IOS} Mobile/15E148 [FBAN/FBIOS;FBAV/400.0]`, 5, "ios-safari", true],
  ["a mail program on an iPhone", `${IOS} Mobile/15E148`, 5, "ios-safari", true],
  [
    "Safari on an iPad that says it is a Mac",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.4 Safari/605.1.15",
    5,
    "ios-safari",
    false,
  ],
  ["Chrome on Android", `${ANDROID}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 Mobile Safari/537.36`, 5, "android", false],
  [
    "a page inside an Android app",
    `${ANDROID}; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/131.0 Mobile Safari/537.36`,
    5,
    "android",
    true,
  ],
  ["Firefox on a desk", "Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0", 0, "other", false],
  [
    "Safari on a Mac",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.4 Safari/605.1.15",
    0,
    "other",
    false,
  ],
];

for (const [name, agent, touchPoints, browser, inApp] of CASES) {
  test(name, () => assert.deepEqual(readEnvironment(agent, touchPoints), { browser, inApp }));
}
