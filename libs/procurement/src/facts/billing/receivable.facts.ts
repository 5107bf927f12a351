import { ok, type Rejection, type Result } from '@tamani/kernel';
import { aggregate, type FactReader } from '@tamani/runtime';
import {
  bankReference,
  bankReferenceId,
} from '../../domain/bank-reference/bank-reference.decide.js';
import { dutiful } from '../../domain/chain/dutiful.js';
import { invoice } from '../../domain/invoice/invoice.decide.js';
import type { ReceivableCommand } from '../../domain/receivable/receivable.commands.js';
import { receivable } from '../../domain/receivable/receivable.decide.js';
import { openMinor, type ReceivableState } from '../../domain/receivable/receivable.state.js';
import type { WriteOffLimit } from '../../domain/receivable/write-off.js';
import type { Chain } from '../../domain/shared/segregation.js';
import { vendorWriteOffs } from '../../domain/write-offs/vendor-write-offs.decide.js';
import { policyOn } from '../../published/index.js';
import { dateProblem, reversedOn, valueIn } from '../budgets.js';
import { chainOfOrder, withChain } from '../chain.facts.js';
import { billedOf } from './payment.facts.js';

/** Which of its acts is which duty. */
const duties = {
  RequestWriteOff: 'clerk',
  ApproveWriteOff: 'payment_approver',
  OffsetReceivable: 'payment_approver',
} as const;

/** Receivables read the calendar, the registers, the limit of a write-off, the offset’s invoice. */
export const receivableAggregate = aggregate(
  dutiful(receivable, duties),
  withChain(duties, chainOf, {
    RecordRefund: async ({ bankReference: typed, valueDate: date, today }, state, read) => ({
      dateProblem: await dateProblem(read, { date, today, ...reversedOn(state) }),
      bankReference: await read.state(
        bankReference,
        bankReferenceId({ kind: 'refund', vendorId: state.vendorId, bankReference: typed }),
      ),
    }),
    OffsetReceivable: async ({ invoiceId, effectiveAt: date, today }, state, read) => ({
      dateProblem: await dateProblem(read, { date, today, ...bookedOn(state) }),
      against: await against(invoiceId, read),
    }),
    ApproveWriteOff: async ({ effectiveAt: date, today }, state, read) => ({
      dateProblem: await dateProblem(read, { date, today, ...reversedOn(state) }),
      limit: await limitOf(state, date, read),
      register: await read.state(vendorWriteOffs, state.vendorId),
    }),
  }),
  (event) =>
    event.type === 'EndingRefused' || event.type === 'EndingWithdrawn'
      ? event.data.refusal
      : undefined,
);

async function against(invoiceId: string, read: FactReader) {
  const state = await read.state(invoice, invoiceId);
  if (state === null) return null;
  const billed = await billedOf({ invoiceId, orderId: state.purchaseOrderId }, read);
  return billed.ok ? billed.value : null;
}

/** What is owed, at the rate of the date, and how much of it an approving officer may give up. */
async function limitOf(
  state: ReceivableState,
  date: string,
  read: FactReader,
): Promise<Result<WriteOffLimit, Rejection>> {
  const most = await policyOn(read, 'write_off_limit', date);
  const { currency } = state;
  const asked = { amountMinor: openMinor(state), currency, date, to: most.currency };
  const value = await valueIn(read, asked);
  const splittingDays = Number(await policyOn(read, 'splitting_days', date));
  return value.ok ? ok({ most, valueMinor: value.value, splittingDays }) : value;
}

/** An offset against an invoice is held against the purchase of that invoice, too. */
async function chainOf(
  command: ReceivableCommand,
  { purchaseOrderId }: ReceivableState,
  read: FactReader,
): Promise<Chain> {
  const own = await chainOfOrder(read, purchaseOrderId);
  if (command.type !== 'OffsetReceivable') return own;
  const other = await read.state(invoice, command.invoiceId);
  return other ? [...own, ...(await chainOfOrder(read, other.purchaseOrderId))] : own;
}

/** An offset is booked on the other order as a payment, at the rate of its date. */
const bookedOn = ({ currency, open }: ReceivableState) => ({
  currency,
  budgetLineIds: open.map((line) => line.budgetLineId),
  settling: true,
});
