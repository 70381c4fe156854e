import type { Brief } from '../brief-queries.ts';
import styles from '../briefs.module.css';
import { EvidenceData } from './evidence-data.tsx';
import { TOOL_WORDS } from '../writing/writing.ts';

/** The tool results that a brief rests on: every number in it stands in one of them. */
export function Evidence({ evidence }: Pick<Brief, 'evidence'>) {
  return (
    <section className={styles.panel} aria-labelledby="evidence">
      <h2 id="evidence">Evidence</h2>
      {evidence.map(({ tool, summary, data }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a tool may be called twice; its index is its identity.
        <div key={index} className={styles.evidence}>
          <h3>{TOOL_WORDS[tool] ?? tool}</h3>
          <p>{summary}</p>
          <details>
            <summary>Full result</summary>
            <EvidenceData data={data} />
          </details>
        </div>
      ))}
    </section>
  );
}
