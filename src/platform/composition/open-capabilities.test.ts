import { describe, expect, it } from 'vitest';
import { readConfig } from '../../config.ts';
import { integer, setting } from '../settings/setting.ts';
import { type CapabilityDefinition, defineCapability, type Platform } from './capability.ts';
import { contribute, contributionPoint } from './contributions.ts';
import { openCapabilities } from './open-capabilities.ts';

const WORDS = contributionPoint<string>('words');

/** What openCapabilities itself reads of the platform: the rest is for the capabilities. */
function platformWith(environment: Record<string, string> = {}): Omit<Platform, 'use' | 'contributionsTo'> {
  return stub({ config: readConfig(environment) });
}

function stub(part: Partial<Platform>): Platform;
function stub(part: object): object {
  return part;
}

describe('capabilities', () => {
  it('are opened in order, use those before them, and are closed the last first', async () => {
    const happened: string[] = [];
    const ground = defineCapability({
      name: 'ground',
      open: () => ({ api: { height: 3 }, close: async () => void happened.push('ground closed') }),
    });
    const tower = defineCapability({
      name: 'tower',
      open(platform: Platform) {
        happened.push(`tower stands on ${platform.use(ground).height}`);
        return { api: undefined, close: async () => void happened.push('tower closed') };
      },
    });
    const opened = await openCapabilities([ground, tower], platformWith());
    await opened.close();
    expect(happened).toEqual(['tower stands on 3', 'tower closed', 'ground closed']);
  });

  it('are given their own settings', async () => {
    const settings = { cups: setting('CUPS', integer(1, 9, 2), { takes: 'cups', about: 'cups' }) };
    let cups = 0;
    const coffee = defineCapability({
      name: 'coffee',
      settings,
      open(_platform: Platform, values: { cups: number }) {
        cups = values.cups;
        return { api: undefined };
      },
    });
    await openCapabilities([coffee], platformWith({ CUPS: '7' }));
    expect(cups).toBe(7);
  });

  it('find what later ones contribute, once all are open', async () => {
    let askWords: () => readonly string[] = () => [];
    const asking = defineCapability({
      name: 'asking',
      open(platform: Platform) {
        askWords = () => platform.contributionsTo(WORDS);
        return { api: undefined };
      },
    });
    const telling: CapabilityDefinition = {
      name: 'telling',
      open: () => ({ api: undefined, contributions: [contribute(WORDS, 'hello')] }),
    };
    await openCapabilities([asking, telling], platformWith());
    expect(askWords()).toEqual(['hello']);
  });

  it('that were opened are closed where a later one cannot be', async () => {
    const happened: string[] = [];
    const first: CapabilityDefinition = {
      name: 'first',
      open: () => ({ api: undefined, close: async () => void happened.push('first closed') }),
    };
    const broken: CapabilityDefinition = {
      name: 'broken',
      open: () => Promise.reject(new Error('no coffee')),
    };
    await expect(openCapabilities([first, broken], platformWith())).rejects.toThrow('no coffee');
    expect(happened).toEqual(['first closed']);
  });

  it('that use one that is not listed before them are told where it belongs', async () => {
    const ground = defineCapability({ name: 'ground', open: () => ({ api: 1 }) });
    const tower: CapabilityDefinition = {
      name: 'tower',
      open: (platform) => ({ api: platform.use(ground) }),
    };
    await expect(openCapabilities([tower, ground], platformWith())).rejects.toThrow(
      'The capability ground is not open: list it in app.ts before those that use it.',
    );
  });
});
