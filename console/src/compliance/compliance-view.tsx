import { NativeSelect } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useQuery } from 'urql';
import { RULED_COUNTRIES } from '../../../src/capabilities/briefs/checks/posted-label.ts';
import { countOf, formatCount, formatShare, toNumber } from '../format/numbers.ts';
import { useConnection } from '../graph/use-connection.ts';
import campaignStyles from '../leaderboard/campaign.module.css';
import type { Campaign } from '../leaderboard/campaign-queries.ts';
import { usePerformerFilter } from '../leaderboard/performer-filter.ts';
import { readOneOf } from '../shell/search.ts';
import { Empty, Failure, Waiting } from '../shell/states.tsx';
import { VirtualTable } from '../table/virtual-table.tsx';
import styles from './compliance.module.css';
import { DISCLOSURE, toRows, UNDISCLOSED } from './compliance-queries.ts';
import { undisclosedColumns } from './undisclosed-columns.tsx';

const route = getRouteApi('/campaigns/$campaignId');

const NAMES = new Intl.DisplayNames('en', { type: 'region' });
const COUNTRIES = RULED_COUNTRIES.map((value) => ({ value, label: NAMES.of(value) ?? value })).sort(
  (left, right) => left.label.localeCompare(right.label, 'en'),
);

/** Whether the captions of a campaign's posts say that they are paid for. */
export function ComplianceView({ campaign }: { readonly campaign: Campaign }) {
  const { country: asked } = route.useSearch();
  const navigate = route.useNavigate();
  const country = readOneOf(['', ...RULED_COUNTRIES], asked, '');
  const isFiltered = usePerformerFilter() !== null;
  return (
    <section aria-label="Compliance">
      <div className={campaignStyles.controls}>
        <NativeSelect
          label="By the rules of"
          value={country}
          data={[{ value: '', label: 'any country: any label will do' }, ...COUNTRIES]}
          onChange={({ currentTarget }) =>
            void navigate({
              search: (search) => ({ ...search, country: currentTarget.value }),
              resetScroll: false,
            })
          }
        />
      </div>
      <p className={campaignStyles.about}>
        A platform's own label, such as “Paid partnership”, is not in an export: a post that is listed may
        carry it. None of this is legal advice.
        {isFiltered && ' All posts of the campaign are looked through; the filter does not apply here.'}
      </p>
      <Counts campaignId={campaign.id} country={country} />
      <UndisclosedPosts campaignId={campaign.id} country={country} />
    </section>
  );
}

interface Asked {
  readonly campaignId: string;
  /** Blank: any. */
  readonly country: string;
}

const STATES = [
  ['disclosedCount', 'disclosed', 'disclosed'],
  ['undisclosedCount', 'undisclosed', 'undisclosed'],
  ['unknownCount', 'unknown', 'unknown: the export has no caption'],
  ['notNeededCount', 'notNeeded', 'not needed in the caption there'],
] as const;

/** How many posts are how, as parts of one bar. */
function Counts({ campaignId, country }: Asked) {
  const [{ data, error, fetching, stale }, ask] = useQuery({
    query: DISCLOSURE,
    variables: { campaignId, country: country || null },
  });
  const disclosure = fetching && !stale ? undefined : (data?.campaign?.disclosure ?? undefined);
  if (disclosure === undefined) {
    return error !== undefined && !fetching ? (
      <Failure
        title="Posts could not be counted"
        error={error}
        onRetry={() => ask({ requestPolicy: 'network-only' })}
      />
    ) : (
      <Waiting label="Counting the posts" heights={[84]} />
    );
  }
  const all = STATES.reduce((sum, [name]) => sum + toNumber(disclosure[name]), 0);
  const shown = STATES.filter(([name]) => name !== 'notNeededCount' || toNumber(disclosure[name]) > 0);
  return (
    <div className={styles.counts}>
      <p className={styles.all}>
        Of {countOf(all, 'post')}, <b>{formatCount(disclosure.undisclosedCount)}</b> carry no label that would
        do.
      </p>
      <div className={styles.bar} aria-hidden>
        {shown.map(([name, state]) => (
          <div key={name} data-state={state} style={{ flexGrow: toNumber(disclosure[name]) }} />
        ))}
      </div>
      <ul className={styles.list} aria-label="Posts by disclosure">
        {shown.map(([name, state, words]) => (
          <li key={name} data-state={state}>
            <b>{formatCount(disclosure[name])}</b> {words}
            {all > 0 && <span> · {formatShare(toNumber(disclosure[name]) / all)}</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}

function UndisclosedPosts({ campaignId, country }: Asked) {
  const listing = useConnection({
    query: UNDISCLOSED,
    variables: { campaignId, country: country || null },
    select: ({ campaign }) =>
      campaign?.disclosure?.undisclosedPosts && toRows(campaign.disclosure.undisclosedPosts),
  });
  const { isLoading, error } = listing;
  const rows = useMemo(() => listing.rows.map((row, index) => ({ ...row, index })), [listing.rows]);
  const columns = useMemo(() => undisclosedColumns(campaignId), [campaignId]);
  return (
    <>
      {error !== undefined && (
        <Failure title="Undisclosed posts could not be loaded" error={error} onRetry={listing.retry} />
      )}
      {isLoading && rows.length === 0 && <Waiting label="Loading undisclosed posts" heights={[68, 68, 68]} />}
      {!isLoading && error === undefined && rows.length === 0 && (
        <Empty title="No undisclosed post">
          Every post whose caption is known carries a label that will do, or needs none.
        </Empty>
      )}
      {rows.length > 0 && (
        <VirtualTable
          label="Undisclosed posts, most viewed first"
          columns={columns}
          rows={rows}
          rowKey={({ index }) => String(index)}
          hasMore={listing.hasMore}
          isLoading={isLoading}
          onEnd={listing.loadMore}
          estimatedHeight={{ desk: 92, phone: 290 }}
        />
      )}
    </>
  );
}
