import { Button } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { countOf } from '../format/numbers.ts';
import { isAllowedSomewhere, useViewer } from '../session/use-viewer.ts';
import { findRefused, handOver } from './handed-over.ts';
import styles from './import.module.css';
import type { ImportDraft } from './import-draft.ts';
import type { Import } from './import-queries.ts';

/** What an import that was not published would have loaded, and the way to publish it with the limit that it takes. */
export function ImportAnyway({ found }: { readonly found: Import }) {
  const navigate = useNavigate();
  const mayImport = isAllowedSomewhere(useViewer(), 'contribute');
  const way = chooseWay(found);
  if (way === undefined || !mayImport) return null;
  const draft = findRefused(found.id);
  return (
    <section className={styles.anyway} aria-label="Import anyway">
      <p>
        {countOf(found.loadedCount, 'row')} would be loaded. {way.means}
      </p>
      {draft === undefined ? (
        <Link to="/imports/new">Choose the file again to import it {way.words}</Link>
      ) : (
        <Button
          onClick={() => {
            handOver({ ...draft, ...way.change }, true);
            void navigate({ to: '/imports/new' });
          }}
        >
          Import anyway, {way.words}
        </Button>
      )}
    </section>
  );
}

interface Way {
  readonly words: string;
  readonly means: string;
  readonly change: Partial<ImportDraft>;
}

/** undefined where no limit helps: what a file means has to be said instead, or none of it could be read. */
function chooseWay({ code, readCount, rejectedCount, loadedCount }: Import): Way | undefined {
  if (code === 'IMPORT_SHRINKS') {
    return {
      words: 'though posts go',
      means: 'The posts of its source that are not in the file would go.',
      change: { allowsShrinking: true },
    };
  }
  if (code !== 'REJECT_LIMIT_EXCEEDED' || loadedCount === 0) return undefined;
  const percent = Math.ceil((rejectedCount / readCount) * 100);
  return {
    words: `with up to ${percent} % rejected`,
    means: `${countOf(rejectedCount, 'row')} would be left out, and kept in quarantine.`,
    change: { rejectLimit: `${percent}%` },
  };
}
