import { describe, expect, it } from 'vitest';
import { silentLogger } from '../../../../test/databases.ts';
import { createSlowDown } from './slow-down.ts';

const OWNER = { account: 'ada@example.com', address: '203.0.113.1' };

/** How many of so many wrong guesses are let through. */
async function countGuesses(
  slowDown: ReturnType<typeof createSlowDown>,
  guesses: number,
  guess: (index: number) => { readonly account: string; readonly address: string; readonly device?: string },
): Promise<number> {
  let passed = 0;
  for (let index = 0; index < guesses; index++) {
    await slowDown.begin(guess(index)).then(
      () => {
        passed += 1;
      },
      (error: unknown) => expect(error).toMatchObject({ code: 'RATE_LIMITED' }),
    );
  }
  return passed;
}

describe('slowing down guesses', () => {
  it('makes an address wait for the account that it guesses at, and nobody else', async () => {
    const slowDown = createSlowDown({ redis: undefined, logger: silentLogger });
    const guess = { account: OWNER.account, address: '198.51.100.9' };
    expect(await countGuesses(slowDown, 30, () => guess)).toBe(10);
    await (await slowDown.begin(OWNER)).succeed();
    await (await slowDown.begin({ ...guess, account: 'grace@example.com' })).succeed();
  });

  it('counts an IPv6 address by its /64', async () => {
    const slowDown = createSlowDown({ redis: undefined, logger: silentLogger });
    const guess = (index: number) => ({ account: `${index}@example.com`, address: `2001:db8:1:2::${index}` });
    expect(await countGuesses(slowDown, 120, guess)).toBe(100);
    await slowDown.begin({ account: OWNER.account, address: '2001:db8:1:3::1' });
  });

  it('bounds what many addresses guess at one account, and leaves a known device alone', async () => {
    const slowDown = createSlowDown({ redis: undefined, logger: silentLogger });
    const guess = (index: number) => ({ account: OWNER.account, address: `198.51.100.${index}` });
    expect(await countGuesses(slowDown, 130, guess)).toBe(100);
    await expect(slowDown.begin(OWNER)).rejects.toMatchObject({ code: 'RATE_LIMITED' });
    await (await slowDown.begin({ ...OWNER, device: 'laptop' })).succeed();
    // It is left alone by the others' guesses, and may not guess without end itself.
    expect(await countGuesses(slowDown, 30, () => ({ ...OWNER, device: 'laptop' }))).toBe(10);
  });

  it('forgets the failures of who gets in, and not those of others', async () => {
    const slowDown = createSlowDown({ redis: undefined, logger: silentLogger });
    const mistake = () => slowDown.begin(OWNER);
    for (let index = 0; index < 9; index++) await mistake();
    await (await slowDown.begin(OWNER)).succeed();
    expect(await countGuesses(slowDown, 30, () => OWNER)).toBe(10);
  });
});
