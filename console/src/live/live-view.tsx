import { getRouteApi } from '@tanstack/react-router';
import type { Campaign } from '../leaderboard/campaign-queries.ts';
import { IfAllowed } from '../people/if-allowed.tsx';
import { Failure, Waiting } from '../shell/states.tsx';
import styles from './live.module.css';
import { LiveFigures } from './live-figures.tsx';
import type { LiveDetails, LiveNumbers, LiveSnapshot } from './live-queries.ts';
import type { LiveWindow } from './live-search.ts';
import { LiveWindows, WINDOW_NAMES } from './live-windows.tsx';
import { MinutesPanel } from './minutes-panel.tsx';
import { NoEvents } from './no-events.tsx';
import { PublicLine } from './public-line.tsx';
import { RisersPanel } from './risers-panel.tsx';
import { SpokenNumbers } from './spoken-numbers.tsx';
import { StandingLine } from './standing-line.tsx';
import { type Live, useLive } from './use-live.ts';
import { WriteKeysPanel } from './write-keys-panel.tsx';

const route = getRouteApi('/campaigns/$campaignId');

/** What happens to a campaign while it happens, by its events. */
export function LiveView({ campaign }: { readonly campaign: Campaign }) {
  return <LiveCampaign key={campaign.id} id={campaign.id} departmentId={campaign.departmentId} />;
}

function LiveCampaign({ id, departmentId }: { readonly id: string; readonly departmentId: string | null }) {
  const live = useLive(id);
  const { refusal } = live;
  if (refusal !== undefined) {
    const isOlder = refusal.graphQLErrors[0]?.extensions.code === 'GRAPHQL_VALIDATION_FAILED';
    return (
      <Failure
        title="Live numbers could not be loaded"
        error={isOlder ? 'This server is of another version than the page. Reload it in a moment.' : refusal}
        onRetry={isOlder ? () => window.location.reload() : live.retry}
      />
    );
  }
  return (
    <div className={styles.live}>
      <Numbers live={live} campaignId={id} departmentId={departmentId} />
      <IfAllowed permission="manage" departmentId={departmentId}>
        <WriteKeysPanel campaignId={id} />
      </IfAllowed>
    </div>
  );
}

interface NumbersProps {
  readonly live: Live;
  readonly campaignId: string;
  readonly departmentId: string | null;
}

function Numbers({ live, campaignId, departmentId }: NumbersProps) {
  const { window } = route.useSearch();
  const { snapshot, details, reach, readAt, isLost } = live;
  const ofPages = publicOf(details, window);
  if (snapshot !== undefined && isNothing(snapshot.total)) {
    return (
      <>
        <NoEvents campaignId={campaignId} departmentId={departmentId} />
        {ofPages && !isNothing(ofPages) && <PublicLine numbers={ofPages} />}
        <StandingLine reach={reach} isLost={isLost} />
      </>
    );
  }
  return (
    <>
      <section className={styles.panel} aria-label="Live numbers">
        <div className={styles.head}>
          <LiveWindows />
          <StandingLine reach={reach} isLost={isLost} />
        </div>
        <div className={styles.numbers}>
          {snapshot === undefined ? (
            <Waiting label="Loading the live numbers" heights={[52, 20]} />
          ) : (
            <>
              <LiveFigures key={window} numbers={numbersOf(snapshot, window)} />
              <SpokenNumbers window={WINDOW_NAMES[window]} numbers={numbersOf(snapshot, window)} />
            </>
          )}
        </div>
        {ofPages && !isNothing(ofPages) && <PublicLine numbers={ofPages} />}
        <p className={styles.quiet}>
          By the time when it happened. Exports are measured apart, and never added to these.
        </p>
      </section>
      {details === undefined ? (
        <Waiting label="Loading the last hour" heights={[470]} />
      ) : (
        <div className={styles.beside}>
          <MinutesPanel known={details.minutes ?? []} now={readAt} />
          <RisersPanel campaignId={campaignId} hour={details.hour ?? []} day={details.day ?? []} />
        </div>
      )}
    </>
  );
}

function numbersOf(snapshot: LiveSnapshot, window: LiveWindow): LiveNumbers {
  return { HOUR: snapshot.hour, DAY: snapshot.day, TOTAL: snapshot.total }[window];
}

function publicOf(details: LiveDetails | undefined, window: LiveWindow): LiveNumbers | null | undefined {
  return { HOUR: details?.publicHour, DAY: details?.publicDay, TOTAL: details?.publicTotal }[window];
}

function isNothing({ views, interactions, saves, clicks, couponUses, conversions }: LiveNumbers): boolean {
  return views + interactions + saves + clicks + couponUses + conversions === 0;
}
