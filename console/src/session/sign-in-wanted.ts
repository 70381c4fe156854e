/** Hears that the server wants to know who asks. */
let listener: (() => void) | undefined;

export function onSignInWanted(listen: () => void): () => void {
  listener = listen;
  return () => {
    listener = undefined;
  };
}

export function askToSignIn(): void {
  listener?.();
}
