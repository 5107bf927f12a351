/** An ISO 4217 alphabetic code. */
export type Currency = string;

/** Minor units by ISO 4217 list one; a currency that is not named here has two decimals. */
const MINOR_UNITS: Readonly<Record<string, number>> = {
  ...Object.fromEntries(
    'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'
      .split(' ')
      .map((code) => [code, 0]),
  ),
  ...Object.fromEntries('BHD IQD JOD KWD LYD OMR TND'.split(' ').map((code) => [code, 3])),
  CLF: 4,
};

const KNOWN = new Set(Intl.supportedValuesOf('currency'));

/** Every code that is known, for the description of the API. */
export const CURRENCY_PATTERN = `^(${[...KNOWN].sort().join('|')})$`;

export const isCurrency = (code: string): boolean => KNOWN.has(code);

/** How many decimals the currency's amounts have: 0 for XOF, 2 for USD and EUR. */
export const minorUnits = (currency: Currency): number => MINOR_UNITS[currency] ?? 2;
