import { firstRefusal, ok, sumMinor, type Decision, type Rejection } from '@tamani/kernel';
import { refusalOf } from '../../shared/document.js';
import type { RecordedReceipt } from '../billing/billing.state.js';
import { valueOn } from '../billing/worth.js';
import { reopened } from '../billing/closing.js';
import { creditedReturns } from '../credits/credits.returned.js';
import { check } from '../order.approval.js';
import type { WithdrawReceipt } from '../order.commands.js';
import type { OrderEvent } from '../order.events.js';
import { evolveOrder } from '../order.evolve.js';
import { refuse } from '../order.rejections.js';
import { askedProblem, type OrderState } from '../order.state.js';
import type { DateFacts } from '../../shared/dates.js';
import { dutyProblem } from '../../shared/segregation.js';
import { thenOwed } from '../owed/owed.js';
import { isCounted } from './order.delivery.js';

type Withdrawal = Pick<WithdrawReceipt, 'receiptId' | 'effectiveAt' | 'by'>;

/** Why a counted receipt cannot be withdrawn now; undefined if it can. */
export const withdrawalProblem = (
  withdrawal: Withdrawal,
  state: OrderState,
  dateProblem: Rejection | null,
): Rejection | undefined =>
  firstRefusal(
    check(
      state,
      ...(['issued', 'partially_received', 'fully_received'] as const),
      ...(['completed', 'closed', 'on_hold', 'terminated'] as const),
    ),
    dutyProblem('receiver', withdrawal.by, state.parties),
    dateProblem,
    askedProblem(state),
    sequenceProblem(withdrawal, state),
  );

/** Not before the goods came, nor before the payments that they covered. */
function sequenceProblem(
  { receiptId, effectiveAt }: Withdrawal,
  state: OrderState,
): Rejection | undefined {
  const receipt = state.receipts.find((one) => one.receiptId === receiptId);
  if (!receipt) return undefined;
  const { deliveredOn } = receipt;
  if (effectiveAt < deliveredOn) {
    return refuse.reversal_before_delivery({ effectiveAt, deliveredOn });
  }
  const paidOn = lastPaidBy(receipt, state);
  if (effectiveAt >= paidOn) return undefined;
  return refuse.reversal_before_payment({ effectiveAt, paidOn });
}

/** The last value date of payments that the other receipts do not cover; empty if there is none. */
function lastPaidBy(receipt: RecordedReceipt, state: OrderState): string {
  const others = state.receipts.filter((one) => one !== receipt);
  const dates = receipt.lines.flatMap(({ orderLine }) => {
    const paid = state.clearances.filter((one) =>
      one.lines.some((line) => line.orderLine === orderLine),
    );
    const amounts = paid.flatMap((one) => one.lines.filter((l) => l.orderLine === orderLine));
    const covered = sumMinor(amounts.map((line) => line.amountMinor)) <= valueOn(orderLine, others);
    return covered ? [] : paid.map((one) => one.valueDate);
  });
  return dates.sort().at(-1) ?? '';
}

/** The order removes the receipt, or refuses; the receipt waits for the answer. */
export function withdrawReceipt(
  command: WithdrawReceipt,
  state: OrderState,
  { id, dateProblem }: DateFacts & { readonly id: string },
): Decision<OrderEvent> {
  const { receiptId, effectiveAt, reason, by } = command;
  if (!isCounted(state, receiptId)) return ok([]);
  const problem = withdrawalProblem(command, state, dateProblem);
  if (problem) {
    const refused = { receiptId, refusal: refusalOf(problem) };
    return ok([{ type: 'ReceiptWithdrawalRefused', data: refused }]);
  }
  const rematch = state.invoices.map((claim) => claim.invoiceId);
  const gone: OrderEvent = {
    type: 'ReceiptWithdrawn',
    data: { receiptId, effectiveAt, reason, rematch, by },
    effectiveAt,
  };
  const cause = { kind: 'receipt', id: receiptId } as const;
  const after = evolveOrder(state, gone);
  const open = [gone, ...creditedReturns(after), ...reopened(after, effectiveAt)];
  return ok(thenOwed(state, open, { id, on: effectiveAt, cause }));
}
