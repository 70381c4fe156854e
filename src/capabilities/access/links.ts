/** Where a token of this purpose is used: the addresses in mails and answers. */
export type Links = (purpose: 'confirm' | 'reset' | 'invitation' | 'guest', token: string) => string;

/** @param publicUrl where people reach the server */
export function createLinks(publicUrl: string): Links {
  const base = publicUrl.replace(/\/$/, '');
  return (purpose, token) => `${base}/${purpose}?token=${token}`;
}
