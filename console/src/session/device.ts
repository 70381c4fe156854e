const KEY = 'marquee-device';

/** What shows the server that somebody signed in on this browser before: others' guesses do not make it wait. Good for no more than that. */
export function readDevice(): string | null {
  return localStorage.getItem(KEY);
}

export function keepDevice(device: string | null | undefined): void {
  if (device) localStorage.setItem(KEY, device);
}
