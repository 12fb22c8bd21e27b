/** Notes for an ear that is not looking: played where nothing can be said, or before something is. */

const NOTE_S = 0.28;
const LOUDNESS = 0.22;

/** @type {AudioContext|null} */
let context = null;

/** On a tap: browsers only let sound begin there. @returns {AudioContext|null} null where there is no sound at all */
export function unlockTones() {
  const Context = globalThis.AudioContext ?? /** @type {any} */ (globalThis).webkitAudioContext;
  if (!Context) return null;
  context ??= new Context();
  void context?.resume().catch(() => {});
  return context;
}

/** @param {number[]} frequencies in Hz, one after the other @param {{loudness?: number, length?: number}} [how] seconds */
export function playTones(frequencies, { loudness = LOUDNESS, length = NOTE_S } = {}) {
  const audio = unlockTones();
  if (!audio) return;
  const start = audio.currentTime + 0.03;
  frequencies.forEach((frequency, index) => playNote(audio, { frequency, loudness, length, at: start + index * length }));
}

/** @param {AudioContext} audio @param {{frequency: number, loudness: number, length: number, at: number}} note */
function playNote(audio, { frequency, loudness, length, at }) {
  const note = audio.createOscillator();
  const volume = audio.createGain();
  note.frequency.value = frequency;
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(loudness, at + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.001, at + length * 2);
  note.connect(volume).connect(audio.destination);
  note.start(at);
  note.stop(at + length * 2);
}
