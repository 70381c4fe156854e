import type { ReactNode } from 'react';
import { isGuest } from '../session/credentials.ts';

/** The way back to a list. A guest has none: a guest link opens one thing. */
export function ListLink({ children }: { readonly children: ReactNode }) {
  return isGuest() ? null : children;
}
