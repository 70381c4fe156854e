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
  /** Begins to send, and comes back at once: how long it takes tells nobody anything. What fails is logged. */
  send(mail: Mail): void;
  /** Where a token of this purpose is used, for a mail's text. */
  link(purpose: 'confirm' | 'invitation' | 'guest', token: string): string;
  /** Resolves once everything that was begun is sent or has failed. */
  close(): Promise<void>;
}

export interface MailerOptions {
  /** smtp://user:password@host:587; without it, mails are written to the log. */
  readonly smtpUrl: string | undefined;
  readonly from: string;
  /** Where people reach the server. */
  readonly publicUrl: string;
  readonly logger: Logger;
}

/** Sends over SMTP, or shows mails in the log where there is no server for them. */
export function createMailer({ smtpUrl, from, publicUrl, logger }: MailerOptions): Mailer {
  const transport = smtpUrl === undefined ? undefined : createTransport(smtpUrl);
  const sending = new Set<Promise<unknown>>();
  return {
    send(mail) {
      if (transport === undefined) {
        logger.info({ to: mail.to, subject: mail.subject }, `mail (SMTP_URL is not set): ${mail.text}`);
        return;
      }
      const sent = transport
        .sendMail({ from, ...mail })
        .catch((error: unknown) =>
          logger.error({ err: error, subject: mail.subject }, 'a mail could not be sent'),
        )
        .finally(() => sending.delete(sent));
      sending.add(sent);
    },
    link: (purpose, token) => `${publicUrl.replace(/\/$/, '')}/${purpose}?token=${token}`,
    async close() {
      await Promise.all(sending);
      transport?.close();
    },
  };
}
