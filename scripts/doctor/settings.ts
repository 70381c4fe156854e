import { readAppConfig } from '../../src/app-settings.ts';
import { briefSettings, listModels } from '../../src/capabilities/briefs/settings.ts';
import type { Config } from '../../src/config.ts';
import { ConfigError } from '../../src/platform/settings/read-settings.ts';
import type { Finding } from './finding.ts';

/** The settings where they are right, and what was found of them. */
export function checkSettings(environment: Readonly<Record<string, string | undefined>> | undefined): {
  readonly config: Config | undefined;
  readonly findings: readonly Finding[];
} {
  try {
    const config = readAppConfig(environment);
    return { config, findings: [{ part: 'settings', state: 'ok', message: describe(config) }] };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const findings = error.faults.map(
      ({ variable, held, takes }): Finding => ({
        part: 'settings',
        state: 'fault',
        message: `${variable} is ${held}.`,
        remedy: `Set it to ${takes}, or take it out of the environment and of .env.`,
      }),
    );
    return { config: undefined, findings };
  }
}

function describe({ environment, host, port, databaseUrl, redisUrl, section }: Config): string {
  const briefs = section(briefSettings);
  const parts = [
    databaseUrl === undefined ? 'the embedded database' : 'PostgreSQL',
    ...(redisUrl === undefined ? [] : ['Redis']),
    briefs.apiKey === undefined ? 'briefs written offline' : `briefs by ${listModels(briefs)[0]}`,
  ];
  return `${environment}, on ${host}:${port}, with ${parts.join(', ')}`;
}
