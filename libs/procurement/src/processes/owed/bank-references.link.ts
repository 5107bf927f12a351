import { send } from '@tamani/runtime';
import {
  bankReference,
  bankReferenceId,
} from '../../domain/bank-reference/bank-reference.decide.js';
import { payment } from '../../domain/payment/payment.decide.js';
import { receivable } from '../../domain/receivable/receivable.decide.js';
import { link } from '../link.js';

/** A payment that is confirmed and a refund ask the bank's reference whether it is theirs. */
export const bankReferences = link('bank-references', {
  'procurement.BankMovementStated.v1': (movement) => [
    send(bankReference, bankReferenceId(movement), { type: 'TakeReference', ...movement }),
  ],
  'procurement.BankReferenceTaken.v1': ({ documentId, receivableId }) => [
    receivableId === null
      ? send(payment, documentId, { type: 'AcceptConfirmation' })
      : send(receivable, receivableId, { type: 'AcceptRefund', endingId: documentId }),
  ],
  'procurement.BankReferenceRefused.v1': ({ documentId, receivableId, refusal }) => [
    receivableId === null
      ? send(payment, documentId, { type: 'RefuseConfirmation', refusal })
      : send(receivable, receivableId, { type: 'WithdrawEnding', endingId: documentId, refusal }),
  ],
});
