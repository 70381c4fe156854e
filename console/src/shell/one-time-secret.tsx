import { Button, CopyButton } from '@mantine/core';
import styles from './states.module.css';

/** Something that the server shows once, and keeps as a hash only. */
export function OneTimeSecret({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <div className={styles.secret} role="status">
      <p>{label}. It is shown only once. Copy it now.</p>
      <div>
        <code>{value}</code>
        <CopyButton value={value} timeout={2_000}>
          {({ copied, copy }) => (
            <Button size="sm" onClick={copy}>
              {copied ? 'Copied' : 'Copy'}
            </Button>
          )}
        </CopyButton>
      </div>
    </div>
  );
}
