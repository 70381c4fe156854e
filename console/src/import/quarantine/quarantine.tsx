import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { countOf, formatCount, toNumber } from '../../format/numbers.ts';
import { useConnection } from '../../graph/use-connection.ts';
import { isAllowedSomewhere, useViewer } from '../../session/use-viewer.ts';
import { DownloadButton } from '../../shell/download-button.tsx';
import { Failure, Waiting } from '../../shell/states.tsx';
import { VirtualTable } from '../../table/virtual-table.tsx';
import { handOver } from '../handed-over.ts';
import styles from '../import.module.css';
import { draftOf } from '../import-draft.ts';
import { type Import, REJECTED_ROWS } from '../import-queries.ts';
import { type Mended, writeMended } from './mended-file.ts';
import { quarantineColumns } from './quarantine-columns.tsx';

/** The rows that an import could not load: to read, to download, to mend and to import again. */
export function Quarantine({ found }: { readonly found: Import }) {
  const navigate = useNavigate();
  const [mended, setMended] = useState<Mended>(new Map());
  const [open, setOpen] = useState<string>();
  const listing = useConnection({
    query: REJECTED_ROWS,
    variables: { id: found.id },
    select: (data) => data.import?.rejectedRows,
  });
  const { rows, isLoading, error } = listing;
  const mayMend = isAllowedSomewhere(useViewer(), 'contribute');
  const columns = useMemo(
    () =>
      quarantineColumns({
        header: found.header,
        mended,
        open,
        mayMend,
        onOpen: setOpen,
        onMend: (key, cells) => {
          setMended((known) => new Map(known).set(key, cells));
          setOpen(undefined);
        },
        onForget: (key) => {
          setMended((known) => new Map([...known].filter(([other]) => other !== key)));
          setOpen(undefined);
        },
      }),
    [found.header, mended, open, mayMend],
  );
  const importMended = () => {
    handOver(draftOf(writeMended(found, mended)));
    void navigate({ to: '/imports/new' });
  };
  return (
    <section aria-labelledby="quarantine">
      <div className={styles.quarantineHead}>
        <h2 id="quarantine" className={styles.title}>
          Quarantine, {countOf(found.rejectedCount, 'row')}
        </h2>
        <DownloadButton href={`/imports/${found.id}/rejects.csv`} fileName={`import-${found.id}-rejects.csv`}>
          {mayMend ? 'Download for correction' : 'Download'}
        </DownloadButton>
      </div>
      {error !== undefined && (
        <Failure title="Rejected rows could not be loaded" error={error} onRetry={listing.retry} />
      )}
      {isLoading && rows.length === 0 && <Waiting label="Loading rows" heights={[64, 64, 64]} />}
      {rows.length > 0 && (
        <VirtualTable
          label="Rejected rows"
          columns={columns}
          rows={rows}
          rowKey={({ byteOffset }) => String(byteOffset)}
          total={toNumber(found.rejectedCount)}
          hasMore={listing.hasMore}
          isLoading={isLoading}
          onEnd={listing.loadMore}
          estimatedHeight={{ desk: 78, phone: 190 }}
        />
      )}
      {mended.size > 0 && (
        <div className={styles.mendedBar} role="status">
          <span>
            {formatCount(mended.size)} of {countOf(found.rejectedCount, 'row')} corrected. They are imported
            as a separate source, beside {found.source}.
          </span>
          <Button onClick={importMended}>Import corrected rows</Button>
        </div>
      )}
    </section>
  );
}
