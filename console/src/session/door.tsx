import type { ReactNode } from 'react';
import { PageHead } from '../shell/page-head.tsx';
import styles from './session.module.css';

interface DoorProps {
  readonly title: string;
  readonly lead: ReactNode;
  readonly children: ReactNode;
}

/** A page for whoever is not in yet. */
export function Door({ title, lead, children }: DoorProps) {
  return (
    <div className={styles.door}>
      <PageHead title={title}>{lead}</PageHead>
      <div className={styles.panel}>{children}</div>
    </div>
  );
}
