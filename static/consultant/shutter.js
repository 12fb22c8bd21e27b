/** The click of a shutter: noise that dies away within a twentieth of a second, twice. */

import { unlockTones } from "../shared/tones.js";

const LENGTH_S = 0.045;
const LOUDNESS = 0.12;

/** On a tap. */
export function shutterSound() {
  const audio = unlockTones();
  if (!audio) return;
  const samples = Math.round(audio.sampleRate * LENGTH_S);
  const buffer = audio.createBuffer(1, samples, audio.sampleRate);
  const channel = buffer.getChannelData(0);
  for (let i = 0; i < samples; i += 1) channel[i] = (Math.random() * 2 - 1) * (1 - i / samples) ** 3;
  for (const after of [0, 0.07]) {
    const click = audio.createBufferSource();
    const volume = audio.createGain();
    click.buffer = buffer;
    volume.gain.value = LOUDNESS;
    click.connect(volume).connect(audio.destination);
    click.start(audio.currentTime + after);
  }
}
