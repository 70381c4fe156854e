import { getRouteApi, Link } from '@tanstack/react-router';
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
import styles from './import.module.css';
import { IMPORT, type Import } from './import-queries.ts';
import { Quarantine } from './quarantine.tsx';
import { StatusBadge } from './status-badge.tsx';

const route = getRouteApi('/imports/$importId');

/** What came of an import, and the rows that it could not load. */
export function ImportPage() {
  const { importId } = route.useParams();
  const [{ data, error, fetching }, ask] = useQuery({ query: IMPORT, variables: { id: importId } });
  const found = data?.import ?? undefined;
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
            <StatusBadge status={found.status} /> {formatTime(found.startedAt)}
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
          <Outcome found={found} />
          {toNumber(found.rejected) > 0 && <Quarantine found={found} />}
        </>
      )}
    </>
  );
}

function Outcome({ found }: { readonly found: Import }) {
  const figures = [
    ['Rows read', found.read],
    ['Loaded', found.loaded],
    ['Rejected', found.rejected],
    ['Duplicates in the file', found.superseded],
  ] as const;
  const most = Math.max(...found.rejectedByCode.map(({ rows }) => rows), 1);
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
          {found.rejectedByCode.map(({ code, rows }) => (
            <li key={code}>
              <span title={code}>{CODE_WORDS[code] ?? code}</span>
              <span className={styles.codeTrack} aria-hidden>
                <span style={{ width: `${(rows / most) * 100}%` }} />
              </span>
              <b>{formatCount(rows)}</b>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
