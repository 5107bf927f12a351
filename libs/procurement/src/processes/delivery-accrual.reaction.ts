import { BUDGETS_TOPIC, type BudgetsData } from '@tamani/budgets/published';
import { dateOf } from '@tamani/kernel';
import { reaction, send } from '@tamani/runtime';
import { purchaseOrder } from '../domain/purchase-order/order.decide.js';

type Answer =
  | 'budgets.ExpenditureAccrued.v1'
  | 'budgets.DeliveryHeld.v1'
  | 'budgets.ExpenditureReversed.v1'
  | 'budgets.HeldDeliveryWithdrawn.v1';
type Answers = { readonly [K in Answer]: BudgetsData<K> };

/** What budgets says of the deliveries of an order, line by line. */
export const deliveryAccrual = reaction<Answers>({
  name: 'delivery-accrual',
  context: 'procurement',
  topic: BUDGETS_TOPIC,
  key: ({ commitmentId }) => commitmentId,
  on: {
    'budgets.ExpenditureAccrued.v1': (
      { commitmentId, deliveryId: receiptId, budgetLineId },
      { recordedAt },
    ) => {
      const on = dateOf(recordedAt);
      return [
        send(purchaseOrder, commitmentId, { type: 'RecordAccrual', receiptId, budgetLineId, on }),
      ];
    },
    'budgets.DeliveryHeld.v1': ({ commitmentId, deliveryId: receiptId, budgetLineId, ...held }) => [
      send(purchaseOrder, commitmentId, {
        type: 'RecordHold',
        ...{ receiptId, budgetLineId },
        ...{ code: held.code, shortfall: held.shortfall },
      }),
    ],
    'budgets.ExpenditureReversed.v1': (
      { commitmentId, deliveryId: receiptId, ...reversed },
      { recordedAt },
    ) => [
      send(purchaseOrder, commitmentId, {
        type: 'RecordReversal',
        ...{ receiptId, budgetLineId: reversed.budgetLineId },
        ...{ amount: reversed.documentAmount, on: dateOf(recordedAt) },
      }),
    ],
    'budgets.HeldDeliveryWithdrawn.v1': (
      { commitmentId, deliveryId, budgetLineId },
      { recordedAt },
    ) => [
      send(purchaseOrder, commitmentId, {
        type: 'RecordReversal',
        ...{ receiptId: deliveryId, budgetLineId },
        ...{ amount: null, on: dateOf(recordedAt) },
      }),
    ],
  },
});
