import { useEffect, useRef, useState } from 'react';
import { type CombinedError, useClient } from 'urql';
import { BRIEF_PROGRESS, type BriefEvent, type BriefInput } from '../brief-queries.ts';
import { afterEvent, BEGUN, type Writing } from './writing.ts';

export type FinishedBrief = Extract<BriefEvent, { __typename: 'BriefFinished' }>;

/** Has a brief written, and tells how far it is. Going away stops it. */
export function useWriting(onFinished: (finished: FinishedBrief) => void) {
  const client = useClient();
  const [writing, setWriting] = useState<Writing>();
  const [error, setError] = useState<CombinedError | Error>();
  const subscription = useRef<{ unsubscribe(): void }>(undefined);
  const stop = () => {
    subscription.current?.unsubscribe();
    setWriting(undefined);
  };
  useEffect(() => () => subscription.current?.unsubscribe(), []);

  const write = (input: BriefInput) => {
    subscription.current?.unsubscribe();
    setError(undefined);
    setWriting(BEGUN);
    subscription.current = client.subscription(BRIEF_PROGRESS, { input }).subscribe((result) => {
      const event = result.data?.briefProgress;
      if (result.error !== undefined) {
        setError(result.error);
        setWriting(undefined);
      } else if (event?.__typename === 'BriefFinished') {
        onFinished(event);
      } else if (event !== undefined) {
        setWriting((known) => afterEvent(known ?? BEGUN, event));
      }
    });
  };

  return { writing, error, write, stop };
}
