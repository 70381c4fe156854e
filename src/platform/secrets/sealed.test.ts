import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSealer, isSecretsKey, SealError } from './sealed.ts';

const newKey = () => randomBytes(32).toString('base64');
const [FIRST, SECOND, THIRD] = [newKey(), newKey(), newKey()];
const CONTEXT = { organizationId: 'home', purpose: 'slack webhook of channel 7' };

const text = fc.string({ unit: 'binary', maxLength: 200 });

describe('a sealed value', () => {
  const sealer = createSealer([FIRST]);

  it('opens as it was, and shows nothing', () => {
    fc.assert(
      fc.property(text, fc.string(), fc.string(), (secret, organizationId, purpose) => {
        const context = { organizationId, purpose };
        const sealed = sealer.seal(secret, context);
        expect(sealer.open(sealed, context)).toBe(secret);
        expect(sealed).toMatch(/^v1\.[\w-]{8}\.[\w-]{16}\.[\w-]+$/);
        expect(sealer.seal(secret, context)).not.toBe(sealed);
      }),
    );
    expect(sealer.seal('hunter2', CONTEXT)).not.toContain('hunter2');
  });

  it('opens in its own context only', () => {
    fc.assert(
      fc.property(fc.tuple(fc.string(), fc.string()), fc.tuple(fc.string(), fc.string()), (ours, theirs) => {
        fc.pre(ours[0] !== theirs[0] || ours[1] !== theirs[1]);
        const [context, other] = [ours, theirs].map(([organizationId, purpose]) => ({
          organizationId,
          purpose,
        }));
        if (context === undefined || other === undefined) throw new Error('two contexts were made');
        expect(() => sealer.open(sealer.seal('secret', context), other)).toThrow(SealError);
      }),
    );
    // Names that run into each other when they are put together.
    const sealed = sealer.seal('secret', { organizationId: 'a', purpose: 'bc' });
    expect(() => sealer.open(sealed, { organizationId: 'ab', purpose: 'c' })).toThrow(SealError);
  });

  it('does not open once any character of it was changed', () => {
    const sealed = sealer.seal('a secret', CONTEXT);
    fc.assert(
      fc.property(fc.nat(sealed.length - 1), fc.constantFrom(...'AZaz09-_.='), (index, character) => {
        fc.pre(sealed[index] !== character);
        const changed = sealed.slice(0, index) + character + sealed.slice(index + 1);
        expect(() => sealer.open(changed, CONTEXT)).toThrow(SealError);
      }),
      { numRuns: 200 },
    );
  });

  it.each(['', 'v1', 'v1...', 'v2.AAAAAAAA.AAAAAAAAAAAAAAAA.AAAA', 'hunter2', 'v1.a.b.c.d'])(
    'is not %j, and the fault does not repeat it',
    (sealed) => {
      expect(() => sealer.open(sealed, CONTEXT)).toThrow(SealError);
      expect(() => sealer.open(sealed, CONTEXT)).not.toThrow(/hunter2/);
    },
  );
});

describe('keys', () => {
  it('change one after the other: the first seals, all open', () => {
    const sealed = createSealer([FIRST]).seal('secret', CONTEXT);
    const changed = createSealer([SECOND, FIRST]);
    expect(changed.open(sealed, CONTEXT)).toBe('secret');
    expect(changed.isOutdated(sealed)).toBe(true);
    const anew = changed.seal(changed.open(sealed, CONTEXT), CONTEXT);
    expect(changed.isOutdated(anew)).toBe(false);
    expect(createSealer([SECOND]).open(anew, CONTEXT)).toBe('secret');
  });

  it('that are not listed any more are named by their id, not by their content', () => {
    const sealed = createSealer([FIRST]).seal('secret', CONTEXT);
    const open = () => createSealer([THIRD, SECOND]).open(sealed, CONTEXT);
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
