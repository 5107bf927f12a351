import type { BusinessDate } from '@tamani/kernel';
import { aggregate, type FactReader, type OwnFactReader } from '@tamani/runtime';
import { purchaseOrder } from '../domain/purchase-order/order.decide.js';
import type { OrderState } from '../domain/purchase-order/order.state.js';
import { dutiful } from '../domain/chain/dutiful.js';
import { receiptParties } from '../domain/chain/parties.js';
import type { ReceiptCommand } from '../domain/receipt/receipt.commands.js';
import { receipt } from '../domain/receipt/receipt.decide.js';
import type { ReceiptState } from '../domain/receipt/receipt.state.js';
import type { Chain } from '../domain/shared/segregation.js';
import { chainOfOrder, partiesOf, withChain } from './chain.facts.js';
import { dateProblem, reversedOn } from './budgets.js';
import { bookedOn, deliveryFacts } from './order.facts.js';

/** Which of its acts is which duty. */
const duties = {
  RegisterReceipt: 'receiver',
  InspectReceipt: 'receiver',
  PostReceipt: 'receiver',
  ReverseReceipt: 'receiver',
} as const;

/** A receipt that is being registered has its order in the command. */
const orderOf = (command: ReceiptCommand, { purchaseOrderId }: ReceiptState): string =>
  command.type === 'RegisterReceipt' ? command.purchaseOrderId : purchaseOrderId;

/** With who acted on the document itself. */
async function chainOf(
  command: ReceiptCommand,
  state: ReceiptState,
  read: OwnFactReader,
): Promise<Chain> {
  const own = await partiesOf(read, receiptParties, read.id);
  return [...own, ...(await chainOfOrder(read, orderOf(command, state)))];
}

/**
 * Receipts read their order: its status, who bought, and what it has counted.
 * Posting and reversal are decided by the order; its rules are checked beforehand.
 */
export const receiptAggregate = aggregate(
  dutiful(receipt, duties),
  withChain(duties, chainOf, {
    async RegisterReceipt({ purchaseOrderId, deliveredOn: date, today }, _, read) {
      const order = await read.state(purchaseOrder, purchaseOrderId);
      return { order, dateProblem: await dateProblemOf(order, { date, today }, read) };
    },
    InspectReceipt: async (_, { purchaseOrderId }, read) => ({
      order: await read.state(purchaseOrder, purchaseOrderId),
    }),
    async PostReceipt({ today }, state, read) {
      const order = await read.state(purchaseOrder, state.purchaseOrderId);
      return { order, ...(await deliveryFacts(state, { order, today }, read)) };
    },
    async ReverseReceipt({ effectiveAt: date, today }, { purchaseOrderId }, read) {
      const order = await read.state(purchaseOrder, purchaseOrderId);
      const use = order && { date, today, ...reversedOn(order) };
      return { order, dateProblem: use && (await dateProblem(read, use)) };
    },
  }),
  (event) =>
    event.type === 'ReceiptPostingRefused' || event.type === 'ReceiptReversalRefused'
      ? event.data.refusal
      : undefined,
);

/** Without an order there is no date to check: the missing order is refused first. */
const dateProblemOf = async (
  order: OrderState | null,
  at: { readonly date: BusinessDate; readonly today: BusinessDate },
  read: FactReader,
) => order && dateProblem(read, { ...at, ...bookedOn(order) });
