import type { Config } from '../../config.ts';
import { isLoopback } from '../../loopback.ts';
import type { ConfigFault } from '../../platform/settings/read-settings.ts';
import { type AccessSettings, accessSettings } from './settings.ts';

/** Refuses to serve others while nobody has to sign in. */
export function checkServing(
  { authSecret }: AccessSettings,
  { host }: Pick<Config, 'host'>,
): readonly ConfigFault[] {
  if (authSecret !== undefined || isLoopback(host)) return [];
  const { variable, takes } = accessSettings.authSecret;
  return [{ variable, held: `not set, and HOST is ${JSON.stringify(host)}, which others reach`, takes }];
}
