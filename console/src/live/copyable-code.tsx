import { Button, CopyButton } from '@mantine/core';
import styles from './live.module.css';

interface CopyableCodeProps {
  /** What it is, such as the request: the button names it. */
  readonly label: string;
  readonly code: string;
}

/** Lines to be copied elsewhere. */
export function CopyableCode({ label, code }: CopyableCodeProps) {
  return (
    <div className={styles.code}>
      <pre>
        <code>{code}</code>
      </pre>
      <CopyButton value={code} timeout={2_000}>
        {({ copied, copy }) => (
          <Button
            size="compact-sm"
            variant="default"
            aria-label={`${copied ? 'Copied' : 'Copy'} ${label}`}
            onClick={copy}
          >
            {copied ? 'Copied' : 'Copy'}
          </Button>
        )}
      </CopyButton>
    </div>
  );
}
