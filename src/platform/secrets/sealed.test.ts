import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSealer, isSecretsKey, SealError } from './sealed.ts';

const newKey = () => randomBytes(32).toString('base64');
const [FIRST, SECOND, THIRD] = [newKey(), newKey(), newKey()];
const PLACE = { organizationId: 'home', purpose: 'slack webhook of channel 7' };

const text = fc.string({ unit: 'binary', maxLength: 200 });

describe('a sealed value', () => {
  const sealer = createSealer([FIRST]);

  it('opens as it was, and shows nothing', () => {
    fc.assert(
      fc.property(text, fc.string(), fc.string(), (secret, organizationId, purpose) => {
        const place = { organizationId, purpose };
        const sealed = sealer.seal(secret, place);
        expect(sealer.open(sealed, place)).toBe(secret);
        expect(sealed).toMatch(/^v1\.[\w-]{8}\.[\w-]{16}\.[\w-]+$/);
        expect(sealer.seal(secret, place)).not.toBe(sealed);
      }),
    );
    expect(sealer.seal('hunter2', PLACE)).not.toContain('hunter2');
  });

  it('opens in its place alone', () => {
    fc.assert(
      fc.property(fc.tuple(fc.string(), fc.string()), fc.tuple(fc.string(), fc.string()), (ours, theirs) => {
        fc.pre(ours[0] !== theirs[0] || ours[1] !== theirs[1]);
        const [place, other] = [ours, theirs].map(([organizationId, purpose]) => ({
          organizationId,
          purpose,
        }));
        if (place === undefined || other === undefined) throw new Error('two places were made');
        expect(() => sealer.open(sealer.seal('secret', place), other)).toThrow(SealError);
      }),
    );
    // Names that run into each other when they are put together.
    const sealed = sealer.seal('secret', { organizationId: 'a', purpose: 'bc' });
    expect(() => sealer.open(sealed, { organizationId: 'ab', purpose: 'c' })).toThrow(SealError);
  });

  it('does not open once any character of it was changed', () => {
    const sealed = sealer.seal('a secret', PLACE);
    fc.assert(
      fc.property(fc.nat(sealed.length - 1), fc.constantFrom(...'AZaz09-_.='), (index, character) => {
        fc.pre(sealed[index] !== character);
        const changed = sealed.slice(0, index) + character + sealed.slice(index + 1);
        expect(() => sealer.open(changed, PLACE)).toThrow(SealError);
      }),
      { numRuns: 500 },
    );
  });

  it.each(['', 'v1', 'v1...', 'v2.AAAAAAAA.AAAAAAAAAAAAAAAA.AAAA', 'hunter2', 'v1.a.b.c.d'])(
    'is not %j, and the fault does not repeat it',
    (sealed) => {
      expect(() => sealer.open(sealed, PLACE)).toThrow(SealError);
      expect(() => sealer.open(sealed, PLACE)).not.toThrow(/hunter2/);
    },
  );
});

describe('keys', () => {
  it('change one after the other: the first seals, all open', () => {
    const sealed = createSealer([FIRST]).seal('secret', PLACE);
    const changed = createSealer([SECOND, FIRST]);
    expect(changed.open(sealed, PLACE)).toBe('secret');
    expect(changed.isOutdated(sealed)).toBe(true);
    const anew = changed.seal(changed.open(sealed, PLACE), PLACE);
    expect(changed.isOutdated(anew)).toBe(false);
    expect(createSealer([SECOND]).open(anew, PLACE)).toBe('secret');
  });

  it('that are not listed any more are named by their id, not by their content', () => {
    const sealed = createSealer([FIRST]).seal('secret', PLACE);
    const open = () => createSealer([THIRD, SECOND]).open(sealed, PLACE);
    expect(open).toThrow(`sealed with the key ${sealed.split('.')[1]}, which SECRETS_KEY does not list`);
    expect(open).not.toThrow(FIRST);
  });

  it('are 32 bytes in base64', () => {
    expect([FIRST, SECOND].every(isSecretsKey)).toBe(true);
    const wrong = [
      '',
      'secret',
      'x'.repeat(44),
      `${'A'.repeat(42)}B=`,
      randomBytes(16).toString('base64'),
      `${FIRST} `,
    ];
    expect(wrong.filter(isSecretsKey)).toEqual([]);
  });
});
