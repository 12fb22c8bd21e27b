/** The rear lenses a phone shows to the browser, told apart by their names as far as names tell. */

/** @typedef {"wide"|"normal"|"tele"|"other"} LensKind */
/** `id` is ours and means nothing elsewhere; the device's own id stays on the phone. @typedef {{id: string, kind: LensKind, device: string}} Lens */

const FRONT = /front|user|selfie|facetime|vorder|frontal/i;
const WIDE = /ultra|weitwinkel/i;
const TELE = /tele/i;
const SEVERAL = /dual|triple|doppel|dreifach|zwei|drei/i; // iPhones: one that switches by itself
const MOST = 6;

/** @returns {Promise<Lens[]>} none where the browser does not name them */
export async function rearLenses() {
  const devices = (await navigator.mediaDevices?.enumerateDevices?.().catch(() => [])) ?? [];
  const rear = devices.filter(
    ({ kind, label, deviceId }) => kind === "videoinput" && deviceId && label && !FRONT.test(label) && !SEVERAL.test(label),
  );
  return rear.slice(0, MOST).map(({ label, deviceId }, index) => ({
    id: `lens-${index + 1}`,
    kind: kindOf(label, rear.length),
    device: deviceId,
  }));
}

/** Androids number their lenses and say no more. @param {string} label @param {number} count @returns {LensKind} */
function kindOf(label, count) {
  if (WIDE.test(label)) return "wide";
  if (TELE.test(label)) return "tele";
  return /\b\d+\b/.test(label) && count > 1 ? "other" : "normal";
}
