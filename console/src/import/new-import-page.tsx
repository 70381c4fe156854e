import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { RequirePermission } from '../session/require-permission.tsx';
import { PageHead } from '../shell/page-head.tsx';
import { Failure } from '../shell/states.tsx';
import { CheckedOutcome } from './checked-outcome.tsx';
import { DropZone } from './drop-zone.tsx';
import { forgetHandedOver, keepRefused, peekHandedOver } from './handed-over.ts';
import { draftOf, type ImportDraft } from './import-draft.ts';
import { PreviewStep } from './preview/preview-step.tsx';
import { type ImportOutcome, type ImportProgress, NOT_BEGUN, runImport } from './run-import.ts';
import { RunningStep } from './running-step.tsx';

/** A file on its way in: chosen, understood, loaded. */
export function NewImportPage() {
  const [draft, setDraft] = useState<ImportDraft | undefined>(() => peekHandedOver()?.draft);
  const [progress, setProgress] = useState<ImportProgress>();
  const [checked, setChecked] = useState<ImportOutcome>();
  const [failure, setFailure] = useState<Error>();
  const stop = useRef<AbortController>(undefined);
  const navigate = useNavigate();

  const change = (next: ImportDraft | undefined) => {
    setDraft(next);
    setFailure(undefined);
    setChecked(undefined);
  };

  const run = async (chosen: ImportDraft, isDryRun: boolean) => {
    stop.current = new AbortController();
    setFailure(undefined);
    setChecked(undefined);
    setProgress(NOT_BEGUN);
    try {
      const outcome = await runImport(chosen, {
        isDryRun,
        signal: stop.current.signal,
        onProgress: (step) => setProgress((known) => ({ ...(known ?? NOT_BEGUN), ...step })),
      });
      if (outcome.importId !== null && outcome.status !== 'UNCHANGED') {
        if (outcome.status === 'REJECTED') keepRefused(outcome.importId, chosen);
        await navigate({ to: '/imports/$importId', params: { importId: outcome.importId } });
        return;
      }
      setChecked(outcome);
    } catch (error) {
      setFailure(error instanceof Error ? error : new Error(String(error)));
    } finally {
      setProgress(undefined);
    }
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: what was handed over is taken once, when the page opens.
  useEffect(() => {
    const handed = peekHandedOver();
    forgetHandedOver();
    if (handed?.startsAtOnce === true) void run(handed.draft, false);
  }, []);

  return (
    <>
      <PageHead title="Import a file" above={<Link to="/imports">← All imports</Link>} />
      <RequirePermission permission="contribute" title="You do not have permission to import files">
        {failure !== undefined && <Failure title="File was not imported" error={failure} />}
        {checked !== undefined && <CheckedOutcome outcome={checked} />}
        {draft === undefined && <DropZone onFile={(file) => change(draftOf(file))} />}
        {draft !== undefined && progress === undefined && (
          <PreviewStep
            draft={draft}
            onChange={change}
            onCancel={() => change(undefined)}
            onImport={() => void run(draft, false)}
            onCheck={() => void run(draft, true)}
          />
        )}
        {draft !== undefined && progress !== undefined && (
          <RunningStep draft={draft} progress={progress} onStop={() => stop.current?.abort()} />
        )}
      </RequirePermission>
    </>
  );
}
