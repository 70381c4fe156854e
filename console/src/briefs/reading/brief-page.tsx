import { Button } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Pencil } from 'lucide-react';
import { useState } from 'react';
import { useQuery } from 'urql';
import { formatTime } from '../../format/times.ts';
import { isAllowedSomewhere, mayEditSomewhere, useViewer } from '../../session/use-viewer.ts';
import { ShareLink } from '../../sharing/share-link.tsx';
import { ButtonLink } from '../../shell/button-link.tsx';
import { ListLink } from '../../shell/list-link.tsx';
import { PageHead } from '../../shell/page-head.tsx';
import { Failure, Waiting } from '../../shell/states.tsx';
import { BRIEF, type Brief } from '../brief-queries.ts';
import { GOAL_NAMES, PLATFORM_NAMES } from '../brief-search.ts';
import { EditBrief } from '../editing/edit-brief.tsx';
import { Evidence } from '../evidence/evidence.tsx';
import { toForm } from '../form/to-input.ts';
import { ArrivalNote } from './arrival-note.tsx';
import { CreatorPart } from './creator-part.tsx';
import { DeleteBrief } from './delete-brief.tsx';
import { EditedNote } from './edited-note.tsx';
import { ManagerPart } from './manager-part.tsx';
import { RatePanel } from './rate-panel.tsx';
import sheet from './sheet.module.css';
import { VariantTabs } from './variant-tabs.tsx';

const route = getRouteApi('/briefs/$briefId');

/** A brief: what the creator gets, what the manager keeps, and what both rest on. */
export function BriefPage() {
  const { briefId } = route.useParams();
  const [{ data, error, fetching }, ask] = useQuery({ query: BRIEF, variables: { id: briefId } });
  const [editedId, setEditedId] = useState<string>();
  // Until the next brief has come, the answer is still that of the one before.
  const brief = data?.brief?.id === briefId.toLowerCase() ? data.brief : undefined;
  const viewer = useViewer();
  const isEditing = brief !== undefined && editedId === brief.id;
  return (
    <>
      <div className={sheet.notPrinted}>
        <PageHead
          title={brief === undefined ? 'Brief' : `${brief.request.product} by ${brief.request.brand}`}
          above={
            <ListLink>
              <Link to="/briefs">← All briefs</Link>
            </ListLink>
          }
          actions={
            brief !== undefined &&
            !isEditing && (
              <>
                {mayEditSomewhere(viewer) && (
                  <Button
                    variant="default"
                    leftSection={<Pencil size={16} aria-hidden />}
                    onClick={() => setEditedId(brief.id)}
                  >
                    Edit
                  </Button>
                )}
                <ShareLink folder="briefs" id={brief.id} departmentId={brief.departmentId} />
                {isAllowedSomewhere(viewer, 'contribute') && (
                  <ButtonLink to="/briefs/new" variant="default" search={toForm(brief.request)}>
                    Write a similar brief
                  </ButtonLink>
                )}
                <DeleteBrief brief={brief} />
              </>
            )
          }
        >
          {brief !== undefined && <About brief={brief} />}
        </PageHead>
      </div>
      {error !== undefined && brief === undefined && (
        <Failure
          title="Brief could not be loaded"
          error={error}
          onRetry={() => ask({ requestPolicy: 'network-only' })}
        />
      )}
      <VariantTabs>
        {fetching && brief === undefined && <Waiting label="Loading the brief" heights={[420]} />}
        {isEditing && <EditBrief key={brief.id} brief={brief} onDone={() => setEditedId(undefined)} />}
        {brief !== undefined && !isEditing && <Sheet brief={brief} mayEdit={mayEditSomewhere(viewer)} />}
      </VariantTabs>
    </>
  );
}

function Sheet({ brief, mayEdit }: { readonly brief: Brief; readonly mayEdit: boolean }) {
  return (
    <>
      <div className={sheet.notPrinted}>
        <ArrivalNote />
        <EditedNote brief={brief} />
      </div>
      <div className={sheet.sheet}>
        <CreatorPart brief={brief} />
        <div className={`${sheet.beside} ${sheet.notPrinted}`}>
          <ManagerPart brief={brief} />
          {mayEdit && <RatePanel key={brief.id} brief={brief} />}
        </div>
        <div className={`${sheet.beneath} ${sheet.notPrinted}`}>
          <Evidence brief={brief} />
        </div>
      </div>
    </>
  );
}

function About({ brief: { request, writer, createdAt, usage, variant } }: { readonly brief: Brief }) {
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
      {request.creator !== null && ` · for ${request.creator}`}
      {variant > 0 && ` · variant ${variant + 1}`}
      {` · written ${formatTime(createdAt)} ${by}`}
    </>
  );
}
