import { Button } from '@mantine/core';
import { ArrowLeftRight } from 'lucide-react';
import styles from './session.module.css';
import { useIsLeftBehind } from './use-is-left-behind.ts';
import { useViewer } from './use-viewer.ts';

/** Says that another tab has switched, and leads there: what this tab asks for is refused until then. */
export function LeftBehindNotice() {
  const isShown = useIsLeftBehind();
  const name = useViewer()?.organization?.name;
  if (!isShown) return null;
  return (
    <div className={styles.leftBehind} role="alert">
      <ArrowLeftRight size={16} aria-hidden />
      <span>
        You switched to another organization in another tab. This tab still shows {name ?? 'the one before'},
        and can load and change nothing there until you switch back.
      </span>
      <Button size="compact-sm" variant="white" color="dark" onClick={() => window.location.assign('/')}>
        Reload in the other organization
      </Button>
    </div>
  );
}
