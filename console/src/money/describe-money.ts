import { formatMoney, formatMoneyShort } from '../format/money.ts';
import { countOf, formatDecimal, formatShare, NOTHING } from '../format/numbers.ts';
import type { Money, MoneyFigure } from './money-fields.ts';

export type MoneyName = keyof Money;

interface MoneyWords {
  readonly name: string;
  readonly means: string;
  /** What a post has to report. */
  readonly takes: string;
  /** What it is divided by. */
  readonly divisor?: string;
}

/** Each figure in words, in the order in which they are shown. */
export const MONEY_WORDS: Readonly<Record<MoneyName, MoneyWords>> = {
  cost: { name: 'Cost', means: 'what the posts cost', takes: 'a cost' },
  cpm: { name: 'CPM', means: 'cost per 1,000 views', takes: 'a cost', divisor: 'views' },
  cpe: { name: 'CPE', means: 'cost per interaction', takes: 'a cost', divisor: 'interactions' },
  cpc: { name: 'CPC', means: 'cost per click', takes: 'both a cost and clicks', divisor: 'clicks' },
  cpa: {
    name: 'CPA',
    means: 'cost per conversion',
    takes: 'both a cost and conversions',
    divisor: 'conversions',
  },
  revenue: { name: 'Revenue', means: 'what was sold through the posts', takes: 'a revenue' },
  roas: {
    name: 'ROAS',
    means: 'return on ad spend: revenue / cost',
    takes: 'both a cost and a revenue',
    divisor: 'cost',
  },
  emv: {
    name: 'EMV',
    means: "earned media value, by your organization's media rates: a valuation, not money received",
    takes: 'a platform that has media rates',
  },
};

export const MONEY_NAMES = [
  'cost',
  'cpm',
  'cpe',
  'cpc',
  'cpa',
  'revenue',
  'roas',
  'emv',
] as const satisfies readonly MoneyName[];

/** Whether there is something to say of a figure: a value, or amounts of which none can be made. */
export function isReported(figure: MoneyFigure | null): figure is MoneyFigure {
  return figure !== null && figure.unknownBecause !== 'NOT_REPORTED' && figure.unknownBecause !== 'NO_RATES';
}

/** The figure where there is little room; a dash where it is not known. */
export function formatFigure(figure: MoneyFigure): string {
  const { value } = figure;
  if (value === null) return NOTHING;
  return typeof value === 'string' ? `${formatDecimal(Number(value))}×` : formatMoneyShort(value);
}

/** The figure to its last digit. */
export function formatWhole({ value }: MoneyFigure): string | undefined {
  return value === null || typeof value === 'string' ? undefined : formatMoney(value);
}

/** On which posts a figure rests, where those are not all. */
export function describeBasis({ postCount, postShare }: MoneyFigure): string | undefined {
  if (postShare === null || postShare >= 100) return undefined;
  return `of ${countOf(postCount, 'post')} (${describePart(postShare)})`;
}

/** A part in percent that is neither nothing nor all, and must not be rounded to it. */
function describePart(percent: number): string {
  if (percent < 0.5) return `under ${formatShare(0.01)}`;
  return percent > 99.5 ? `over ${formatShare(0.99)}` : formatShare(percent / 100);
}

/** Why a figure is not known, behind its name; undefined where it is known. */
export function describeUnknown(
  name: MoneyName,
  { unknownBecause, currencies }: Pick<MoneyFigure, 'unknownBecause' | 'currencies'>,
): string | undefined {
  const { takes, divisor } = MONEY_WORDS[name];
  switch (unknownBecause) {
    case null:
      return undefined;
    case 'NOT_REPORTED':
      return `no post reports ${takes}`;
    case 'NO_CURRENCY':
      return 'some amounts have no currency';
    case 'SEVERAL_CURRENCIES':
      return `amounts in ${new Intl.ListFormat('en').format(currencies)} are not added up`;
    case 'NOTHING_TO_DIVIDE_BY':
      return `the ${divisor ?? 'divisor'} of these posts ${divisor === 'cost' ? 'is' : 'add up to'} 0`;
    case 'NO_RATES':
      return 'no media rates are set for these platforms';
  }
}
