import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { formatDay } from '../../format/times.ts';
import { capitalize, describeTarget, KIND_NAMES, nameDeliverable, nameScope } from '../brief-names.ts';
import type { Brief } from '../brief-queries.ts';
import { PLATFORM_NAMES } from '../brief-search.ts';
import styles from '../briefs.module.css';
import { CopyPart } from './copy-part.tsx';
import { Lines } from './creator-part.tsx';
import sheet from './sheet.module.css';

/** What the campaign manager keeps: why, whom to ask, what to expect, by when, and what to watch. */
export function ManagerPart({ brief }: { readonly brief: Brief }) {
  const { request, objective, kpi, persona, creativeAngle, deliverables, category, kind } = brief;
  const platform = PLATFORM_NAMES[request.platform];
  const where = nameScope(kpi?.scope ?? 'NONE', request.campaignId, platform);
  return (
    <section className={styles.panel} aria-labelledby="for-you">
      <div className={styles.panelHead}>
        <h2 id="for-you">For you</h2>
        <CopyPart text={brief.forManager.text} label="Copy the part for you" />
      </div>
      {objective !== '' && (
        <Section title="Objective">
          <p>{objective}</p>
        </Section>
      )}
      <Section title="Target">
        <p>{describeTarget(brief, where)}</p>
      </Section>
      {brief.creators.length > 0 && (
        <Section title="Whom to ask">
          <Shortlist brief={brief} />
        </Section>
      )}
      <Section title="Whom it speaks to">
        <p>
          <b>{persona.name}.</b> {persona.description}
        </p>
      </Section>
      <Section title="Creative angle">
        <p>{creativeAngle}</p>
      </Section>
      {deliverables.length > 0 && (
        <Section title="What the creator delivers">
          <p>
            {deliverables.map(nameDeliverable).join(', ')} on {platform}
          </p>
        </Section>
      )}
      {brief.timeline.length > 0 && (
        <Section title="Timeline">
          <ol className={sheet.timeline}>
            {brief.timeline.map(({ day, what }) => (
              <li key={what}>
                {day !== null && <time dateTime={day}>{formatDay(day)}</time>}
                <span>{what}</span>
              </li>
            ))}
          </ol>
        </Section>
      )}
      {brief.compliance.length > 0 && (
        <Section title="Rules to watch">
          <Lines lines={brief.compliance.map(({ text }) => text)} />
        </Section>
      )}
      {(category !== null || kind !== null) && (
        <Section title="Category and kind">
          <p>
            {[category?.name, kind === null ? undefined : KIND_NAMES[kind]]
              .filter((word) => word !== undefined)
              .map((word, index) => (index === 0 ? capitalize(word) : word))
              .join(', ')}
          </p>
        </Section>
      )}
    </section>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div className={sheet.section}>
      <h3>{title}</h3>
      {children}
    </div>
  );
}

/** Whom to ask, each with the reason and its figures, and the way to their posts. */
function Shortlist({ brief: { creators, request } }: { readonly brief: Brief }) {
  return (
    <ol className={sheet.shortlist}>
      {creators.map(({ influencerId, reason }) => (
        <li key={influencerId}>
          <CreatorName campaignId={request.campaignId} influencerId={influencerId} />
          <span>{reason}</span>
        </li>
      ))}
    </ol>
  );
}

interface CreatorNameProps {
  /** null: there is no page that shows them without a campaign. */
  readonly campaignId: string | null;
  readonly influencerId: string;
}

/** A creator, with the way to what they achieved in the campaign. */
export function CreatorName({ campaignId, influencerId }: CreatorNameProps) {
  if (campaignId === null) return <b>{influencerId}</b>;
  return (
    <Link to="/campaigns/$campaignId/influencers/$influencerId" params={{ campaignId, influencerId }}>
      {influencerId}
    </Link>
  );
}
