import { once } from 'node:events';
import { SMTPServer } from 'smtp-server';
import { findFreePort } from './free-port.ts';

const PATIENCE_MS = 60_000;

/** A mail server that keeps what the product sends. */
export interface LetterBox {
  /** For SMTP_URL. */
  readonly url: string;
  /** The next letter that comes: to be asked for before it is sent. Rejects where none comes in a minute. */
  next(): Promise<string>;
  close(): void;
}

export async function openLetterBox(): Promise<LetterBox> {
  const letters: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    async onData(stream, _session, done) {
      const parts: Buffer[] = [];
      for await (const part of stream) parts.push(part);
      letters.push(Buffer.concat(parts).toString().replaceAll('=\r\n', '').replaceAll('=3D', '='));
      server.emit('letter');
      done();
    },
  });
  const port = await findFreePort();
  server.listen(port, '127.0.0.1');
  await once(server.server, 'listening');
  return {
    url: `smtp://127.0.0.1:${port}`,
    async next() {
      const known = letters.length;
      const signal = AbortSignal.timeout(PATIENCE_MS);
      while (letters.length === known)
        await once(server, 'letter', { signal }).catch((cause: unknown) => {
          throw new Error(`no letter came in a minute; there were ${known} before`, { cause });
        });
      return letters.at(-1) ?? '';
    },
    close: () => server.close(),
  };
}

/** The link of a letter that confirms an account, or leads elsewhere. */
export function linkIn(letter: string, path: 'confirm' | 'reset' = 'confirm'): string {
  const link = new RegExp(`http://\\S+${path}\\?token=\\S+`).exec(letter)?.[0];
  if (link === undefined) throw new Error(`no link in ${letter}`);
  return link;
}
