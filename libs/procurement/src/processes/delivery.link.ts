import { send } from '@tamani/runtime';
import { purchaseOrder } from '../domain/purchase-order/order.decide.js';
import { receipt } from '../domain/receipt/receipt.decide.js';
import { link } from './link.js';

/** A receipt asks its order to count or withdraw it; the order answers. */
export const delivery = link('delivery', {
  'procurement.ReceiptRegistered.v1': ({ orderId, receiptId, by }) => [
    send(purchaseOrder, orderId, { type: 'ExpectReceipt', receiptId, by }),
  ],
  'procurement.ReceiptPostingRequested.v1': ({ orderId, receiptId, by, requestedOn: today }) => [
    send(purchaseOrder, orderId, { type: 'RecordReceipt', receiptId, by, today }),
  ],
  'procurement.ReceiptRecorded.v1': ({ receiptId, accepted, lines }) => [
    send(receipt, receiptId, { type: 'AcceptPosting', accepted, lines }),
  ],
  'procurement.ReceiptRefused.v1': ({ receiptId, refusal }) => [
    send(receipt, receiptId, { type: 'RefusePosting', refusal }),
  ],
  'procurement.ReceiptReversalRequested.v1': ({ orderId, requestedOn: today, ...reversal }) => [
    send(purchaseOrder, orderId, { type: 'WithdrawReceipt', ...reversal, today }),
  ],
  'procurement.ReceiptWithdrawn.v1': ({ receiptId }) => [
    send(receipt, receiptId, { type: 'AcceptReversal' }),
  ],
  'procurement.ReceiptWithdrawalRefused.v1': ({ receiptId, refusal }) => [
    send(receipt, receiptId, { type: 'RefuseReversal', refusal }),
  ],
});
