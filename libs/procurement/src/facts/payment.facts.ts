import type { Person } from '@tamani/kernel';
import type { Aggregate, FactReader } from '@tamani/runtime';
import { invoice } from '../domain/invoice/invoice.decide.js';
import type { PaymentCommand, PreparePayment } from '../domain/payment/payment.commands.js';
import { payment, type Chain, type PaymentFacts } from '../domain/payment/payment.decide.js';
import type { PaymentEvent } from '../domain/payment/payment.events.js';
import type { PaymentState } from '../domain/payment/payment.state.js';
import { purchaseOrder } from '../domain/purchase-order/order.decide.js';
import { requisition } from '../domain/requisition/requisition.decide.js';
import { dateProblem } from './budgets.js';
import { vendorStanding } from './policies.js';

/** Payments read their invoice, and for the approval everybody who had a duty before it. */
export const paymentAggregate: Aggregate<PaymentState, PaymentCommand, PaymentEvent, PaymentFacts> =
  {
    decider: payment,
    refusal: (event) => (event.type === 'PaymentRefused' ? event.data.refusal : undefined),
    async facts(command, state, read) {
      switch (command.type) {
        case 'PreparePayment':
          return preparationFacts(command, read);
        case 'ApprovePayment':
          return { chain: await chainOf(state, read) };
        case 'ReleasePayment': {
          const { valueDate: date, today } = command;
          return {
            invoice: await read.state(invoice, state.invoiceId),
            vendor: await vendorStanding(read, state.vendorId, today),
            dateProblem: await dateProblem(read, { date, today, ...bookedOn(state) }),
          };
        }
        case 'ReturnPayment': {
          const { effectiveAt: date, today } = command;
          return {
            dateProblem: await dateProblem(read, { date, today, ...bookedOn(state) }),
          };
        }
        default:
          return {};
      }
    },
  };

async function preparationFacts(
  { invoiceId, today }: PreparePayment,
  read: FactReader,
): Promise<PaymentFacts> {
  const asked = await read.state(invoice, invoiceId);
  return asked ? { invoice: asked, vendor: await vendorStanding(read, asked.vendorId, today) } : {};
}

/** From the requisition to the invoice: who certified, received and entered. */
async function chainOf(state: PaymentState, read: FactReader): Promise<Chain> {
  const invoiced = await read.state(invoice, state.invoiceId);
  const order = await read.state(purchaseOrder, state.orderId);
  const asked = order && (await read.state(requisition, order.requisitionId));
  const there = (person: Person | undefined): readonly Person[] => (person ? [person] : []);
  return {
    certifiers: [...there(asked?.certifier), ...there(invoiced?.approver)],
    receivers: order?.receivers ?? [],
    clerks: there(invoiced?.clerk),
  };
}

/** Payments settle what was ordered before. */
const bookedOn = ({ currency, lines }: PaymentState) => ({
  currency,
  budgetLineIds: lines.map((line) => line.budgetLineId),
  settling: true,
});
