import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { neutralizeCell, restoreCell } from './formula-mark.ts';

describe('a cell that leaves', () => {
  it.each(['=1+1', '+49', '-100', '@ada', '\t=1', '\r=1', "'=1", "''@ada"])(
    '%j runs in no spreadsheet',
    (cell) => {
      expect(neutralizeCell(cell)).toBe(`'${cell}`);
    },
  );

  it.each(['', 'ada', '100', "'tis", 'a=b', '#ad', ' =1'])('%j stays as it is', (cell) => {
    expect(neutralizeCell(cell)).toBe(cell);
    expect(restoreCell(cell)).toBe(cell);
  });

  it('comes back as it was', () => {
    const cell = fc
      .array(fc.constantFrom("'", '=', '+', '-', '@', '\t', '\r', 'a', ' '), { maxLength: 6 })
      .map((units) => units.join(''));
    fc.assert(fc.property(cell, (value) => restoreCell(neutralizeCell(value)) === value));
  });
});
