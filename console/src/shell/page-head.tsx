import { Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { useRouterState } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import { keepPlace, type PlaceKind } from '../search/places.ts';
import styles from './page-head.module.css';

interface PageHeadProps {
  readonly title: string;
  /** A way back, above the title. */
  readonly above?: ReactNode;
  readonly children?: ReactNode;
  /** What can be done on the page, beside the title. */
  readonly actions?: ReactNode;
  /** Of what it is the page, once that has been found: it is then offered among the last ones. */
  readonly place?: PlaceKind | undefined;
}

/** The title of a page, here and in the browser's tab. */
export function PageHead({ title, above, children, actions, place }: PageHeadProps) {
  useDocumentTitle(`${title} · Marquee`);
  const path = useRouterState({ select: ({ location }) => location.pathname });
  useEffect(() => {
    if (place !== undefined) keepPlace({ kind: place, title, path });
  }, [place, title, path]);
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
