import {
  decideBy,
  err,
  evolveBy,
  firstRefusal,
  isCurrency,
  ok,
  type Currency,
  type Decider,
  type Decision,
  type Month,
  type Person,
  type RateJson,
  type Rejection,
} from '@tamani/kernel';
import { RATE_TABLE_CATEGORY } from '../shared/categories.js';
import { contradictsPeg, PEG } from './peg.js';
import { unlikelyRate, type Comparison, type UnlikelyRate } from './rate-change.js';
import { rateTableEvents, type CurrencyRate, type RateTableEvent } from './rate-table.events.js';
import { refuse } from './rate-table.rejections.js';

export interface PublishRateTable {
  readonly type: 'PublishRateTable';
  readonly month: Month;
  readonly base: Currency;
  readonly source: string;
  readonly rates: readonly CurrencyRate[];
  readonly acknowledged?: boolean | undefined;
  readonly reason?: string | undefined;
  readonly by: Person;
}
/** Replaces all rates of the month for later postings. */
export interface CorrectRateTable {
  readonly type: 'CorrectRateTable';
  readonly source: string;
  readonly rates: readonly CurrencyRate[];
  readonly acknowledged?: boolean | undefined;
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
  readonly acknowledged: boolean;
  readonly reason: string;
}
export const initialRateTable: RateTableState = {
  month: '',
  base: '',
  source: '',
  rates: [],
  version: 0,
  acknowledged: false,
  reason: '',
};

export interface RateTableFacts {
  readonly PublishRateTable: { readonly comparison: Comparison };
  readonly CorrectRateTable: { readonly comparison: Comparison };
}
type Decided = Decision<RateTableEvent>;

/** The monthly rates: published once, corrected by new versions; nothing is rated again. */
export const rateTable: Decider<RateTableState, RateTableCommand, RateTableEvent, RateTableFacts> =
  {
    category: RATE_TABLE_CATEGORY,
    events: rateTableEvents,
    initial: initialRateTable,
    evolve: evolveBy<RateTableState, RateTableEvent>({
      RateTablePublished: (_, { by: __, ...table }) => table,
      RateTableCorrected: (_, { by: __, ...table }) => table,
    }),
    decide: decideBy<RateTableState, RateTableCommand, RateTableEvent, RateTableFacts>({
      PublishRateTable(command, state, { comparison }): Decided {
        const { month, base, source, rates, reason = '', by } = command;
        if (state.version > 0) return err(refuse.rate_table_exists({ month, base }));
        const unlikely = unlikelyRate(rates, comparison);
        const problem = ratesProblem(base, rates) ?? unlikelyProblem(unlikely, command, comparison);
        if (problem) return err(problem);
        const table = { month, base, source, rates: [...rates], version: 1 };
        const data = { ...table, ...explained(unlikely, unlikely ? reason : ''), by };
        return ok([{ type: 'RateTablePublished', data }]);
      },
      CorrectRateTable(command, state, { comparison }): Decided {
        const { source, rates, reason, by } = command;
        const { month, base, version } = state;
        const unlikely = unlikelyRate(rates, comparison);
        const problem =
          ratesProblem(base, rates) ??
          missingProblem(state, rates) ??
          unlikelyProblem(unlikely, command, comparison);
        if (problem) return err(problem);
        const table = { month, base, source, rates: [...rates], version: version + 1 };
        const data = { ...table, ...explained(unlikely, reason), by };
        return ok([{ type: 'RateTableCorrected', data }]);
      },
    }),
  };

const explained = (unlikely: UnlikelyRate | undefined, reason: string) => ({
  acknowledged: unlikely !== undefined,
  reason,
});

/** A rate far from the month before is mistyped, until somebody says why it is not. */
function unlikelyProblem(
  unlikely: UnlikelyRate | undefined,
  { acknowledged, reason }: Pick<PublishRateTable, 'acknowledged' | 'reason'>,
  { percent }: Comparison,
): Rejection | undefined {
  if (!unlikely || (acknowledged === true && reason)) return undefined;
  const { index, currency, before, now } = unlikely;
  const errors = [{ pointer: `/rates/${index}/rate`, code: 'rate_unlikely' }];
  return refuse.rate_unlikely({ currency, before, now, percent }, errors);
}

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

/** A table that has both may not say otherwise than the peg, beyond the rounding of its rates. */
function pegProblem(base: Currency, rates: readonly CurrencyRate[]): Rejection | undefined {
  const rateOf = (currency: Currency): RateJson | undefined =>
    currency === base ? '1' : rates.find((one) => one.currency === currency)?.rate;
  const [euro, franc] = [rateOf('EUR'), rateOf('XOF')];
  if (euro === undefined || franc === undefined) return undefined;
  if (!contradictsPeg({ euro, franc })) return undefined;
  const errors = rates.flatMap(({ currency }, index) =>
    currency === 'XOF' ? [{ pointer: `/rates/${index}/rate`, code: 'rate_contradicts_peg' }] : [],
  );
  return refuse.rate_contradicts_peg({ euro, franc, peg: PEG.rates.XOF }, errors);
}
