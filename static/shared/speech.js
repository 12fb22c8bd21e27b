/**
 * Reads aloud in the language of the page, with a voice of the device. Where there is none, a tone is heard instead:
 * who cannot look at the screen still knows that something stands there.
 */

import { playTones } from "./tones.js";

/** How it was heard. @typedef {"voice"|"tone"|"silent"} Heard */

const LOCALES = { de: "de-DE", en: "en-GB" };
const VOICES_WITHIN_MS = 1200; // browsers load their voices after the page
const BEGINS_WITHIN_MS = 2500; // a voice that has not begun by then never will
const SLOWER = 0.95; // a little slower than people speak: the basement echoes

/** A signal each kind of sentence has where it cannot be spoken; the alarm also comes before the words. */
const TONES = {
  hint: { notes: [659.25, 880], loudness: 0.25 },
  text: { notes: [880], loudness: 0.2 },
  alarm: { notes: [988, 740, 988, 740, 988, 740], loudness: 0.5, length: 0.32 },
};

/** @typedef {keyof typeof TONES} Kind */

export class Speech {
  /** @param {"de"|"en"} language */
  constructor(language) {
    this._locale = LOCALES[language];
    this._synthesis = /** @type {SpeechSynthesis|undefined} */ (globalThis.speechSynthesis);
    this._turn = 0;
    this._waited = false; // for voices; once is enough: then there are none
    this._synthesis?.getVoices(); // asks for them, so that they are there when something is to be said
  }

  /** On a tap: iPhones only let speech begin there. */
  unlock() {
    const { _synthesis: synthesis } = this;
    if (!synthesis || synthesis.speaking) return;
    const nothing = new SpeechSynthesisUtterance(" ");
    nothing.volume = 0;
    synthesis.speak(nothing);
  }

  /**
   * The last sentence counts: what is still being said is cut short.
   * @param {string} text @param {Kind} kind @returns {Promise<Heard>} when it has begun
   */
  async say(text, kind) {
    const turn = ++this._turn;
    if (kind === "alarm") this._tone(kind);
    const voice = await this._voice();
    if (turn !== this._turn) return "silent";
    const spoken = voice !== null && (await this._speak(text, voice, turn));
    if (spoken) return "voice";
    if (turn !== this._turn) return "silent";
    if (kind !== "alarm") this._tone(kind);
    return "tone";
  }

  stop() {
    this._turn += 1;
    this._synthesis?.cancel();
  }

  /** @param {Kind} kind */
  _tone(kind) {
    const { notes, ...how } = TONES[kind];
    playTones(notes, how);
  }

  /** @param {string} text @param {SpeechSynthesisVoice} voice @param {number} turn @returns {Promise<boolean>} */
  _speak(text, voice, turn) {
    const synthesis = /** @type {SpeechSynthesis} */ (this._synthesis);
    const words = new SpeechSynthesisUtterance(text);
    words.voice = voice;
    words.lang = voice.lang;
    words.rate = SLOWER;
    synthesis.cancel();
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        resolve(false);
        if (turn === this._turn) synthesis.cancel();
      }, BEGINS_WITHIN_MS);
      const answer = (/** @type {boolean} */ began) => {
        clearTimeout(timer);
        resolve(began);
      };
      words.onstart = () => answer(true);
      words.onerror = () => answer(false);
      words.onend = () => answer(true); // too short to be seen beginning
      synthesis.speak(words);
    });
  }

  /** @returns {Promise<SpeechSynthesisVoice|null>} that speaks the page's language; one of the device before one of the net */
  async _voice() {
    const voices = (await this._voices()).filter((voice) => sameLanguage(voice.lang, this._locale));
    const rank = (/** @type {SpeechSynthesisVoice} */ voice) =>
      (voice.localService ? 4 : 0) + (voice.lang.replace("_", "-") === this._locale ? 2 : 0) + (voice.default ? 1 : 0);
    return voices.sort((one, other) => rank(other) - rank(one))[0] ?? null;
  }

  /** @returns {Promise<SpeechSynthesisVoice[]>} */
  _voices() {
    const { _synthesis: synthesis } = this;
    if (!synthesis) return Promise.resolve([]);
    const known = synthesis.getVoices();
    if (known.length || this._waited) return Promise.resolve(known);
    return new Promise((resolve) => {
      const answer = () => {
        this._waited = true;
        resolve(synthesis.getVoices());
      };
      setTimeout(answer, VOICES_WITHIN_MS);
      synthesis.addEventListener?.("voiceschanged", answer, { once: true });
    });
  }
}

/** @param {string} one "de_DE" on some Androids @param {string} other */
function sameLanguage(one, other) {
  return one.slice(0, 2).toLowerCase() === other.slice(0, 2);
}
