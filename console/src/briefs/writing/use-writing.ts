import { useEffect, useRef, useState } from 'react';
import { type CombinedError, useClient } from 'urql';
import { BRIEF_PROGRESS, type BriefEvent, type BriefInput } from '../brief-queries.ts';
import { afterEvent, begin, type Writing } from './writing.ts';

export type FinishedBrief = Extract<BriefEvent, { __typename: 'BriefFinished' }>;

/** Has a brief written in its variants, and tells how far it is. Going away stops it. */
export function useWriting(onFinished: (finished: readonly FinishedBrief[]) => void) {
  const client = useClient();
  const [writing, setWriting] = useState<Writing>();
  const [finished, setFinished] = useState<readonly FinishedBrief[]>([]);
  const [error, setError] = useState<CombinedError | Error>();
  const subscription = useRef<{ unsubscribe(): void }>(undefined);
  const stop = () => {
    subscription.current?.unsubscribe();
    setWriting(undefined);
  };
  useEffect(() => () => subscription.current?.unsubscribe(), []);

  const write = (input: BriefInput) => {
    const variants = input.variants ?? 1;
    let briefs: readonly FinishedBrief[] = [];
    subscription.current?.unsubscribe();
    setError(undefined);
    setFinished([]);
    setWriting(begin(variants));
    subscription.current = client.subscription(BRIEF_PROGRESS, { input }).subscribe((result) => {
      const event = result.data?.briefProgress;
      if (result.error !== undefined) {
        setError(result.error);
        setWriting(undefined);
        return;
      }
      if (event === undefined) return;
      if (event.__typename === 'BriefFinished') {
        briefs = [...briefs, event];
        setFinished(briefs);
        if (briefs.length === variants) return onFinished(briefs);
      }
      setWriting((known) => afterEvent(known ?? begin(variants), event));
    });
  };

  return { writing, finished, error, write, stop };
}
