import {
  decideBy,
  err,
  evolveBy,
  firstRefusal,
  isCurrency,
  ok,
  parseScaled,
  type Currency,
  type Decider,
  type Decision,
  type Month,
  type Person,
  type RateJson,
  type Rejection,
} from '@tamani/kernel';
import { RATE_TABLE_CATEGORY } from '../shared/categories.js';
import { rateTableEvents, type CurrencyRate, type RateTableEvent } from './rate-table.events.js';
import { refuse } from './rate-table.rejections.js';

export interface PublishRateTable {
  readonly type: 'PublishRateTable';
  readonly month: Month;
  readonly base: Currency;
  readonly source: string;
  readonly rates: readonly CurrencyRate[];
  readonly by: Person;
}
/** Replaces all rates of the month for later postings. */
export interface CorrectRateTable {
  readonly type: 'CorrectRateTable';
  readonly source: string;
  readonly rates: readonly CurrencyRate[];
  readonly reason: string;
  readonly by: Person;
}
export type RateTableCommand = PublishRateTable | CorrectRateTable;

export interface RateTableState {
  readonly month: Month;
  readonly base: Currency;
  readonly source: string;
  readonly rates: readonly CurrencyRate[];
  /** 0 before it is published. */
  readonly version: number;
  readonly reason: string;
}
export const initialRateTable: RateTableState = {
  month: '',
  base: '',
  source: '',
  rates: [],
  version: 0,
  reason: '',
};

type Decided = Decision<RateTableEvent>;

/** The monthly rates: published once, corrected by new versions; nothing is rated again. */
export const rateTable: Decider<RateTableState, RateTableCommand, RateTableEvent> = {
  category: RATE_TABLE_CATEGORY,
  events: rateTableEvents,
  initial: initialRateTable,
  evolve: evolveBy<RateTableState, RateTableEvent>({
    RateTablePublished: (_, { by: __, ...table }) => ({ ...table, reason: '' }),
    RateTableCorrected: (_, { by: __, ...table }) => table,
  }),
  decide: decideBy<RateTableState, RateTableCommand, RateTableEvent>({
    PublishRateTable({ month, base, source, rates, by }, state): Decided {
      if (state.version > 0) return err(refuse.rate_table_exists({ month, base }));
      const problem = ratesProblem(base, rates);
      if (problem) return err(problem);
      const data = { month, base, source, rates: [...rates], version: 1, by };
      return ok([{ type: 'RateTablePublished', data }]);
    },
    CorrectRateTable({ source, rates, reason, by }, state): Decided {
      const { month, base, version } = state;
      const problem = ratesProblem(base, rates) ?? missingProblem(state, rates);
      if (problem) return err(problem);
      const table = { month, base, source, rates: [...rates], version: version + 1 };
      return ok([{ type: 'RateTableCorrected', data: { ...table, reason, by } }]);
    },
  }),
};

function ratesProblem(base: Currency, rates: readonly CurrencyRate[]): Rejection | undefined {
  const seen = new Set<string>([base]);
  for (const [index, { currency }] of rates.entries()) {
    const errors = [{ pointer: `/rates/${index}/currency`, code: 'rate_currency' }];
    if (!isCurrency(currency)) return refuse.rate_currency({ currency }, errors);
    if (seen.has(currency)) return refuse.rate_currency_twice({ currency }, errors);
    seen.add(currency);
  }
  return firstRefusal(
    isCurrency(base) ? undefined : refuse.rate_currency({ currency: base }),
    pegProblem(base, rates),
  );
}

/** A correction may not remove a currency: open documents may need it. */
function missingProblem(
  { rates: before }: RateTableState,
  rates: readonly CurrencyRate[],
): Rejection | undefined {
  const missing = before.find((old) => !rates.some((now) => now.currency === old.currency));
  return missing && refuse.rate_currency_missing({ currency: missing.currency });
}

const SCALE = 12;
/** Francs for one euro, fixed since 1999: 655.957. */
const PEG = parseScaled('655.957', SCALE) ?? 0n;

/**
 * XOF is pegged to EUR. Published monthly rates are rounded and may be from different days, so
 * that the cross rate may be half a percent off; more is a mistyped figure.
 */
function pegProblem(base: Currency, rates: readonly CurrencyRate[]): Rejection | undefined {
  const rateOf = (currency: Currency): RateJson | undefined =>
    currency === base ? '1' : rates.find((one) => one.currency === currency)?.rate;
  const [euro, franc] = [rateOf('EUR'), rateOf('XOF')];
  if (euro === undefined || franc === undefined) return undefined;
  const expected = PEG * (parseScaled(euro, SCALE) ?? 0n);
  const actual = (parseScaled(franc, SCALE) ?? 0n) * 10n ** BigInt(SCALE);
  const off = expected > actual ? expected - actual : actual - expected;
  if (off * 200n <= expected) return undefined;
  return refuse.rate_off_peg({ euro, franc, peg: '655.957' });
}
