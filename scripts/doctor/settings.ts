import { type Config, ConfigError, readConfig } from '../../src/config.ts';
import type { Finding } from './finding.ts';

/** The settings where they are right, and what was found of them. */
export function checkSettings(environment: Readonly<Record<string, string | undefined>> | undefined): {
  readonly config: Config | undefined;
  readonly findings: readonly Finding[];
} {
  try {
    const config = readConfig(environment);
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

function describe({ environment, host, port, databaseUrl, redisUrl, briefs }: Config): string {
  const parts = [
    databaseUrl === undefined ? 'the embedded database' : 'PostgreSQL',
    ...(redisUrl === undefined ? [] : ['Redis']),
    briefs.apiKey === undefined ? 'briefs written offline' : `briefs by ${briefs.models[0]}`,
  ];
  return `${environment}, on ${host}:${port}, with ${parts.join(', ')}`;
}
