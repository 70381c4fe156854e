import { Button } from '@mantine/core';
import { RefreshCw } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useClient } from 'urql';
import { lookAgain } from '../graph/look-again.ts';
import { watchPublished } from '../graph/publications.ts';
import { focusTitle } from '../shell/use-arrival-focus.ts';
import { CAMPAIGN_VERSION } from './campaign-version-queries.ts';
import styles from './new-results.module.css';

/** How often a tab that is looked at asks whether others have imported; imports of this browser it hears of at once. */
const ASK_EVERY_MS = 60_000;

interface NewResultsProps {
  readonly campaignId: string;
  /** When an import last changed the numbers that are shown. */
  readonly shownAt: string;
}

/** Offers what an import brought meanwhile: numbers do not move under the eyes of whoever reads them. */
export function NewResults({ campaignId, shownAt }: NewResultsProps) {
  const client = useClient();
  const [newestAt, setNewestAt] = useState(shownAt);
  const isNew = Date.parse(newestAt) > Date.parse(shownAt);
  useEffect(() => {
    if (isNew) return;
    let isHere = true;
    const ask = async () => {
      const { data } = await client
        .query(CAMPAIGN_VERSION, { id: campaignId }, { requestPolicy: 'network-only' })
        .toPromise();
      const found = data?.campaign?.lastImportedAt;
      if (isHere && found !== undefined) setNewestAt(found);
    };
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') void ask();
    }, ASK_EVERY_MS);
    const stopWatching = watchPublished(() => void ask());
    return () => {
      isHere = false;
      clearInterval(timer);
      stopWatching();
    };
  }, [client, campaignId, isNew]);
  return (
    <div role="status" className={styles.place}>
      {isNew && (
        <p className={styles.note}>
          New results
          <Button
            size="compact-sm"
            leftSection={<RefreshCw size={14} aria-hidden />}
            onClick={() => {
              lookAgain();
              focusTitle();
            }}
          >
            Show
          </Button>
        </p>
      )}
    </div>
  );
}
