import { Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import type { ReactNode } from 'react';
import styles from './page-head.module.css';

interface PageHeadProps {
  readonly title: string;
  /** A way back, above the title. */
  readonly above?: ReactNode;
  readonly children?: ReactNode;
  /** What can be done on the page, beside the title. */
  readonly actions?: ReactNode;
}

/** The title of a page, here and in the browser's tab. */
export function PageHead({ title, above, children, actions }: PageHeadProps) {
  useDocumentTitle(`${title} · Marquee`);
  return (
    <div className={styles.head}>
      <div className={styles.words}>
        {above !== undefined && <div className={styles.above}>{above}</div>}
        <Title order={1} className={styles.title}>
          {title}
        </Title>
        {children !== undefined && <div className={styles.lead}>{children}</div>}
      </div>
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
