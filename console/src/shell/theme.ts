import { createTheme, type MantineColorsTuple } from '@mantine/core';

/** The curtain: what is pressed and what is chosen. */
const velvet: MantineColorsTuple = [
  '#fdf0f4',
  '#f9dbe5',
  '#f2b4c9',
  '#ec8aab',
  '#e66491',
  '#e24b80',
  '#d93a74',
  '#bb2a60',
  '#a3174b',
  '#8a0f3e',
];

/** The lamps: what shines. */
const lamp: MantineColorsTuple = [
  '#fff8e1',
  '#ffefc6',
  '#ffe08f',
  '#ffd054',
  '#fec326',
  '#f9b50b',
  '#dd9a00',
  '#b37b00',
  '#8a5f00',
  '#6b4900',
];

/** The house, from the lit foyer to the dark of the hall. */
const dark: MantineColorsTuple = [
  '#ece8f1',
  '#cfc8d8',
  '#b3aabf',
  '#8d8399',
  '#5a5068',
  '#3d3549',
  '#2b2435',
  '#1e1826',
  '#16111d',
  '#0f0b15',
];

export const theme = createTheme({
  primaryColor: 'velvet',
  primaryShade: { light: 8, dark: 7 },
  colors: { velvet, lamp, dark },
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', 'Cascadia Mono', Menlo, Consolas, monospace",
  headings: {
    fontFamily: "'Bricolage Grotesque Variable', 'Inter Variable', system-ui, sans-serif",
    fontWeight: '700',
  },
  defaultRadius: 'md',
  cursorType: 'pointer',
  focusRing: 'auto',
});
