import { byBudgetLine, lineAmountJson } from '../../domain/shared/amounts.js';
import { minorOf } from '@tamani/kernel';
import type { OrderEvent } from '../../domain/purchase-order/order.events.js';
import { message, type Translations } from './translate-parts.js';

/** What an order says of its advances; key: the order's id. */
export const ofAdvances: Translations<OrderEvent> = {
  AdvanceAllocated: ({ paymentId, lines }, orderId) => [
    message('procurement.AdvanceAllocated.v1', orderId, { orderId, paymentId, lines }),
  ],
  AdvanceAllocationRefused: (data, orderId) => [
    message('procurement.AdvanceAllocationRefused.v1', orderId, { orderId, ...data }),
  ],
  AdvanceCleared: ({ paymentId }, orderId) => [
    message('procurement.PaymentCleared.v1', orderId, { orderId, paymentId }),
  ],
  AdvanceClearanceRefused: (data, orderId) => [
    message('procurement.PaymentClearanceRefused.v1', orderId, { orderId, ...data }),
  ],
  AdvanceRecovered: ({ paymentId, invoiceId, effectiveAt, lines }, orderId) => [
    message('procurement.AdvanceRecovered.v1', orderId, {
      ...{ orderId, paymentId, invoiceId, effectiveAt },
      lines: onBudgetLines(lines),
    }),
  ],
  AdvanceWithdrawn: (data, orderId) => [
    message('procurement.AdvanceWithdrawn.v1', orderId, { orderId, ...data }),
  ],
  AdvanceWithdrawalRefused: (data, orderId) => [
    message('procurement.AdvanceWithdrawalRefused.v1', orderId, { orderId, ...data }),
  ],
};

type Recovered = Extract<OrderEvent, { type: 'AdvanceRecovered' }>['data']['lines'];

const onBudgetLines = (lines: Recovered) =>
  byBudgetLine(
    lines.map(({ budgetLineId, amount }) => ({ budgetLineId, amountMinor: minorOf(amount) })),
  ).map((line) => lineAmountJson(line, lines[0]?.amount.currency ?? ''));
