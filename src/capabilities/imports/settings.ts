import { integer, retentionDays, setting, type ValuesOf } from '../../platform/settings/setting.ts';

/** The settings of imports. */
export const importSettings = {
  queueSeconds: setting('IMPORT_QUEUE_SECONDS', integer(0, 3_600, 30), {
    takes: 'seconds from 0 to 3600',
    about: 'How long an import may wait while the server reads as many files as it can at once.',
  }),
  retentionDays: retentionDays(
    'IMPORT_RETENTION_DAYS',
    'How long the records of imports are kept that were replaced, rejected or failed, with their quarantines. Without it, forever. What is published stays.',
  ),
};

export type ImportSettings = ValuesOf<typeof importSettings>;
