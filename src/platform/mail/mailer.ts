import { setTimeout as delay } from 'node:timers/promises';
import { createTransport } from 'nodemailer';
import type { Logger } from 'pino';

/** A mail in plain text. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** Sends mail. */
export interface Mailer {
  /** Begins to send, and comes back at once: how long it takes tells nobody anything. What fails for good is logged. */
  send(mail: Mail): void;
  /** Resolves once everything that was begun is sent or has failed. What waits to be tried again is not. */
  close(): Promise<void>;
}

export interface MailerOptions {
  /** smtp://user:password@host:587; without it, mails are written to the log. */
  readonly smtpUrl: string | undefined;
  readonly from: string;
  readonly logger: Logger;
  /** How long to wait before the first repetition; each further one waits twice as long. 1 s by default. */
  readonly retryMs?: number;
}

const REPETITIONS = 4;

/** Sends over SMTP, or shows mails in the log where there is no server for them. */
export function createMailer({ smtpUrl, from, logger, retryMs = 1_000 }: MailerOptions): Mailer {
  const transport = smtpUrl === undefined ? undefined : createTransport(smtpUrl);
  const sending = new Set<Promise<unknown>>();
  const closing = new AbortController();
  const sendRepeatedly = async (work: () => Promise<unknown>) => {
    for (let repetition = 0; ; repetition++) {
      try {
        return await work();
      } catch (error) {
        if (repetition === REPETITIONS || !isTemporary(error) || !(await mayRepeat(repetition))) throw error;
      }
    }
  };
  /** Waits, each time for twice as long; false: there is no time left. */
  const mayRepeat = (repetition: number) =>
    delay(retryMs * 2 ** repetition, true, { signal: closing.signal }).catch(() => false);
  return {
    send(mail) {
      if (transport === undefined) {
        logger.info({ to: mail.to, subject: mail.subject }, `mail (SMTP_URL is not set): ${mail.text}`);
        return;
      }
      const sent = sendRepeatedly(() => transport.sendMail({ from, ...mail }))
        .catch((error: unknown) =>
          logger.error({ err: error, subject: mail.subject }, 'a mail could not be sent'),
        )
        .finally(() => sending.delete(sent));
      sending.add(sent);
    },
    async close() {
      closing.abort();
      await Promise.all(sending);
      transport?.close();
    },
  };
}

/** A server that is away, or that says 4xx, may take it later; 5xx is its last word, and so is a wrong address. */
function isTemporary(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ('responseCode' in error && typeof error.responseCode === 'number') return error.responseCode < 500;
  return 'code' in error && ['ECONNECTION', 'ESOCKET', 'ETIMEDOUT', 'EDNS'].includes(String(error.code));
}
