import {
  firstRefusal,
  minorOf,
  moneyJson,
  ok,
  quantityJson,
  sumMinor,
  type Decision,
  type Rejection,
} from '@tamani/kernel';
import { refuse } from '../../credit-note/credit-note.rejections.js';
import { refusalOf } from '../../shared/document.js';
import { clashProblem, type Chain } from '../../shared/segregation.js';
import type { AgreeCredit, CreditedLine } from '../billing/billing.commands.js';
import type { OrderCredit } from '../billing/billing.state.js';
import { unaccruedProblem } from '../billing/clearance.js';
import { adjustment, thenSettled } from '../billing/pricing/balance.js';
import { priceChanges } from '../billing/pricing/changes.js';
import { reversingProblem } from '../billing/pricing/price.js';
import { paidFor, valueOn } from '../billing/worth.js';
import type { OrderEvent, OrderEventData } from '../order.events.js';
import { evolveOrder } from '../order.evolve.js';
import {
  adjustingProblem,
  invoicedOf,
  receivedOf,
  type OrderLine,
  type OrderState,
} from '../order.state.js';
import { claimPartJson, owedFor } from '../owed/owed.js';
import type { ClaimPart } from '../owed/owed.parts.js';
import { agreed } from './credits.answers.js';
import { goodsParts } from './credits.goods.js';
import { creditedOn } from './credits.state.js';

export interface CreditFacts {
  /** Who acted on the credit note. */
  readonly parties: Chain;
}

/**
 * A credit asks budgets for a lower price of what was delivered and is not paid; the vendor owes
 * what was paid of it; for goods that are not here the invoice claims less. Against the order
 * itself it claims goods that are not invoiced.
 */
export function agreeCredit(
  command: AgreeCredit,
  state: OrderState,
  { id, parties }: CreditFacts & { readonly id: string },
): Decision<OrderEvent> {
  const { creditNoteId, invoiceId, lines, paid, on } = command;
  if (state.credits.some((one) => one.creditNoteId === creditNoteId)) return ok([]);
  const problem =
    adjustingProblem(state) ??
    clashProblem(parties, state.parties) ??
    reversingProblem(state, budgetLinesOf(lines, state)) ??
    unaccruedProblem(state, budgetLinesOf(lines, state)) ??
    (invoiceId === null ? orderCreditProblem(lines, state) : paidProblem(command, state));
  if (problem) {
    const refused = { creditNoteId, invoiceId, refusal: refusalOf(problem) };
    return ok([{ type: 'CreditRefused', data: refused }]);
  }
  const goods = invoiceId === null ? [] : goodsParts({ invoiceId, lines, paid }, state);
  const data = requestOf(command, state, { goods, parties });
  const after = evolveOrder(state, { type: 'CreditRequested', data });
  const own = new Set(budgetLinesOf(lines, state));
  const changes = priceChanges(after).filter(({ budgetLineId }) => own.has(budgetLineId));
  if (changes.length > 0) {
    const asking = adjustment(after, changes, { id, on, invoiceId: null });
    const { adjustmentId } = asking.data;
    return ok([{ type: 'CreditRequested', data: { ...data, adjustmentId } }, asking]);
  }
  const credit = after.credits.at(-1) as OrderCredit;
  const events = agreed(state, [{ type: 'CreditRequested', data }], { id, credit });
  return ok(thenSettled(state, events, { id, on }));
}

const budgetLinesOf = (lines: readonly CreditedLine[], state: OrderState): readonly string[] =>
  lines.map(({ orderLine }) => lineOf(state, orderLine).budgetLineId);

/** The request, as if budgets need not be asked. */
const requestOf = (
  { creditNoteId, invoiceId, lines, paid, on }: AgreeCredit,
  state: OrderState,
  { goods, parties }: CreditFacts & { readonly goods: readonly ClaimPart[] },
): OrderEventData<'CreditRequested'> => ({
  ...{ creditNoteId, invoiceId, on, adjustmentId: null },
  ...{ lines: lines.map(amountOf), paid: paid.map(amountOf), parties: [...parties] },
  goods: goods.map((part) => claimPartJson(part, state.currency)),
  rematch: goods.length === 0 ? [] : state.invoices.map((claim) => claim.invoiceId),
  quantities: invoiceId === null ? quantitiesOf(lines, state) : [],
});

const amountOf = ({ orderLine, amount }: CreditedLine) => ({ orderLine, amount });

const lineOf = (state: OrderState, orderLine: number): OrderLine =>
  state.lines.find((line) => line.orderLine === orderLine) as OrderLine;

/** What the vendor owes already, or has given back, is not credited again. */
function paidProblem({ invoiceId, paid }: AgreeCredit, state: OrderState): Rejection | undefined {
  return firstRefusal(
    ...paid.map(({ orderLine, amount }) => {
      const owed = owedFor(state, orderLine).filter((one) => one.invoiceId === invoiceId);
      const left =
        paidFor(state, invoiceId ?? '', orderLine) - sumMinor(owed.map((one) => one.amountMinor));
      return minorOf(amount) > left ? exceeds(state, orderLine, left) : undefined;
    }),
  );
}

/** Why a credit note against the order is too much: only what is accepted and not invoiced. */
export const orderCreditProblem = (
  lines: readonly CreditedLine[],
  state: OrderState,
): Rejection | undefined =>
  firstRefusal(
    ...lines.map(({ orderLine, amount }) => {
      const { valueMinor } = notInvoiced(state, orderLine);
      return minorOf(amount) > valueMinor ? exceeds(state, orderLine, valueMinor) : undefined;
    }),
  );

const exceeds = ({ reference, currency }: OrderState, orderLine: number, left: bigint): Rejection =>
  refuse.credit_note_exceeds_order({
    ...{ orderLine, reference, currency },
    left: moneyJson(left > 0n ? left : 0n, currency).amount,
  });

/** What is accepted of an order line and neither invoiced nor credited, at the order's price. */
function notInvoiced(state: OrderState, orderLine: number) {
  const { quantity: ordered } = lineOf(state, orderLine);
  const received = receivedOf(state, orderLine);
  const accepted = received < ordered ? received : ordered;
  const claimed = state.invoices
    .flatMap((claim) => claim.lines.filter((line) => line.orderLine === orderLine))
    .map((line) => line.orderedMinor);
  const credited = creditedOn(state, orderLine, (credit) => credit.ofOrder);
  const valueMinor = valueOn(orderLine, state.receipts) - sumMinor(claimed) - credited;
  return { quantity: accepted - invoicedOf(state, orderLine), valueMinor };
}

/** All of the goods for all of their value; else in proportion: no part of it is invoiced. */
const quantitiesOf = (lines: readonly CreditedLine[], state: OrderState) =>
  lines.map(({ orderLine, amount }) => {
    const { quantity, valueMinor } = notInvoiced(state, orderLine);
    const part = (quantity * minorOf(amount) + valueMinor - 1n) / valueMinor;
    return { orderLine, quantity: quantityJson(part) };
  });
