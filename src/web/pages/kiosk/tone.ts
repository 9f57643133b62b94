const beep = 0.35
const pause = 0.25
const beeps = 3

/** Three calm tones, loud enough for the next room. A device without sound still shows the signal. */
export function playTone(): void {
  const audio = new AudioContext()
  for (let index = 0; index < beeps; index++) {
    const at = audio.currentTime + index * (beep + pause)
    const tone = new OscillatorNode(audio, { frequency: 784 })
    const volume = new GainNode(audio, { gain: 0 })
    volume.gain.setValueAtTime(0, at)
    volume.gain.linearRampToValueAtTime(0.5, at + 0.03)
    volume.gain.linearRampToValueAtTime(0, at + beep)
    tone.connect(volume).connect(audio.destination)
    tone.start(at)
    tone.stop(at + beep)
    if (index === beeps - 1) tone.addEventListener('ended', () => void audio.close())
  }
}
