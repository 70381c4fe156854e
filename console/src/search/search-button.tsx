import { UnstyledButton } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { Search } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import styles from './search-button.module.css';

const loadDialog = () => import('./search-dialog.tsx');
const SearchDialog = lazy(async () => ({ default: (await loadDialog()).SearchDialog }));

const isApple = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** Opens the search over everything, by a press or by Ctrl K (⌘K on a Mac) from anywhere on the page. */
export function SearchButton({ className }: { readonly className?: string | undefined }) {
  const [isOpen, setOpen] = useState(false);
  useHotkeys([['mod+K', () => setOpen(true)]], []);
  return (
    <>
      <UnstyledButton
        className={`${className ?? ''} ${styles.button}`}
        aria-haspopup="dialog"
        aria-keyshortcuts={isApple ? 'Meta+K' : 'Control+K'}
        onPointerEnter={() => void loadDialog()}
        onClick={() => setOpen(true)}
      >
        <Search size={18} aria-hidden />
        Search
        <kbd className={styles.keys} aria-hidden>
          {isApple ? '⌘K' : 'Ctrl K'}
        </kbd>
      </UnstyledButton>
      {isOpen && (
        <Suspense>
          <SearchDialog onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
