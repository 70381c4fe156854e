import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';

/** How many places that were left are remembered, each by the link that led away. */
const MOST_LEFT = 50;

/**
 * Puts the focus where a page begins once another one has come, as a browser does by itself for a whole document: on its title, or on its
 * content while it has none yet. Whoever goes back finds it on the link by which they left. What a page focuses itself keeps it, and so does
 * what stays from one page to the next, as tabs do.
 */
export function useArrivalFocus(): void {
  const router = useRouter();
  useEffect(() => {
    const left = new Map<string, string>();
    const unsubscribes = [
      router.subscribe('onBeforeNavigate', ({ fromLocation, pathChanged }) => {
        const key = fromLocation?.state.__TSR_key;
        const href = document.activeElement?.getAttribute('href');
        if (!pathChanged || key === undefined || !href) return;
        left.set(key, href);
        const [oldest] = left.keys();
        if (left.size > MOST_LEFT && oldest !== undefined) left.delete(oldest);
      }),
      router.subscribe('onRendered', ({ fromLocation, toLocation, pathChanged }) => {
        // The first page of a document begins at its top anyway.
        if (!pathChanged || fromLocation === undefined) return;
        const main = document.getElementById('main');
        if (main === null || isWithin(main, document.activeElement)) return;
        const href = left.get(toLocation.state.__TSR_key ?? '');
        const link =
          href === undefined ? null : main.querySelector<HTMLElement>(`a[href="${CSS.escape(href)}"]`);
        focusQuietly(link ?? findTitle(main) ?? main);
      }),
    ];
    return () => {
      for (const unsubscribe of unsubscribes) unsubscribe();
    };
  }, [router]);
}

function isWithin(main: HTMLElement, focused: Element | null): boolean {
  return focused !== main && main.contains(focused);
}

/** Puts the focus on the title of the page, as where what was pressed is gone. */
export function focusTitle(): void {
  const main = document.getElementById('main');
  if (main !== null) focusQuietly(findTitle(main) ?? main);
}

function findTitle(main: HTMLElement): HTMLElement | null {
  const title = main.querySelector('h1');
  if (title !== null) title.tabIndex = -1;
  return title;
}

/** Where the page is scrolled to is not the focus's business: a list that is come back to stays at its place. */
function focusQuietly(element: HTMLElement): void {
  element.focus({ preventScroll: true });
}
