/** Two soft notes: "it works" in the sound test, "she is here" when the consultant comes. */

const NOTES_HZ = [523.25, 783.99];
const NOTE_S = 0.28;
const LOUDNESS = 0.22;

/** @type {AudioContext|null} */
let context = null;

/** Call it first on a tap: browsers only let sound begin there. */
export function playChime() {
  const Context = globalThis.AudioContext ?? /** @type {any} */ (globalThis).webkitAudioContext;
  if (!Context) return;
  context ??= new Context();
  void context.resume().catch(() => {});
  const start = context.currentTime + 0.03;
  NOTES_HZ.forEach((frequency, index) => playNote(/** @type {AudioContext} */ (context), frequency, start + index * NOTE_S));
}

/** @param {AudioContext} audio @param {number} frequency @param {number} at */
function playNote(audio, frequency, at) {
  const note = audio.createOscillator();
  const loudness = audio.createGain();
  note.frequency.value = frequency;
  loudness.gain.setValueAtTime(0, at);
  loudness.gain.linearRampToValueAtTime(LOUDNESS, at + 0.02);
  loudness.gain.exponentialRampToValueAtTime(0.001, at + NOTE_S * 2);
  note.connect(loudness).connect(audio.destination);
  note.start(at);
  note.stop(at + NOTE_S * 2);
}
