import { once } from 'node:events';
import { pino } from 'pino';
import { SMTPServer } from 'smtp-server';
import { afterEach, expect, it } from 'vitest';
import { findFreePort } from '../../../test/free-port.ts';
import { createMailer } from './mailer.ts';

const MAIL = { to: 'ana@example.com', subject: 'Hello', text: 'a line' };
const servers: SMTPServer[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** A mail server that answers one recipient after the other: a status refuses them. */
async function serve(...statuses: readonly number[]) {
  const tried: string[] = [];
  const letters: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    onRcptTo({ address }, _session, done) {
      const status = statuses[tried.length];
      tried.push(address);
      done(status === undefined ? null : Object.assign(new Error('not now'), { responseCode: status }));
    },
    async onData(stream, _session, done) {
      const parts: Buffer[] = [];
      for await (const part of stream) parts.push(part);
      letters.push(Buffer.concat(parts).toString());
      server.emit('letter');
      done();
    },
  });
  servers.push(server);
  const port = await findFreePort();
  server.listen(port, '127.0.0.1');
  await once(server.server, 'listening');
  return { smtpUrl: `smtp://127.0.0.1:${port}`, tried, letters, server };
}

function open(smtpUrl: string | undefined) {
  const lines: string[] = [];
  let hear: (() => void) | undefined;
  const logger = pino(
    {
      level: 'info',
      hooks: {
        logMethod(given, method) {
          method.apply(this, given);
          hear?.();
        },
      },
    },
    { write: (line) => void lines.push(line) },
  );
  const logged = new Promise<void>((resolve) => {
    hear = resolve;
  });
  return {
    mailer: createMailer({ smtpUrl, from: 'Marquee <m@example.com>', logger, retryMs: 1 }),
    lines,
    logged,
  };
}

it('a mail is sent as it is', async () => {
  const { smtpUrl, letters } = await serve();
  const { mailer, lines } = open(smtpUrl);
  mailer.send(MAIL);
  await mailer.close();
  expect(letters).toEqual([
    expect.stringMatching(/From: Marquee <m@example.com>[\s\S]*To: ana@example.com[\s\S]*a line/),
  ]);
  expect(lines).toEqual([]);
});

it('a mail is tried again where the server cannot take it now', async () => {
  const { smtpUrl, tried, letters, server } = await serve(451, 421);
  const { mailer, lines } = open(smtpUrl);
  const arrived = once(server, 'letter');
  mailer.send(MAIL);
  await arrived;
  await mailer.close();
  expect([tried.length, letters.length, lines]).toEqual([3, 1, []]);
});

it('a mail that the server refuses for good is logged, without its text', async () => {
  const { smtpUrl, tried } = await serve(550);
  const { mailer, lines, logged } = open(smtpUrl);
  mailer.send({ ...MAIL, text: 'secret link' });
  await logged;
  expect(tried).toHaveLength(1);
  expect(lines.join('')).toContain('a mail could not be sent');
  expect(lines.join('')).not.toContain('secret link');
  await mailer.close();
});

it('without a server, mails stand in the log', async () => {
  const { mailer, lines } = open(undefined);
  mailer.send(MAIL);
  expect(lines.join('')).toContain('a line');
  await mailer.close();
});
