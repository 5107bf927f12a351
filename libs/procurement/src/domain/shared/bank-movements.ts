import {
  businessDateSchema,
  defineErrors,
  minorOf,
  moneyJson,
  moneySchema,
  sumMinor,
  type Rejection,
} from '@tamani/kernel';
import { z } from 'zod';
import { idSchema } from './document.js';

export const refuseBank = defineErrors({
  bank_reference_used: 409,
  transfer_exceeded: 409,
  transfer_currency_differs: 409,
});

/** What a document says of a movement on the bank’s statement. */
export const bankMovementSchema = z.strictObject({
  kind: z.enum(['payment', 'refund']),
  /** The payment, or the ending of the receivable. */
  documentId: idSchema,
  receivableId: idSchema.nullable(),
  reference: z.string(),
  orderId: idSchema,
  vendorId: idSchema,
  bankReference: z.string(),
  valueDate: businessDateSchema,
  amount: moneySchema,
  /** The whole transfer, where it is for several documents; null: for this one alone. */
  transferAmount: moneySchema.nullable(),
});
export type BankMovement = z.output<typeof bankMovementSchema>;

/** A movement that a document has taken a part of. */
export type TakenMovement = Pick<
  BankMovement,
  'documentId' | 'reference' | 'valueDate' | 'amount' | 'transferAmount'
>;

/**
 * Why a document cannot name a movement of the bank: another has it, unless it says what the whole
 * transfer was for, of one day, as all who say so do, and together they stay within it.
 */
export function movementProblem(
  { bankReference, ...asked }: Omit<BankMovement, 'kind' | 'receivableId' | 'orderId' | 'vendorId'>,
  taken: readonly TakenMovement[],
): Rejection | undefined {
  const { amount, transferAmount: whole } = asked;
  const { currency } = amount;
  if (whole !== null && whole.currency !== currency) {
    const { currency: stated } = whole;
    return refuseBank.transfer_currency_differs({ currency: stated, expected: currency });
  }
  const others = taken.filter((one) => one.documentId !== asked.documentId);
  const documents = [...new Set(others.map(({ reference }) => reference))].join(', ');
  if (!others.every((one) => isOfOneTransfer(asked, one))) {
    return refuseBank.bank_reference_used({ bankReference, documents });
  }
  const left = minorOf(whole ?? amount) - sumMinor(others.map((one) => minorOf(one.amount)));
  if (minorOf(amount) <= left) return undefined;
  return refuseBank.transfer_exceeded({
    ...{ bankReference, currency },
    left: moneyJson(left > 0n ? left : 0n, currency).amount,
  });
}

function isOfOneTransfer(
  { valueDate, transferAmount: stated }: Pick<TakenMovement, 'valueDate' | 'transferAmount'>,
  other: TakenMovement,
): boolean {
  if (stated === null || valueDate !== other.valueDate) return false;
  const known = other.transferAmount;
  if (known === null) return other.amount.currency === stated.currency;
  return known.currency === stated.currency && minorOf(known) === minorOf(stated);
}
