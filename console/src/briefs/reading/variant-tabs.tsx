import '@mantine/core/styles/Tabs.layer.css';
import { Tabs } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import sheet from './sheet.module.css';

const route = getRouteApi('/briefs/$briefId');

/** The variants that were asked for together, one of them shown; the address says which. */
export function VariantTabs({ children }: { readonly children: ReactNode }) {
  const { briefId } = route.useParams();
  const { variants } = route.useSearch();
  const navigate = route.useNavigate();
  const ids = variants.split(',').filter((id) => id !== '');
  if (ids.length < 2 || !ids.includes(briefId)) return children;
  return (
    <Tabs
      value={briefId}
      onChange={(id) => {
        if (id === null) return;
        void navigate({ params: { briefId: id }, search: true, replace: true, resetScroll: false });
      }}
    >
      <Tabs.List aria-label="Variants" mb="md" className={sheet.tabs}>
        {ids.map((id, index) => (
          <Tabs.Tab key={id} value={id}>
            Variant {index + 1}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value={briefId}>{children}</Tabs.Panel>
    </Tabs>
  );
}
