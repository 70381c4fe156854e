/** Pages for whoever is not in yet. */
const PUBLIC_PATHS: readonly string[] = [
  '/sign-in',
  '/sign-up',
  '/confirm',
  '/forgot-password',
  '/reset',
  '/invitation',
  '/guest',
  '/signed-in',
];

export function isPublicPath(path: string): boolean {
  return PUBLIC_PATHS.includes(path);
}
