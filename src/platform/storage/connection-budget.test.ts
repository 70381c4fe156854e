import fc from 'fast-check';
import { expect, it } from 'vitest';
import { divideConnections, FEWEST_CONNECTIONS } from './connection-budget.ts';

it('gives twenty connections to four imports, to readers, and to what listens', () => {
  expect(divideConnections(20)).toEqual({ imports: 4, locks: 4, copies: 8, shared: 6, sharedWithImports: 4 });
});

it('never gives out more than there are, and always has one for each kind of work', () => {
  fc.assert(
    fc.property(fc.integer({ min: FEWEST_CONNECTIONS, max: 1_000 }), (total) => {
      const { imports, locks, copies, shared, sharedWithImports } = divideConnections(total);
      expect(locks + copies + shared + 2).toBe(total);
      expect(copies).toBe(2 * imports);
      expect(Math.min(imports, shared, sharedWithImports)).toBeGreaterThanOrEqual(1);
      if (total >= 8) expect(shared - sharedWithImports).toBeGreaterThanOrEqual(2);
    }),
  );
});
