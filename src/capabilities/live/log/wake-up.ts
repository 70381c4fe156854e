/** Waiting for something to be there, without missing what comes between looking and waiting. */
export interface WakeUp {
  /** Wakes whoever waits, and whoever has looked and is about to wait. */
  wake(): void;
  /** To be called before looking. Its `wait` resolves once woken since then, or after the longest wait. */
  look(): { wait(): Promise<void> };
}

export function createWakeUp(longestMilliseconds: number): WakeUp {
  const waiting = new Set<() => void>();
  let wakes = 0;
  return {
    wake() {
      wakes += 1;
      for (const resume of waiting) resume();
    },
    look() {
      const seen = wakes;
      return {
        async wait() {
          if (wakes !== seen) return;
          await new Promise<void>((resolve) => {
            const resume = () => {
              clearTimeout(timer);
              waiting.delete(resume);
              resolve();
            };
            const timer = setTimeout(resume, longestMilliseconds);
            waiting.add(resume);
          });
        },
      };
    },
  };
}
