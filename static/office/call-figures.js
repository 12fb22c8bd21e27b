/** The numbers of the chart of a call, from the log as the server has it. Pure. */

/** @typedef {"customer"|"consultant"|"guest"} Side */
/** @typedef {import("../shared/ladder.js").Step} Step */
/**
 * @typedef {{at: number, side: Side, state: string, step: Step, local: string|null, transport: string|null,
 *   loss: number|null, round_trip_s: number|null, kbits_out: number|null}} Sample
 */
/** @typedef {{at: number, side: Side, kind: string, value: string}} Event */
/** @typedef {{samples: Sample[], events: Event[]}} Log */
/** Samples of one step that follow each other. @typedef {{step: Step|"gap", samples: Sample[], from: number, to: number}} Part */

const SAMPLE_MS = 10_000;
const GAP_MS = 25_000; // more than two samples are missing: nothing was measured
const LEAST = { trip: 0.5, loss: 5 }; // of an axis, so that a quiet line looks quiet

/** What is marked: the event's value, or its kind → its words. @type {Map<string, string>} */
export const EVENTS = new Map([
  ["restart", "calllog.event.restart"],
  ["renewal", "calllog.event.renewal"],
  ["reload", "calllog.event.reload"],
  ["interrupted", "calllog.event.interrupted"],
  ["asked", "calllog.event.asked"],
  ["on", "calllog.event.on"],
  ["joined", "calllog.event.joined"],
  ["left", "calllog.event.left"],
]);

/** @param {any} answer of the server @returns {Log} */
export function readLog(answer) {
  const timed = (/** @type {any} */ one) => ({ ...one, at: new Date(one.at).getTime() });
  return { samples: answer.samples.map(timed), events: answer.events.map(timed) };
}

/** @param {Log} log */
export function boundsOf({ samples, events }) {
  const times = [...samples, ...events].map(({ at }) => at);
  const from = times.reduce((least, at) => Math.min(least, at), Infinity) - SAMPLE_MS;
  const to = times.reduce((most, at) => Math.max(most, at), -Infinity);
  return { from, to: Math.max(to, from + 60_000), trip: ceiling(worst(samples, "round_trip_s"), LEAST.trip), loss: ceiling(worst(samples, "loss") * 100, LEAST.loss) };
}

/** @param {Sample[]} samples of one side @returns {Part[]} */
export function inParts(samples) {
  /** @type {Part[]} */
  const parts = [];
  for (const sample of samples) {
    const step = sample.state === "connected" ? sample.step : "gap";
    const last = parts.at(-1);
    if (last && last.step === step && sample.at - last.to < GAP_MS) {
      last.samples.push(sample);
      last.to = sample.at;
    } else {
      const from = last && sample.at - last.to < GAP_MS ? last.to : sample.at - SAMPLE_MS;
      parts.push({ step, samples: [sample], from, to: sample.at });
    }
  }
  return parts;
}

/** Samples between which the connection held: a line may join them. @param {Sample[]} samples of one side @returns {Sample[][]} */
export function inRuns(samples) {
  /** @type {Sample[][]} */
  const runs = [];
  let before = -Infinity;
  for (const sample of samples.filter(({ state }) => state === "connected")) {
    if (sample.at - before > GAP_MS) runs.push([]);
    runs[runs.length - 1].push(sample);
    before = sample.at;
  }
  return runs;
}

/** @param {Log} log */
export function summaryOf({ samples }) {
  const hers = samples.filter(({ side }) => side === "customer");
  const measured = hers.length ? hers : samples;
  const moving = measured.filter(({ state, step }) => state === "connected" && step.startsWith("p")).length;
  const ways = new Map(
    measured
      .filter(({ local, transport }) => local && transport)
      .map(({ local, transport }) => {
        const way = { kind: local === "relay" ? "relay" : "direct", transport: transport ?? "" };
        return [`${way.kind}/${way.transport}`, way];
      }),
  );
  return {
    numbers: {
      minutes: Math.max(1, Math.round((measured.length * SAMPLE_MS) / 60_000)),
      moving: Math.round((100 * moving) / measured.length),
      trip: worst(measured, "round_trip_s"),
      loss: Math.round(worst(measured, "loss") * 100),
    },
    paths: [...ways.values()],
  };
}

/** @param {Sample[]} samples @param {"round_trip_s"|"loss"} name */
function worst(samples, name) {
  return samples.reduce((most, sample) => Math.max(most, sample[name] ?? 0), 0);
}

/** The next round number. @param {number} number @param {number} least */
function ceiling(number, least) {
  return [0.5, 1, 2, 5, 10, 20, 50, 100, 200, 600].find((one) => one >= number && one >= least) ?? 600;
}
