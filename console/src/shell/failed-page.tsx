import type { ErrorComponentProps } from '@tanstack/react-router';
import { Failure } from './states.tsx';

/** What browsers and Vite say where a part of the page does not come. */
const MISSING_PART = /preload css|dynamically imported module|importing a module script/i;

/** What a page that broke leaves to the reader: a newer build that took its files away is mended by loading anew. */
export function FailedPage({ error }: ErrorComponentProps) {
  return (
    <Failure
      title="Page could not be loaded"
      error={describe(error)}
      onRetry={() => window.location.reload()}
    />
  );
}

function describe(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return MISSING_PART.test(message)
    ? 'This page could not be loaded. Check your connection and try again. The server may have been updated.'
    : message;
}
