import { ActionIcon, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { Moon, Sun } from 'lucide-react';

/** Light or dark: what the system says, until somebody says otherwise. */
export function ColorSchemeSwitch() {
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false });
  const other = scheme === 'dark' ? 'light' : 'dark';
  return (
    <ActionIcon
      variant="transparent"
      size="lg"
      c="var(--curtain-ink)"
      aria-label={`Switch to ${other}`}
      onClick={() => setColorScheme(other)}
    >
      {scheme === 'dark' ? <Sun size={19} aria-hidden /> : <Moon size={19} aria-hidden />}
    </ActionIcon>
  );
}
