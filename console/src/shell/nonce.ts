/** The nonce of this visit, with which a style element passes the Content Security Policy. */
export function readNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
}
