/** What the server shows a browser at /graphql: `off` where it shows nothing. */
export function readPlayground(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="marquee-playground"]')?.content ?? 'off';
}
