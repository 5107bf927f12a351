import { normalNumber, ok, type Decision, type Rejection } from '@tamani/kernel';
import { refuse } from '../credit-note/credit-note.rejections.js';
import { refusalOf } from '../shared/document.js';
import type { ClaimCreditNumber, ReleaseCreditNumber } from './vendor.commands.js';
import type { VendorEvent } from './vendor.events.js';
import type { CreditNumber, VendorState } from './vendor.state.js';

type Asked = Pick<CreditNumber, 'number' | 'creditNoteId'>;

const holderOf = ({ number }: Asked, { creditNumbers }: VendorState): CreditNumber | undefined =>
  creditNumbers.find((one) => normalNumber(one.number) === normalNumber(number));

/** Why the number cannot be given to a credit note of the vendor; undefined if it can. */
export function numberProblem(asked: Asked, state: VendorState): Rejection | undefined {
  const holder = holderOf(asked, state);
  if (holder === undefined || holder.creditNoteId === asked.creditNoteId) return undefined;
  return refuse.credit_note_duplicate({ number: asked.number, reference: holder.reference });
}

/** A number is that of one credit note until it is cancelled. */
export function claimNumber(
  { orderId, ...asked }: ClaimCreditNumber,
  state: VendorState,
): Decision<VendorEvent> {
  const { number, creditNoteId, reference } = asked;
  const problem = numberProblem(asked, state);
  if (problem) {
    const data = { orderId, creditNoteId, refusal: refusalOf(problem) };
    return ok([{ type: 'CreditNumberRefused', data }]);
  }
  if (holderOf(asked, state)) return ok([]);
  const data = { orderId, creditNoteId, reference, number };
  return ok([{ type: 'CreditNumberClaimed', data }]);
}

export function releaseNumber(
  { creditNoteId }: ReleaseCreditNumber,
  { creditNumbers }: VendorState,
): Decision<VendorEvent> {
  const isHeld = creditNumbers.some((one) => one.creditNoteId === creditNoteId);
  return ok(isHeld ? [{ type: 'CreditNumberReleased', data: { creditNoteId } }] : []);
}
