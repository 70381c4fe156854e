import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { type CombinedError, useClient } from 'urql';
import { type FindingGroup, groupFindings } from './finding-groups.ts';
import { SEARCH } from './search-queries.ts';

const TYPING_PAUSE = 150;

/** What came of a search. */
export interface Findings {
  /** For which text; until the answer for what is typed has come, that of the text before. */
  readonly text: string;
  readonly groups: readonly FindingGroup[];
  /** Some of it, or all, could not be searched. */
  readonly error: CombinedError | undefined;
}

/** Searches for what is typed once the typing pauses. An answer that comes after another text was typed is dropped. */
export function useFindings(typed: string, attempt: number): Findings | undefined {
  const client = useClient();
  const [text] = useDebouncedValue(typed, TYPING_PAUSE);
  const [findings, setFindings] = useState<Findings>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt asks for the same again.
  useEffect(() => {
    if (text === '') {
      setFindings(undefined);
      return;
    }
    let isWanted = true;
    void client
      .query(SEARCH, { search: text }, { requestPolicy: 'network-only' })
      .toPromise()
      .then(({ data, error }) => {
        if (isWanted)
          setFindings({
            text,
            groups: data === undefined || data === null ? [] : groupFindings(data),
            error,
          });
      });
    return () => {
      isWanted = false;
    };
  }, [client, text, attempt]);
  return findings;
}
