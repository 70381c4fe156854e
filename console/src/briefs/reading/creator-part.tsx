import { Button } from '@mantine/core';
import { Printer } from 'lucide-react';
import { formatDay } from '../../format/times.ts';
import type { Brief } from '../brief-queries.ts';
import styles from '../briefs.module.css';
import { CopyPart } from './copy-part.tsx';
import { PostPreview } from './post-preview.tsx';
import sheet from './sheet.module.css';
import { ShotsTable } from './shots-table.tsx';

/** The sections whose lines name days as YYYY-MM-DD; elsewhere such text may be part of a link. */
const DATED: readonly string[] = ['What we ask for', 'Dates'];

const writeDays = (line: string) => line.replace(/\b\d{4}-\d{2}-\d{2}\b/g, formatDay);

type Section = Brief['forCreator']['sections'][number];

/**
 * What is sent to the creator, by the sections that the server makes of it: what it left out is left out here too. It is what
 * is printed.
 */
export function CreatorPart({ brief }: { readonly brief: Brief }) {
  const { forCreator, request } = brief;
  return (
    <section className={`${styles.panel} ${sheet.creatorPart}`} aria-labelledby="for-creator">
      <div className={styles.panelHead}>
        <h2 id="for-creator">For the creator</h2>
        <div className={sheet.tools}>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<Printer size={14} aria-hidden />}
            onClick={() => window.print()}
          >
            Print
          </Button>
          <CopyPart text={forCreator.text} label="Copy the part for the creator" />
        </div>
      </div>
      <p className={sheet.printTitle}>
        {request.brand}: {request.product}
      </p>
      {forCreator.sections.map((section) => (
        <SectionOf key={section.heading} section={section} brief={brief} />
      ))}
    </section>
  );
}

function SectionOf({ section, brief }: { readonly section: Section; readonly brief: Brief }) {
  const { heading, lines } = section;
  // They stand in the post itself, which has them beneath its caption.
  if (heading === 'Hashtags') return null;
  return (
    <div className={sheet.section}>
      <h3>{heading}</h3>
      {heading === 'Caption' && <PostPreview brief={brief} />}
      {heading === 'Shots' && <ShotsTable shots={shotsIn(lines, brief)} />}
      {heading !== 'Caption' && heading !== 'Shots' && (
        <Lines lines={DATED.includes(heading) ? lines.map(writeDays) : lines} />
      )}
    </div>
  );
}

/** One line as it is, several as a list. */
export function Lines({ lines }: { readonly lines: readonly string[] }) {
  if (lines.length === 1) return <p>{lines[0]}</p>;
  return (
    <ul className={sheet.lines}>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

/** The shots that the section has, by the numbers that its lines begin with. */
function shotsIn(lines: readonly string[], { shots }: Brief): Brief['shots'] {
  const numbers = new Set(lines.map((line) => Number.parseInt(line, 10)));
  return shots.filter((_, index) => numbers.has(index + 1));
}
