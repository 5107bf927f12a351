import {
  decideBy,
  derivedId,
  evolveBy,
  normalNumber,
  ok,
  type Decider,
  type EventOf,
} from '@tamani/kernel';
import {
  bankMovementSchema,
  movementProblem,
  type BankMovement,
  type TakenMovement,
} from '../shared/bank-movements.js';
import { refusalOf, refusalSchema } from '../shared/document.js';

export const bankReferenceEvents = {
  BankReferenceTaken: { schemaVersion: 1, data: bankMovementSchema },
  /** Another document has it. */
  BankReferenceRefused: {
    schemaVersion: 1,
    data: bankMovementSchema
      .pick({ kind: true, documentId: true, receivableId: true, orderId: true })
      .extend({ refusal: refusalSchema }),
  },
} as const;
export type BankReferenceEvent = EventOf<typeof bankReferenceEvents>;

/** A payment is to be confirmed by it, or a refund was received with it. */
export interface TakeReference extends BankMovement {
  readonly type: 'TakeReference';
}

export interface BankReferenceState {
  readonly taken: readonly TakenMovement[];
}
export const initialBankReference: BankReferenceState = { taken: [] };

/**
 * One stream for each reference: payments bear those of our bank, refunds those of the vendor’s.
 * References that only look different are one, as invoice numbers are.
 */
export const bankReferenceId = ({
  kind,
  vendorId,
  bankReference,
}: Pick<BankMovement, 'kind' | 'vendorId' | 'bankReference'>): string =>
  derivedId(
    'bank-reference',
    ...[kind, kind === 'refund' ? vendorId : '', normalNumber(bankReference)],
  );

/** A reference of a bank: it guards that no movement of money is counted twice. */
export const bankReference: Decider<BankReferenceState, TakeReference, BankReferenceEvent> = {
  category: 'procurement.BankReference',
  events: bankReferenceEvents,
  initial: initialBankReference,
  evolve: evolveBy<BankReferenceState, BankReferenceEvent>({
    BankReferenceTaken: ({ taken }, movement) => ({ taken: [...taken, movement] }),
    BankReferenceRefused: (state) => state,
  }),
  decide: decideBy<BankReferenceState, TakeReference, BankReferenceEvent>({
    TakeReference({ type: _, ...asked }, { taken }) {
      const { kind, documentId, receivableId, orderId } = asked;
      const problem = movementProblem(asked, taken);
      if (!problem) return ok([{ type: 'BankReferenceTaken', data: asked }]);
      const refusal = refusalOf(problem);
      const data = { kind, documentId, receivableId, orderId, refusal };
      return ok([{ type: 'BankReferenceRefused', data }]);
    },
  }),
};
