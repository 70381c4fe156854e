import type { ConfigFault } from '../../platform/settings/read-settings.ts';
import { type LiveSettings, liveSettings } from './settings.ts';

/** Refuses a login for Kafka that is half of one. */
export function checkServing({
  kafkaUser,
  kafkaPassword,
}: Pick<LiveSettings, 'kafkaUser' | 'kafkaPassword'>): readonly ConfigFault[] {
  if ((kafkaUser === undefined) === (kafkaPassword === undefined)) return [];
  const missing = kafkaUser === undefined ? 'kafkaUser' : 'kafkaPassword';
  const given = kafkaUser === undefined ? 'kafkaPassword' : 'kafkaUser';
  const { variable, takes } = liveSettings[missing];
  return [{ variable, held: `not set, and ${liveSettings[given].variable} is`, takes }];
}
