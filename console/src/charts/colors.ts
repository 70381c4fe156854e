/** The colours of the charts: CSS variables, so that a chart follows when the page turns dark. */
export const COLORS = {
  accent: 'var(--accent)',
  lamp: 'var(--lamp)',
  line: 'var(--line)',
  quiet: 'var(--quiet)',
  ink: 'var(--ink)',
  good: 'var(--good)',
  lucky: 'var(--lucky)',
  below: 'var(--below)',
  likes: 'var(--kind-likes)',
  comments: 'var(--kind-comments)',
  shares: 'var(--kind-shares)',
} as const;

/** A color as it is at the moment, for a canvas, which knows no CSS variables. */
export function readColor(element: Element, color: keyof typeof COLORS): string {
  return getComputedStyle(element).getPropertyValue(COLORS[color].slice('var('.length, -')'.length));
}
