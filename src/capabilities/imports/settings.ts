import { integer, setting, type ValuesOf } from '../../platform/settings/setting.ts';

/** How files are taken. */
export const importSettings = {
  queueSeconds: setting('IMPORT_QUEUE_SECONDS', integer(0, 3_600, 30), {
    takes: 'seconds from 0 to 3600',
    about: 'How long an import may wait while the server reads as many files as it can at once.',
  }),
};

export type ImportSettings = ValuesOf<typeof importSettings>;
