import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readConfig } from './config.ts';
import { ConfigError } from './platform/settings/read-settings.ts';
import { integer, setting } from './platform/settings/setting.ts';

const coffee = {
  cups: setting('COFFEE_CUPS', integer(1, 9, 2), { takes: 'cups from 1 to 9', about: 'How many.' }),
  recipe: setting('COFFEE_RECIPE', z.string().min(8).optional(), {
    takes: 'at least 8 characters',
    about: 'How it is made.',
    isSecret: true,
  }),
};

const faultsOf = (environment: Record<string, string>) => {
  try {
    readConfig(environment, [coffee]);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
};

describe('settings', () => {
  it('have defaults, in the server and in what capabilities declare', () => {
    const config = readConfig({}, [coffee]);
    expect(config).toMatchObject({
      port: 4000,
      host: '127.0.0.1',
      playground: 'graphiql',
      introspection: true,
    });
    expect(config.publicUrl).toBe('http://localhost:4000');
    expect(config.section(coffee)).toEqual({ cups: 2, recipe: undefined });
  });

  it('that are empty count as not set', () => {
    expect(readConfig({ PORT: '', COFFEE_CUPS: '' }).section(coffee).cups).toBe(2);
  });

  it('turn what helps in development off in production', () => {
    expect(readConfig({ NODE_ENV: 'production' })).toMatchObject({ playground: 'off', introspection: false });
  });

  it('that are wrong are all named at once, with what they held and what they take', () => {
    expect(faultsOf({ PORT: 'eighty', COFFEE_CUPS: '12' })).toEqual([
      { variable: 'PORT', held: '"eighty"', takes: 'a port from 0 to 65535 (0 takes a free one)' },
      { variable: 'COFFEE_CUPS', held: '"12"', takes: 'cups from 1 to 9' },
    ]);
  });

  it.each([{ DATABASE_URL: 'mysql://user:hunter2@host/db' }, { COFFEE_RECIPE: 'hunter2' }])(
    'that may hold a secret are not shown: %j',
    (environment) => {
      const [fault, ...others] = faultsOf(environment);
      expect(others).toEqual([]);
      expect(fault?.variable).toBe(Object.keys(environment)[0]);
      expect(JSON.stringify(fault)).not.toContain('hunter2');
    },
  );
});
