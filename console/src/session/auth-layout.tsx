import type { ReactNode } from 'react';
import { PageHead } from '../shell/page-head.tsx';
import styles from './session.module.css';

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
