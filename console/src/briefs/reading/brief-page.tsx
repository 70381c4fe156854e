import { getRouteApi, Link } from '@tanstack/react-router';
import { useQuery } from 'urql';
import { formatTime } from '../../format/times.ts';
import { isAllowedSomewhere, mayEditSomewhere, useViewer } from '../../session/use-viewer.ts';
import { ShareLink } from '../../sharing/share-link.tsx';
import { ButtonLink } from '../../shell/button-link.tsx';
import { ListLink } from '../../shell/list-link.tsx';
import { PageHead } from '../../shell/page-head.tsx';
import { Failure, Waiting } from '../../shell/states.tsx';
import { ArrivalNote } from './arrival-note.tsx';
import { BRIEF, type Brief } from '../brief-queries.ts';
import { GOAL_NAMES, PLATFORM_NAMES } from '../brief-search.ts';
import { BriefWords } from './brief-words.tsx';
import styles from '../briefs.module.css';
import { DeleteBrief } from './delete-brief.tsx';
import { Evidence } from '../evidence/evidence.tsx';
import { PostPreview } from './post-preview.tsx';
import { RatePanel } from './rate-panel.tsx';

const route = getRouteApi('/briefs/$briefId');

/** A brief as it would look on its platform, beside what it rests on. */
export function BriefPage() {
  const { briefId } = route.useParams();
  const [{ data, error, fetching }, ask] = useQuery({ query: BRIEF, variables: { id: briefId } });
  const brief = data?.brief ?? undefined;
  const viewer = useViewer();
  return (
    <>
      <PageHead
        title={brief === undefined ? 'Brief' : `${brief.request.product} by ${brief.request.brand}`}
        above={
          <ListLink>
            <Link to="/briefs">← All briefs</Link>
          </ListLink>
        }
        actions={
          brief !== undefined && (
            <>
              <ShareLink folder="briefs" id={brief.id} departmentId={brief.departmentId} />
              {isAllowedSomewhere(viewer, 'contribute') && <AnotherLikeIt brief={brief} />}
              <DeleteBrief brief={brief} />
            </>
          )
        }
      >
        {brief !== undefined && <About brief={brief} />}
      </PageHead>
      {error !== undefined && brief === undefined && (
        <Failure
          title="Brief could not be loaded"
          error={error}
          onRetry={() => ask({ requestPolicy: 'network-only' })}
        />
      )}
      {fetching && brief === undefined && <Waiting label="Loading the brief" heights={[420]} />}
      {brief !== undefined && (
        <>
          <ArrivalNote />
          <div className={styles.sheet}>
            <div className={styles.post}>
              <PostPreview brief={brief} />
              {mayEditSomewhere(viewer) && <RatePanel brief={brief} />}
            </div>
            <div className={styles.words}>
              <BriefWords brief={brief} />
              <Evidence evidence={brief.evidence} />
            </div>
          </div>
        </>
      )}
    </>
  );
}

function About({ brief: { request, writer, createdAt, usage } }: { readonly brief: Brief }) {
  const by =
    writer.kind === 'OFFLINE'
      ? 'by the offline writer'
      : `by ${writer.model}, ${usage.inputTokens + usage.outputTokens} tokens`;
  return (
    <>
      {PLATFORM_NAMES[request.platform]} · {GOAL_NAMES[request.goal]}
      {request.campaignId !== null && (
        <>
          {' · on the results of '}
          <Link to="/campaigns/$campaignId" params={{ campaignId: request.campaignId }}>
            {request.campaignId}
          </Link>
        </>
      )}
      {` · written ${formatTime(createdAt)} ${by}`}
    </>
  );
}

function AnotherLikeIt({ brief: { request } }: { readonly brief: Brief }) {
  return (
    <ButtonLink
      to="/briefs/new"
      variant="default"
      search={{
        brand: request.brand,
        product: request.product,
        goal: request.goal,
        platform: request.platform,
        campaignId: request.campaignId ?? '',
        audience: request.audience ?? '',
        tone: request.tone ?? '',
        locale: request.locale,
        mustMention: request.mustMention.join('\n'),
        mustAvoid: request.mustAvoid.join('\n'),
      }}
    >
      Write a similar brief
    </ButtonLink>
  );
}
