import { minorOf, ok, type Decision } from '@tamani/kernel';
import type { OrderEvent } from '../order.events.js';
import { adjustingProblem, type OrderLine, type OrderState } from '../order.state.js';
import { refusalOf } from '../../shared/document.js';
import { clashProblem, type Chain } from '../../shared/segregation.js';
import { plus } from '../billing/billing.state.js';
import { adjustment } from '../billing/price.js';
import type { AgreeCredit } from '../billing/billing.commands.js';

export interface CreditFacts {
  /** Who acted on the credit note. */
  readonly parties: Chain;
}

/** A credit asks budgets for a lower price of what was delivered and is not paid. */
export function agreeCredit(
  { creditNoteId, invoiceId, lines, on }: AgreeCredit,
  state: OrderState,
  { id, parties }: CreditFacts & { readonly id: string },
): Decision<OrderEvent> {
  if (state.credits.some((one) => one.creditNoteId === creditNoteId)) return ok([]);
  const problem = adjustingProblem(state) ?? clashProblem(parties, state.parties);
  if (problem) {
    const refused = { creditNoteId, invoiceId, refusal: refusalOf(problem) };
    return ok([{ type: 'CreditRefused', data: refused }]);
  }
  const changes = plus(
    [],
    lines.map(({ orderLine, amount }) => ({
      budgetLineId: lineOf(state, orderLine).budgetLineId,
      amountMinor: -minorOf(amount),
    })),
  );
  const asking = adjustment(state, changes, { id, on, invoiceId: null });
  const { adjustmentId } = asking.data;
  const asked = lines.map(({ orderLine, amount }) => ({ orderLine, amount }));
  const data = { creditNoteId, invoiceId, adjustmentId, lines: asked, parties: [...parties] };
  return ok([{ type: 'CreditRequested', data }, asking]);
}

const lineOf = (state: OrderState, orderLine: number): OrderLine =>
  state.lines.find((line) => line.orderLine === orderLine) as OrderLine;
