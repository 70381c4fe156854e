/** An amount as the graph has it: exact, in whole units of its currency. */
export interface Amount {
  readonly amount: string;
  readonly currency: string;
}

/** Below this, the digits of a currency leave little of an amount: a view costs parts of a cent. */
const SMALL = 0.1;
/** From this on, the last digits are noise where there is little room. */
const LARGE = 100_000;

/** €1,234.50 as the browser's language writes it; below 0.1, two digits of what there is. */
export function formatMoney({ amount, currency }: Amount, locale?: string): string {
  const number = Number(amount);
  const isSmall = number !== 0 && Math.abs(number) < SMALL;
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    ...(isSmall && { maximumSignificantDigits: 2 }),
  }).format(number);
}

/** €1.2M where there is little room. */
export function formatMoneyShort(money: Amount, locale?: string): string {
  const number = Number(money.amount);
  if (Math.abs(number) < LARGE) return formatMoney(money, locale);
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: money.currency,
    notation: 'compact',
    maximumFractionDigits: 1,
  }).format(number);
}
