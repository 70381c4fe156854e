const NAME = 'marquee-publications';

/** Tells the other tabs of this browser that an import was published. */
export function tellPublished(): void {
  const channel = new BroadcastChannel(NAME);
  channel.postMessage(null);
  channel.close();
}

/** Hears of imports that other tabs of this browser published. */
export function watchPublished(listener: () => void): () => void {
  const channel = new BroadcastChannel(NAME);
  channel.addEventListener('message', listener);
  return () => channel.close();
}
