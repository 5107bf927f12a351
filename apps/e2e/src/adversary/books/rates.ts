import type { LogEvent } from '../system/system.js';
import type { Rates } from './amounts.js';

interface Published {
  readonly month: string;
  readonly rates: readonly { readonly currency: string; readonly rate: string }[];
}

/** The rates of all months as they were at each event: a correction holds from its own on. */
export class RateBook {
  private rates: Rates = {};

  /** Takes note of an event, in the order of the log. */
  hear({ type, data }: LogEvent): void {
    if (type !== 'RateTablePublished' && type !== 'RateTableCorrected') return;
    const { month, rates } = data as unknown as Published;
    const table = Object.fromEntries(rates.map(({ currency, rate }) => [currency, rate]));
    this.rates = { ...this.rates, [month]: table };
  }

  get now(): Rates {
    return this.rates;
  }
}
