import { readCredentials } from './credentials.ts';

/** The address of the one thing that a guest's link opens; undefined for everybody else. */
export function homeOfGuest(): string | undefined {
  const credentials = readCredentials();
  return credentials?.kind === 'GUEST' ? credentials.home : undefined;
}

/** Whether an address is that of a page, or of one beneath it. */
export function isWithin(path: string, page: string): boolean {
  const [found, wanted] = [decodeURIComponent(path), decodeURIComponent(page)];
  return found === wanted || found.startsWith(`${wanted}/`);
}
