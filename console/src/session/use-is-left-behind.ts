import { useSyncExternalStore } from 'react';
import { isLeftBehind, watchShownOrganization } from './shown-organization.ts';

/** Whether another tab has switched to another organization than this one shows. */
export function useIsLeftBehind(): boolean {
  return useSyncExternalStore(watchShownOrganization, isLeftBehind);
}
