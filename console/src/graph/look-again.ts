/** Away for less than this, nobody is shown anything new: what was read is still in their mind. */
const LONG_AWAY_MS = 30_000;

/** What is shown is to be read anew. */
export interface LookAgain {
  /** Somebody asked for it, and did not only come back. */
  readonly isAsked: boolean;
}

type Listener = (look: LookAgain) => void;

const listeners = new Set<Listener>();
let leftAt: number | undefined;

/**
 * Calls a listener when somebody looks at this tab again after half a minute or more, when the connection is back, and when they ask for
 * what is new.
 */
export function watchLooks(listener: Listener): () => void {
  if (listeners.size === 0) listen();
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) stopListening();
  };
}

/** Has all that is shown read anew. */
export function lookAgain(): void {
  tell({ isAsked: true });
}

function tell(look: LookAgain): void {
  for (const listener of listeners) listener(look);
}

function leave(): void {
  leftAt ??= Date.now();
}

function comeBack(): void {
  if (leftAt === undefined || document.visibilityState === 'hidden') return;
  const away = Date.now() - leftAt;
  leftAt = undefined;
  if (away >= LONG_AWAY_MS) tell({ isAsked: false });
}

function changeVisibility(): void {
  if (document.visibilityState === 'hidden') leave();
  else comeBack();
}

function reconnect(): void {
  tell({ isAsked: false });
}

function listen(): void {
  window.addEventListener('blur', leave);
  window.addEventListener('focus', comeBack);
  window.addEventListener('online', reconnect);
  document.addEventListener('visibilitychange', changeVisibility);
}

function stopListening(): void {
  window.removeEventListener('blur', leave);
  window.removeEventListener('focus', comeBack);
  window.removeEventListener('online', reconnect);
  document.removeEventListener('visibilitychange', changeVisibility);
}
