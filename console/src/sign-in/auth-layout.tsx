import type { ReactNode } from 'react';
import styles from '../session/session.module.css';
import { PageHead } from '../shell/page-head.tsx';

interface AuthLayoutProps {
  readonly title: string;
  readonly lead: ReactNode;
  readonly children: ReactNode;
}

/** A page for whoever is not in yet. */
export function AuthLayout({ title, lead, children }: AuthLayoutProps) {
  return (
    <div className={styles.authLayout}>
      <PageHead title={title}>{lead}</PageHead>
      <div className={styles.panel}>{children}</div>
    </div>
  );
}
