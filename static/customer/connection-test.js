/**
 * The connection test: phone and line are tried before the appointment, and again in the basement. Nothing of what is
 * seen and heard is kept; the server judges what it received. Loaded when she asks for it.
 */

import { ApiError, get, post } from "../shared/api.js";
import { unlockTones } from "../shared/tones.js";
import { closeStream } from "./camera.js";
import { playChime } from "./chime.js";
import { readEnvironment } from "./environment.js";
import { Level, flashLight, openWhatThereIs, standInPicture, toldAs } from "./test-devices.js";
import { pause, testLine } from "./test-line.js";
import { connectionTest } from "./views/connection-test.js";

/** @typedef {import("./test-line.js").Way} Way */
/** @typedef {"todo"|"run"|"ok"|"warn"} Mark */
/** @typedef {"camera"|"microphone"|"line"|"light"|"speaker"} Check */

/**
 * @typedef {object} Result as the server judged it
 * @property {"no-camera"|"no-microphone"|"bad"|"weak"|"good"} verdict
 * @property {"good"|"weak"|"bad"} line
 * @property {{camera: string, microphone: string, speaker: string, light: string, in_app: boolean}} checks
 */

/**
 * @typedef {object} Test
 * @property {"running"|"result"|"trouble"} phase
 * @property {boolean} basement she is repeating it where she will stand
 * @property {boolean} inApp
 * @property {Record<Check, Mark>} marks
 * @property {number} level of her microphone, 0 to 1
 * @property {number} part of the line's test that is done, 0 to 1
 * @property {number} bars how much arrives, 0 to 4
 * @property {MediaStream|null} stream
 * @property {boolean} asking whether she hears the tone
 * @property {import("./state.js").Help|null} help why there is no picture
 * @property {import("./state.js").Help|null} silence why there is a picture and no voice
 * @property {Result|null} result
 * @property {"busy"|"unreachable"|"over"} trouble
 */

const LINE_MS = { direct: 6000, relay: 6000 }; // half of it goes by until the picture has found its speed
const MICROPHONE_MS = 2500; // to say something
const SPEAKER_MS = 30_000; // then it goes on without an answer
const BUSY_TRIES = 4;
const BUSY_WAIT_MS = 5000;
const BARS_KBITS = [45, 150, 400, 800];

/** @type {Test} */
const FRESH = {
  phase: "running",
  basement: false,
  inApp: false,
  marks: { camera: "run", microphone: "todo", line: "todo", light: "todo", speaker: "todo" },
  level: 0,
  part: 0,
  bars: 0,
  stream: null,
  asking: false,
  help: null,
  silence: null,
  result: null,
  trouble: "busy",
};

export class ConnectionTest {
  /** @type {(heard: boolean|null) => void} */
  #answered = () => {};

  /** @param {import("./hub.js").Hub} hub */
  constructor(hub) {
    this._store = hub.store;
    this._running = new AbortController();
  }

  /** @param {import("./state.js").State} state */
  view(state) {
    return state.test ? connectionTest(state, state.test, this) : null;
  }

  /** On a tap. */
  start = () => this._begin(false);

  inBasement = () => this._begin(true);

  again = () => this._begin(this._test().basement);

  /** To the page she came from. */
  leave = () => {
    this._end();
    this._store.set({ screen: "welcome", test: null });
  };

  /** How to allow camera or microphone. */
  showHelp = () => {
    const { help, silence } = this._test();
    this._store.set({ screen: "help", help: help ?? silence ?? "unknown", helpAgain: 0 });
  };

  playAgain = () => playChime();

  heardTone = () => this.#answered(true);

  heardNothing = () => this.#answered(false);

  /** @param {boolean} basement */
  async _begin(basement) {
    this._end();
    unlockTones();
    const running = (this._running = new AbortController());
    this._store.set({ screen: "test", help: null, test: { ...FRESH, basement, inApp: readEnvironment().inApp } });
    try {
      await this._run(running.signal);
    } catch (error) {
      if (running.signal.aborted) return;
      const code = error instanceof ApiError && !error.isPassing ? "over" : "unreachable";
      const busy = error instanceof ApiError && error.code === "connection_test_busy";
      this._change({ phase: "trouble", trouble: busy ? "busy" : code });
    } finally {
      if (this._running === running) this._end();
    }
  }

  /** @param {AbortSignal} signal */
  async _run(signal) {
    const { inApp } = this._test();
    const { stream, help, silence } = await openWhatThereIs(inApp);
    const picture = help === null ? null : standInPicture();
    const media = new MediaStream([...stream.getTracks(), ...(picture ? [picture.track] : [])]);
    const level = new Level(stream, (loud) => signal.aborted || this._change({ level: loud }));
    signal.addEventListener("abort", () => {
      level.close();
      picture?.close();
      closeStream(stream);
    });
    if (signal.aborted) return closeStream(stream);
    this._change({ help, silence, stream: help === null ? stream : null });
    this._mark({ camera: help === null ? "ok" : "warn", microphone: "run" });

    const microphone = stream.getAudioTracks().length > 0;
    for (const end = performance.now() + MICROPHONE_MS; microphone && !level.heard && performance.now() < end; ) {
      await pause(100, signal);
    }
    this._mark({ microphone: level.heard ? "ok" : microphone ? "run" : "warn", line: "run" });

    const { runs, failed } = await this._testLines(media, signal);
    const silent = microphone && !level.heard;
    this._mark({ microphone: microphone && !silent ? "ok" : "warn", line: this._test().bars > 1 ? "ok" : "warn", light: "run" });

    const light = await flashLight(stream, signal);
    this._mark({ light: light ? "ok" : "warn", speaker: "run" });

    const heard = await this._askForTone(signal);
    const result = await post("/customer/connection-test", {
      checks: {
        camera: toldAs(help),
        microphone: !microphone ? "missing" : silent ? "silent" : "ok",
        speaker: heard === null ? "unanswered" : heard ? "heard" : "not-heard",
        light: light ? "ok" : "missing",
        in_app: inApp,
        device: device(),
      },
      runs,
      failed,
    });
    if (!signal.aborted) this._change({ phase: "result", result, stream: null });
  }

  /** @param {MediaStream} media @param {AbortSignal} signal */
  async _testLines(media, signal) {
    const { ways, ice_servers } = await get("/customer/connection-test", { signal });
    const whole = ways.reduce((/** @type {number} */ sum, /** @type {Way} */ way) => sum + LINE_MS[way], 0);
    /** @type {import("./test-line.js").Run[]} */
    const runs = [];
    /** @type {Way[]} */
    const failed = [];
    let before = 0;
    for (const way of /** @type {Way[]} */ (ways)) {
      const began = performance.now();
      const done = before;
      const timer = setInterval(() => {
        const share = Math.min(LINE_MS[way], performance.now() - began);
        this._change({ part: (done + share) / whole });
      }, 200);
      try {
        const run = await this._testLine(way, ice_servers, media, signal);
        if (run) runs.push(run);
        else failed.push(way);
      } finally {
        clearInterval(timer);
      }
      before += LINE_MS[way];
    }
    this._change({ part: 1 });
    return { runs, failed };
  }

  /** Where others are being tested she waits her turn. @param {Way} way @param {RTCIceServer[]} iceServers @param {MediaStream} stream @param {AbortSignal} signal */
  async _testLine(way, iceServers, stream, signal) {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await testLine({
          way,
          iceServers,
          stream,
          ms: LINE_MS[way],
          signal,
          onLook: ({ connected, kbits }) => {
            const bars = connected ? BARS_KBITS.filter((least) => kbits >= least).length : 0;
            this._change({ bars: Math.max(bars, this._test().bars) });
          },
        });
      } catch (error) {
        const busy = error instanceof ApiError && error.code === "connection_test_busy";
        if (!busy || attempt === BUSY_TRIES) throw error;
        const wait_s = Number(error.details.wait_s ?? 1);
        await pause(Math.min(BUSY_WAIT_MS, wait_s * 1000), signal);
      }
    }
  }

  /** @param {AbortSignal} signal @returns {Promise<boolean|null>} null: she did not say */
  async _askForTone(signal) {
    this._change({ asking: true });
    playChime();
    /** @type {Promise<boolean|null>} */
    const answer = new Promise((resolve) => (this.#answered = resolve));
    const heard = await Promise.race([answer, pause(SPEAKER_MS, signal).then(() => null)]);
    this._change({ asking: false });
    this._mark({ speaker: heard === false ? "warn" : "ok" });
    return heard;
  }

  /** @returns {Test} */
  _test() {
    return this._store.get().test ?? FRESH;
  }

  /** @param {Partial<Test>} change */
  _change(change) {
    const { test } = this._store.get();
    if (test) this._store.set({ test: { ...test, ...change } });
  }

  /** @param {Partial<Record<Check, Mark>>} marks */
  _mark(marks) {
    this._change({ marks: { ...this._test().marks, ...marks } });
  }

  _end() {
    this._running.abort();
  }
}

/** Kind of phone and browser, for whoever helps her. */
function device() {
  const agent = navigator.userAgent;
  const system = /iPhone/.test(agent) ? "iPhone" : /iPad/.test(agent) ? "iPad" : (/Android|Windows|Mac OS|Linux/.exec(agent)?.[0] ?? "");
  const names = { Firefox: /Firefox|FxiOS/, Edge: /Edg/, Samsung: /SamsungBrowser/, Chrome: /Chrome|CriOS/, Safari: /Safari/ };
  const browser = Object.entries(names).find(([, mark]) => mark.test(agent))?.[0] ?? "";
  return [system, browser].filter(Boolean).join(", ");
}
