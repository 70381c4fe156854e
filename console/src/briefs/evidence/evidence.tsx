import type { ReactNode } from 'react';
import type { Brief } from '../brief-queries.ts';
import styles from '../briefs.module.css';
import { keysOf } from '../row-keys.ts';
import { TOOL_WORDS } from '../writing/writing.ts';
import { ChosenEvidence } from './chosen-evidence.tsx';
import { DirectionEvidence } from './direction-evidence.tsx';
import { PerformersEvidence } from './performers-evidence.tsx';
import { TrendsEvidence } from './trends-evidence.tsx';

type Result = Brief['evidence'][number];

/** The tool results that a brief rests on: every number in it stands in one of them. */
export function Evidence({ brief: { evidence, request } }: { readonly brief: Brief }) {
  // A tool may be called twice.
  const keys = keysOf(evidence.map(({ tool }) => tool));
  return (
    <section className={styles.panel} aria-labelledby="evidence">
      <h2 id="evidence">Evidence</h2>
      {evidence.map((result, index) => (
        <div key={keys[index]} className={styles.evidence}>
          <h3>{TOOL_WORDS[result.tool] ?? 'Result'}</h3>
          <p>{result.summary}</p>
          <details>
            <summary>Full result</summary>
            {showResult(result, request.campaignId)}
          </details>
        </div>
      ))}
    </section>
  );
}

function showResult({ tool, summary, data }: Result, campaignId: string | null): ReactNode {
  switch (tool) {
    case 'TREND_FETCHER':
      return <TrendsEvidence data={data} />;
    case 'TOP_PERFORMERS':
      return <PerformersEvidence data={data} summary={summary} campaignId={campaignId} />;
    case 'CREATIVE_DIRECTION':
      return <DirectionEvidence data={data} />;
    case 'PERSONA_CLASSIFIER':
    case 'CREATIVE_ANGLE':
      return <ChosenEvidence data={data} />;
  }
}
