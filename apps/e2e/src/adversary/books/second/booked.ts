import type { LogEvent } from '../../system/system.js';

type Data = LogEvent['data'];
const textOf = (value: unknown): string => String(value);
const recovery = ({ liquidationId, paymentId }: Data): string =>
  `recovery ${textOf(liquidationId)} ${textOf(paymentId)}`;

/** What a budget line says when it has booked a document, by the document's key in the queue. */
export const booked: Readonly<Record<string, (data: Data) => string>> = {
  ExpenditureAccrued: ({ deliveryId }) => `delivery ${textOf(deliveryId)}`,
  DeliveryHeld: ({ deliveryId }) => `delivery ${textOf(deliveryId)}`,
  ExpenditureReversed: ({ deliveryId }) => `reversal ${textOf(deliveryId)}`,
  HeldDeliveryWithdrawn: ({ deliveryId }) => `reversal ${textOf(deliveryId)}`,
  DisbursementRecorded: ({ paymentId }) => `payment ${textOf(paymentId)}`,
  AdvanceRecorded: ({ paymentId }) => `payment ${textOf(paymentId)}`,
  DisbursementReturned: ({ paymentId }) => `return ${textOf(paymentId)}`,
  AdvanceLiquidated: recovery,
  AdvanceFreed: recovery,
  AdvanceReturned: ({ paymentId }) => `return ${textOf(paymentId)}`,
  CommitmentReleased: () => 'end',
  CommitmentCancelled: () => 'end',
};
