import {
  isAmount,
  minorOf,
  moneyJson,
  priceOf,
  quantityOf,
  sumMinor,
  type Currency,
  type Rejection,
} from '@tamani/kernel';
import type { RequisitionLineInput } from './requisition.commands.js';
import type { RequisitionEventData } from './requisition.events.js';
import { refuse } from './requisition.rejections.js';

type EventLine = RequisitionEventData<'RequisitionCreated'>['lines'][number];

/** The lines as stored in the event: numbered from 1, amounts rounded half up once. */
export const pricedLines = (lines: readonly RequisitionLineInput[]): EventLine[] =>
  lines.map((line, index) => ({
    ...line,
    line: index + 1,
    amount: moneyJson(amountOf(line), line.unitPrice.currency),
  }));

/** The document's currency: that of its first line. */
export const currencyOf = (lines: readonly RequisitionLineInput[]): Currency =>
  lines[0]?.unitPrice.currency ?? '';

/** One currency, no line without value, and a total that is still an amount of money. */
export function contentProblem(lines: readonly RequisitionLineInput[]): Rejection | undefined {
  const currency = currencyOf(lines);
  for (const [index, line] of lines.entries()) {
    if (line.unitPrice.currency !== currency) {
      const pointer = `/lines/${index}/unitPrice/currency`;
      return refuse.currency_mixed({ currency }, [{ pointer, code: 'currency_mixed' }]);
    }
    if (amountOf(line) === 0n) {
      const pointer = `/lines/${index}`;
      const params = { line: index + 1 };
      return refuse.document_total_zero(params, [{ pointer, code: 'document_total_zero', params }]);
    }
  }
  return totalProblem(sumMinor(lines.map(amountOf)));
}

/** Quantity and price may be right by themselves, and their product beyond any amount. */
export const totalProblem = (totalMinor: bigint): Rejection | undefined =>
  isAmount(totalMinor) ? undefined : refuse.document_total_too_large();

const amountOf = ({ quantity, unitPrice }: RequisitionLineInput): bigint =>
  priceOf(quantityOf(quantity), minorOf(unitPrice));
