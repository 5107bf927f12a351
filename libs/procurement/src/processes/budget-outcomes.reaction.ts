import { BUDGETS_TOPIC, type BudgetsData } from '@tamani/budgets/published';
import { dateOf } from '@tamani/kernel';
import { reaction, send } from '@tamani/runtime';
import { purchaseOrder } from '../domain/purchase-order/order.decide.js';
import { requisition } from '../domain/requisition/requisition.decide.js';

type Outcome =
  | 'budgets.DocumentFundsReserved.v1'
  | 'budgets.DocumentFundsRejected.v1'
  | 'budgets.DocumentFundsCommitted.v1'
  | 'budgets.DocumentCommitmentRejected.v1'
  | 'budgets.DocumentAdjusted.v1'
  | 'budgets.DocumentAdjustmentRejected.v1'
  | 'budgets.DocumentCarriedOver.v1'
  | 'budgets.DocumentCarryOverRejected.v1'
  | 'budgets.CommitmentCancelled.v1';

type Outcomes = { readonly [K in Outcome]: BudgetsData<K> };

/**
 * The answers of budgets to reservations, commitments, adjustments and cancelled orders. The order
 * knows by its id whether an adjustment was asked for an amendment or for an invoice's price.
 */
export const budgetOutcomes = reaction<Outcomes>({
  name: 'budget-outcomes',
  context: 'procurement',
  topic: BUDGETS_TOPIC,
  key: (data) => ('documentId' in data ? data.documentId : data.commitmentId),
  on: {
    'budgets.DocumentFundsReserved.v1': ({ documentId, reservationId }) => [
      send(requisition, documentId, { type: 'AcceptReservation', reservationId }),
    ],
    'budgets.DocumentFundsRejected.v1': ({ documentId, reservationId, shortfalls }) => [
      send(requisition, documentId, { type: 'RefuseReservation', reservationId, shortfalls }),
    ],
    'budgets.DocumentFundsCommitted.v1': ({ documentId, approval }) => [
      send(purchaseOrder, documentId, { type: 'IssueOrder', approval }),
    ],
    'budgets.DocumentCommitmentRejected.v1': ({ documentId, approval, rejections }) => [
      send(purchaseOrder, documentId, { type: 'RefuseCommitment', approval, rejections }),
    ],
    'budgets.DocumentAdjusted.v1': ({ documentId, adjustmentId }, { recordedAt }) => [
      send(purchaseOrder, documentId, { type: 'AcceptAdjustment', adjustmentId }),
      send(purchaseOrder, documentId, {
        type: 'AcceptPriceAdjustment',
        adjustmentId,
        on: dateOf(recordedAt),
      }),
    ],
    'budgets.DocumentAdjustmentRejected.v1': (
      { documentId, adjustmentId, rejections },
      { recordedAt },
    ) => [
      send(purchaseOrder, documentId, { type: 'RefuseAdjustment', adjustmentId, rejections }),
      send(purchaseOrder, documentId, {
        type: 'RefusePriceAdjustment',
        adjustmentId,
        rejections,
        on: dateOf(recordedAt),
      }),
    ],
    'budgets.DocumentCarriedOver.v1': ({ documentId, carryOverId }) => [
      send(purchaseOrder, documentId, { type: 'AcceptCarryOver', carryOverId }),
    ],
    'budgets.DocumentCarryOverRejected.v1': ({ documentId, carryOverId, rejections }) => [
      send(purchaseOrder, documentId, { type: 'RefuseCarryOver', carryOverId, rejections }),
    ],
    'budgets.CommitmentCancelled.v1': ({ commitmentId, approval, budgetLineId }) => [
      send(purchaseOrder, commitmentId, {
        type: 'RecordCommitmentReturn',
        ...{ approval, budgetLineId },
      }),
    ],
  },
});
