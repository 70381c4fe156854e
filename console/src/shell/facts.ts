/** What the server says of itself in the page: how it shows the graph to a browser, and who else lets people in. */
export function readFact(name: 'playground' | 'sign-in'): string {
  return document.querySelector<HTMLMetaElement>(`meta[name="marquee-${name}"]`)?.content ?? '';
}
