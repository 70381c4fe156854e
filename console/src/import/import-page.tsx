import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useQuery } from 'urql';
import { formatCount, toNumber } from '../format/numbers.ts';
import { formatTime } from '../format/times.ts';
import { isGuest } from '../session/credentials.ts';
import { ShareLink } from '../sharing/share-link.tsx';
import { ButtonLink } from '../shell/button-link.tsx';
import { ListLink } from '../shell/list-link.tsx';
import { PageHead } from '../shell/page-head.tsx';
import { Failure, Waiting } from '../shell/states.tsx';
import { CODE_WORDS } from './code-words.ts';
import { ColumnUses } from './column-uses.tsx';
import styles from './import.module.css';
import { ImportAnyway } from './import-anyway.tsx';
import { IMPORT, type Import } from './import-queries.ts';
import { describeOverlap } from './overlap.ts';
import { Quarantine } from './quarantine/quarantine.tsx';
import { RejectionExample } from './rejection-example.tsx';
import { StatusBadge } from './status-badge.tsx';

const route = getRouteApi('/imports/$importId');
/** How often a running import is looked at: as often as its counts are written. */
const LOOK_AGAIN_MS = 1_000;

/** What came of an import, and the rows that it could not load. */
export function ImportPage() {
  const { importId } = route.useParams();
  const [{ data, error, fetching }, ask] = useQuery({ query: IMPORT, variables: { id: importId } });
  const found = data?.import ?? undefined;
  const isRunning = found?.status === 'RUNNING';
  useEffect(() => {
    if (!isRunning) return;
    const timer = setInterval(() => ask({ requestPolicy: 'network-only' }), LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [isRunning, ask]);
  return (
    <>
      <PageHead
        title={found?.source ?? `Import ${importId}`}
        above={
          <ListLink>
            <Link to="/imports">← All imports</Link>
          </ListLink>
        }
        actions={
          found !== undefined && (
            <>
              <ShareLink folder="imports" id={found.id} departmentId={found.departmentId} />
              {found.status === 'PUBLISHED' && !isGuest() && <ButtonLink to="/">Show campaigns</ButtonLink>}
            </>
          )
        }
      >
        {found !== undefined && (
          <span className={styles.lead}>
            <StatusBadge status={found.status} /> {formatTime(found.createdAt)}
          </span>
        )}
      </PageHead>
      {error !== undefined && found === undefined && (
        <Failure
          title="Import could not be loaded"
          error={error}
          onRetry={() => ask({ requestPolicy: 'network-only' })}
        />
      )}
      {fetching && found === undefined && <Waiting label="Loading the import" heights={[92, 240]} />}
      {found !== undefined && (
        <>
          {found.message !== null && <p className={styles.message}>{found.message}</p>}
          {found.status === 'REJECTED' && <ImportAnyway found={found} />}
          <Outcome found={found} />
          {toNumber(found.rejectedCount) > 0 && <Quarantine found={found} />}
        </>
      )}
    </>
  );
}

function Outcome({ found }: { readonly found: Import }) {
  const figures = [
    ['Rows read', found.progress?.readCount ?? found.readCount],
    [found.status === 'REJECTED' ? 'Would be loaded' : 'Loaded', found.loadedCount],
    ['Rejected', found.progress?.rejectedCount ?? found.rejectedCount],
    ['Duplicates in the file', found.supersededCount],
  ] as const;
  const most = Math.max(...found.rejectedByCode.map(({ rowCount }) => rowCount), 1);
  return (
    <section className={styles.outcome} aria-label="Outcome">
      <dl className={styles.figures}>
        {figures.map(([name, count]) => (
          <div key={name} data-name={name}>
            <dt>{name}</dt>
            <dd>{formatCount(count)}</dd>
          </div>
        ))}
      </dl>
      {found.rejectedByCode.length > 0 && (
        <ul className={styles.codes} aria-label="Why rows were rejected">
          {found.rejectedByCode.map(({ code, rowCount, example }) => (
            <li key={code}>
              <span title={code}>{CODE_WORDS[code]}</span>
              <span className={styles.codeTrack} aria-hidden>
                <span style={{ width: `${(rowCount / most) * 100}%` }} />
              </span>
              <b>{formatCount(rowCount)}</b>
              {example !== null && <RejectionExample example={example} />}
            </li>
          ))}
        </ul>
      )}
      {toNumber(found.overlappingCount) > 0 && (
        <p className={styles.overlap}>{describeOverlap(found.overlappingCount)}</p>
      )}
      <ColumnUses columns={found.columns} />
    </section>
  );
}
