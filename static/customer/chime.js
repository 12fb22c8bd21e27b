/** Two soft notes: "it works" in the sound test, "she is here" when the consultant comes. */

import { playTones } from "../shared/tones.js";

const NOTES_HZ = [523.25, 783.99];

/** Call it first on a tap: browsers only let sound begin there. */
export function playChime() {
  playTones(NOTES_HZ);
}
