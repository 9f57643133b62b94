const key = 'vpppd-console-'

/** A choice that this browser remembers. */
export function remembered(name: string, otherwise: boolean): boolean {
  const stored = localStorage.getItem(key + name)
  return stored === null ? otherwise : stored === 'on'
}

export function remember(name: string, on: boolean): void {
  localStorage.setItem(key + name, on ? 'on' : 'off')
}

let audio: AudioContext | undefined

/** Two short soft tones. Browsers allow it after the first click or key on the page. */
export function playTone(): void {
  audio ??= new AudioContext()
  const { currentTime, destination } = audio
  for (const [index, frequency] of [660, 880].entries()) {
    const start = currentTime + index * 0.16
    const tone = audio.createOscillator()
    const volume = audio.createGain()
    tone.frequency.value = frequency
    volume.gain.setValueAtTime(0.0001, start)
    volume.gain.exponentialRampToValueAtTime(0.15, start + 0.02)
    volume.gain.exponentialRampToValueAtTime(0.0001, start + 0.15)
    tone.connect(volume).connect(destination)
    tone.start(start)
    tone.stop(start + 0.16)
  }
}

export type Permission = 'default' | 'granted' | 'denied' | 'unsupported'

export function notificationPermission(): Permission {
  return 'Notification' in window ? Notification.permission : 'unsupported'
}

/** Shown only when the page is out of sight; what a client wrote is not in it, since it may be seen by anybody. */
export function notify(title: string, body: string, onClick: () => void): void {
  if (!document.hidden || notificationPermission() !== 'granted') return
  const shown = new Notification(title, { body, tag: 'vpppd-offer', icon: '/icon.svg' })
  shown.onclick = () => {
    window.focus()
    onClick()
    shown.close()
  }
}
