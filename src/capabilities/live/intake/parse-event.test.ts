import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseKeyedEvent } from '../public/keyed-event.ts';
import { parseEvent } from './parse-event.ts';
import { isPersonalKey, PERSONAL_WORDS } from './personal-keys.ts';

const NOW = new Date('2026-03-01T12:00:00Z');
const EVENT = { id: 'e', campaignId: 'c', influencerId: 'i', kind: 'VIEW' };
const deep = (levels: number): unknown => (levels === 0 ? 1 : { a: deep(levels - 1) });

describe('an event', () => {
  it.each([
    ['as short as it gets', EVENT, { postId: null, count: 1, at: null, attributes: null }],
    [
      'in snake_case',
      { id: 'e', campaign_id: 'c', influencer_id: 'i', kind: 'view', post_id: 'p' },
      { postId: 'p' },
    ],
    ['of a kind in any case', { ...EVENT, kind: 'Conversion' }, { kind: 'CONVERSION' }],
    ['with a zone', { ...EVENT, at: '2026-03-01T13:30:00+02:00' }, { at: new Date('2026-03-01T11:30:00Z') }],
    ['a little ahead', { ...EVENT, at: '2026-03-01T12:05:00Z' }, { at: new Date('2026-03-01T12:05:00Z') }],
    ['that corrects', { ...EVENT, count: -3, correction: true }, { count: -3 }],
    ['with nulls', { ...EVENT, postId: null, count: null, at: null, attributes: null }, { count: 1 }],
    [
      'with attributes, whose names stay',
      { ...EVENT, attributes: { utm_source: 'story', utmTerm: 1, isPaid: true } },
      { attributes: { utm_source: 'story', utmTerm: 1, isPaid: true } },
    ],
  ])('is read: %s', (_what, value, event) => {
    expect(parseEvent(value, NOW)).toMatchObject({ event: { id: 'e', campaignId: 'c', ...event } });
  });

  it.each<[string, unknown, string, RegExp]>([
    ['no object', 7, 'INVALID_EVENT', /expected object/],
    ['nothing', null, 'INVALID_EVENT', /expected object/],
    ['a list', [EVENT], 'INVALID_EVENT', /expected object/],
    ['no id', { ...EVENT, id: undefined }, 'INVALID_EVENT', /^id:/],
    ['an empty id', { ...EVENT, id: '' }, 'INVALID_EVENT', /^id:/],
    ['an id of 513 bytes', { ...EVENT, id: 'é'.repeat(257) }, 'INVALID_EVENT', /^id: at most 512 bytes/],
    ['U+0000', { ...EVENT, postId: 'a\0' }, 'INVALID_EVENT', /^postId: no U\+0000/],
    ['half of a surrogate pair', { ...EVENT, campaignId: '\ud800' }, 'INVALID_EVENT', /^campaignId:/],
    ['another kind', { ...EVENT, kind: 'WINK' }, 'INVALID_EVENT', /^kind:.*VIEW/],
    ['a count of 0', { ...EVENT, count: 0 }, 'INVALID_EVENT', /^count: not 0/],
    ['a part of a count', { ...EVENT, count: 1.5 }, 'INVALID_EVENT', /^count:/],
    ['too much at once', { ...EVENT, count: 1e9 + 1 }, 'INVALID_EVENT', /^count:/],
    ['less without correction', { ...EVENT, count: -1 }, 'INVALID_EVENT', /^count: below 0/],
    ['no time', { ...EVENT, at: 'yesterday' }, 'INVALID_EVENT', /^at:/],
    ['a time without a zone', { ...EVENT, at: '2026-03-01T12:00:00' }, 'INVALID_EVENT', /^at:/],
    [
      'a time that no database holds',
      { ...EVENT, at: '0000-01-01T00:00:00Z' },
      'INVALID_EVENT',
      /^at: before 1970/,
    ],
    ['the future', { ...EVENT, at: '2026-03-01T12:05:00.001Z' }, 'CLOCK_AHEAD', /5 minutes ahead/],
    ['another field', { ...EVENT, viewer: 'x' }, 'INVALID_EVENT', /viewer/],
    ['a field in both cases', { ...EVENT, campaign_id: 'c' }, 'INVALID_EVENT', /campaignId was sent twice/],
    ['JSON without a bottom', { ...EVENT, kind: deep(40) }, 'INVALID_EVENT', /nested/],
    [
      'too many attributes',
      { ...EVENT, attributes: Object.fromEntries(Array.from({ length: 21 }, (_, n) => [`a${n}`, n])) },
      'INVALID_EVENT',
      /at most 20/,
    ],
    [
      'an attribute that is too long',
      { ...EVENT, attributes: { a: 'x'.repeat(201) } },
      'INVALID_EVENT',
      /^attributes/,
    ],
    ['an attribute with parts', { ...EVENT, attributes: { a: { b: 1 } } }, 'INVALID_EVENT', /^attributes/],
    [
      'an attribute of a person',
      { ...EVENT, attributes: { userEmail: 'a@b' } },
      'PERSONAL_ATTRIBUTE',
      /userEmail/,
    ],
  ])('is refused with %s', (_what, value, code, message) => {
    const parsed = parseEvent(value, NOW);
    expect(parsed).toMatchObject({ error: { code, message: expect.stringMatching(message) } });
  });

  it('is refused in a sentence that is no longer for a long field', () => {
    const parsed = parseEvent({ ...EVENT, ['x'.repeat(60_000)]: 1 }, NOW);
    expect('error' in parsed && parsed.error.message.length).toBeLessThanOrEqual(600);
  });

  it('with a write key is of its campaign, and takes nothing back', () => {
    const read = (value: object) => parseKeyedEvent({ campaignId: 'c' }, value, NOW);
    const { campaignId: _, ...event } = EVENT;
    expect(read(event)).toMatchObject({ event: { campaignId: 'c' } });
    expect(read(EVENT)).toMatchObject({ event: { campaignId: 'c' } });
    expect(read({ ...event, campaign_id: 'd' })).toMatchObject({ error: { code: 'UNKNOWN_CAMPAIGN' } });
    expect(read({ ...event, count: -1, correction: true })).toMatchObject({
      error: { code: 'INVALID_EVENT' },
    });
    expect(read({ ...event, count: 1_001 })).toMatchObject({ error: { code: 'INVALID_EVENT' } });
  });
});

describe('the name of an attribute', () => {
  it.each([
    'email',
    'userEmail',
    'user_email',
    'user-email',
    'Emails',
    'IP',
    'client.ip',
    'lastName',
    'DeviceID',
    'session_id',
  ])('looks personal: %s', (key) => expect(isPersonalKey(key)).toBe(true));
  it.each([
    'source',
    'utm_source',
    'campaignStage',
    'shipping',
    'average',
    'usability',
    'page',
    'postalless',
  ])('does not: %s', (key) => expect(isPersonalKey(key)).toBe(false));
  it('is held against the words that docs/live.md lists', () => {
    const page = readFileSync(new URL('../../../../docs/live.md', import.meta.url), 'utf8');
    const quoted = page.split('\n').filter((line) => line.startsWith('> '));
    expect(quoted.flatMap((line) => line.slice(2).split(/,\s*/)).filter(Boolean)).toEqual(PERSONAL_WORDS);
  });
  it('is one word of the list or more', () => {
    for (const word of PERSONAL_WORDS) expect([word, isPersonalKey(`my_${word}`)]).toEqual([word, true]);
  });
});
