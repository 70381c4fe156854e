/** Codes of ISO 4217, as the platform's own tables have them. */
const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

/** Whether a text is the code of a currency, in capitals. */
export function isCurrency(text: string): boolean {
  return CURRENCIES.has(text);
}

/** The marks that stand beside amounts, and whose they are: the narrow symbols of Unicode CLDR, and dollars with their country. */
const MARKS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    '€': 'EUR',
    $: 'USD AUD CAD NZD SGD HKD TWD MXN ARS CLP COP UYU BBD BMD BND BSD BZD DOP FJD GYD JMD KYD LRD NAD SBD SRD TTD XCD',
    US$: 'USD',
    A$: 'AUD',
    CA$: 'CAD',
    NZ$: 'NZD',
    S$: 'SGD',
    HK$: 'HKD',
    R$: 'BRL',
    '£': 'GBP EGP FKP GIP SHP SSP SYP',
    '¥': 'JPY CNY',
    kr: 'SEK NOK DKK ISK',
    fr: 'CHF',
    'fr.': 'CHF',
    '₹': 'INR',
    '₩': 'KRW KPW',
    '₺': 'TRY',
    '₽': 'RUB',
    '₴': 'UAH',
    '₪': 'ILS',
    '₫': 'VND',
    '฿': 'THB',
    '₱': 'PHP',
    '₦': 'NGN',
    zł: 'PLN',
    kč: 'CZK',
    ft: 'HUF',
    lei: 'RON MDL',
  }).map(([mark, codes]) => [mark.toLowerCase(), codes.split(' ')]),
);

/**
 * The currencies that a mark beside an amount stands for: `€` for EUR alone, `$` for those of many countries. A code stands for
 * itself, in any case. Empty where it is no mark.
 */
export function currenciesOfMark(mark: string): readonly string[] {
  const code = mark.toUpperCase();
  return isCurrency(code) ? [code] : (MARKS.get(mark.toLowerCase()) ?? []);
}
