import { Alert, Button, CopyButton, Group, Skeleton, Stack, Text } from '@mantine/core';
import { CircleAlert, RefreshCw } from 'lucide-react';
import type { ReactNode } from 'react';
import type { CombinedError } from 'urql';
import { RequestError } from '../session/request-error.ts';
import styles from './states.module.css';

interface FailureProps {
  /** What failed. */
  readonly title: string;
  readonly error: CombinedError | Error | string;
  onRetry?(): void;
}

/** What went wrong, in the server's own words where it has some, and the way on. */
export function Failure({ title, error, onRetry }: FailureProps) {
  const requestId = findRequestId(error);
  return (
    <Alert
      color="red"
      variant="light"
      role="alert"
      icon={<CircleAlert aria-hidden />}
      title={title}
      className={styles.failure}
    >
      <Group justify="space-between" gap="md">
        <div>
          <Text size="sm" className={styles.reason}>
            {describe(error)}
          </Text>
          {requestId !== undefined && <RequestId id={requestId} />}
        </div>
        {onRetry !== undefined && (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<RefreshCw size={14} aria-hidden />}
            onClick={() => onRetry()}
          >
            Try again
          </Button>
        )}
      </Group>
    </Alert>
  );
}

/** By it, whoever runs the server finds in the log what happened. */
function RequestId({ id }: { readonly id: string }) {
  return (
    <div className={styles.requestId}>
      Request id <code>{id}</code>
      <CopyButton value={id} timeout={2_000}>
        {({ copied, copy }) => (
          <Button size="compact-xs" variant="default" aria-label="Copy the request id" onClick={copy}>
            {copied ? 'Copied' : 'Copy'}
          </Button>
        )}
      </CopyButton>
    </div>
  );
}

function findRequestId(error: FailureProps['error']): string | undefined {
  if (typeof error === 'string') return undefined;
  if (error instanceof RequestError) return error.requestId;
  const id = 'graphQLErrors' in error ? error.graphQLErrors[0]?.extensions.requestId : undefined;
  return typeof id === 'string' ? id : undefined;
}

function describe(error: FailureProps['error']): string {
  if (typeof error === 'string') return error;
  if (!('graphQLErrors' in error)) return error.message;
  const [first] = error.graphQLErrors;
  if (first !== undefined) return first.message;
  return 'Marquee cannot be reached. Check your connection, and whether the server is running.';
}

interface EmptyProps {
  readonly title: string;
  readonly children: ReactNode;
  readonly action?: ReactNode;
}

/** What stands where there is nothing yet, and how something comes there. */
export function Empty({ title, children, action }: EmptyProps) {
  return (
    <Stack align="center" gap="xs" className={styles.empty}>
      <div className={styles.stage} aria-hidden />
      <Text fw={700} size="lg" ff="heading">
        {title}
      </Text>
      <Text c="dimmed" ta="center" maw={440}>
        {children}
      </Text>
      {action}
    </Stack>
  );
}

/** Where something will stand in a moment. */
export function Waiting({ label, heights }: { readonly label: string; readonly heights: readonly number[] }) {
  return (
    <Stack gap="sm" role="status" aria-label={label}>
      {heights.map((height, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: what waits has no identity, and never changes its order.
        <Skeleton key={index} height={height} radius="md" />
      ))}
    </Stack>
  );
}
