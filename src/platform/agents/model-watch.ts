/** Who wants to know of model calls, and may refuse them. */
export interface ModelWatch {
  /** Called before each call. @throws CallerError RATE_LIMITED where the organization has spent its calls */
  admitCall(): Promise<unknown>;
  onCall(outcome: 'ok' | 'failed'): void;
  onTokens(tokens: { readonly input: number; readonly output: number }): void;
  onRetry(): void;
  /** Runs one call of the named model, such as in a span of a trace. */
  within<Answer>(model: string, call: () => Promise<Answer>): Promise<Answer>;
}

/** Lets every call pass and tells nobody. */
export const NO_WATCH: ModelWatch = {
  admitCall: async () => undefined,
  onCall: () => undefined,
  onTokens: () => undefined,
  onRetry: () => undefined,
  within: (_model, call) => call(),
};
