import { send } from '@tamani/runtime';
import { receipt } from '../domain/receipt/receipt.decide.js';
import { onOwn } from './own-messages.js';

/** Step two of posting and reversing a receipt, after its order: heals a crash in between. */
export const delivery = onOwn('delivery', {
  on: {},
  heal: {
    'procurement.ReceiptRecorded.v1': ({ receiptId }) => [
      send(receipt, receiptId, { type: 'PostReceipt' }),
    ],
    'procurement.ReceiptWithdrawn.v1': ({ receiptId, effectiveAt, reason, by }) => [
      send(receipt, receiptId, { type: 'CompleteReversal', effectiveAt, reason, by }),
    ],
  },
});
