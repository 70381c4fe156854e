import type { ErrorComponentProps } from '@tanstack/react-router';
import { Failure } from './states.tsx';

/** What a page that broke leaves to the reader: a newer build that took its files away is mended by loading anew. */
export function FailedPage({ error }: ErrorComponentProps) {
  return (
    <Failure
      error={error instanceof Error ? error : String(error)}
      onRetry={() => window.location.reload()}
    />
  );
}
