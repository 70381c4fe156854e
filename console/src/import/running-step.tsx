import { Button, Progress } from '@mantine/core';
import { formatCount, formatShare } from '../format/numbers.ts';
import styles from './import.module.css';
import type { ImportDraft } from './import-draft.ts';
import type { ImportProgress } from './run-import.ts';

interface RunningStepProps {
  readonly draft: ImportDraft;
  readonly progress: ImportProgress;
  onStop(): void;
}

/** How far an import is. */
export function RunningStep({ draft, progress, onStop }: RunningStepProps) {
  const part = draft.file.size === 0 ? 1 : Math.min(1, progress.sent / draft.file.size);
  return (
    <section className={styles.panel} aria-label="Import in progress">
      <h2 className={styles.title}>
        {progress.isWaiting ? 'Waiting for another import of this source' : `Importing ${draft.source}`}
      </h2>
      <Progress value={part * 100} size="lg" radius="xl" animated aria-label="Import progress" />
      <p className={styles.running} role="status">
        {part < 1 ? `${formatShare(part)} of the file` : 'Publishing'}
        {progress.read > 0 && ` · ${formatCount(progress.read)} rows read`}
        {progress.rejected > 0 && ` · ${formatCount(progress.rejected)} rejected`}
      </p>
      <Button variant="default" onClick={onStop}>
        Stop
      </Button>
    </section>
  );
}
