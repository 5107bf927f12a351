import type { BusinessDate, Currency, FiscalYear, MoneyJson, Person } from '@tamani/kernel';
import type { Axis, DocumentRef, SpendClass } from '../shared/vocabulary.js';
import type {
  AcceptAllotment,
  AcceptOpening,
  FencePostings,
  RefuseAllotment,
  RefuseOpening,
} from './answer.commands.js';
import type { CarriedCommand } from './carried.commands.js';
import type { TransferCommand } from './transfer.commands.js';

interface ByPerson {
  readonly by: Person;
  readonly reason: string;
}
interface Dated {
  readonly effectiveAt: BusinessDate;
}
interface DatedByPerson extends ByPerson, Dated {
  readonly today: BusinessDate;
}
/** Requested by a document; sent by a process. */
interface OfDocument extends Dated {
  readonly document: DocumentRef;
}

/** Creates the line as a draft. */
export interface DraftLine {
  readonly type: 'DraftLine';
  readonly reference: string;
  readonly title: string;
  readonly currency: Currency;
  readonly fund: string;
  readonly fiscalYear: FiscalYear;
  readonly axis: Axis;
  readonly spendClass: SpendClass;
  readonly projectId: string | null;
  readonly donor: string | null;
  readonly by: Person;
}
interface StatusChange<T extends string> extends ByPerson {
  readonly type: T;
}
export type OpenLine = StatusChange<'OpenLine'>;
export type ChangeStatus =
  | OpenLine
  | StatusChange<'SoftCloseLine'>
  | StatusChange<'CloseLine'>
  | StatusChange<'FreezeLine'>
  | StatusChange<'UnfreezeLine'>;
export interface AllotFunds extends DatedByPerson {
  readonly type: 'AllotFunds';
  readonly allotmentId: string;
  readonly amount: MoneyJson;
  /** The contribution that it comes from. */
  readonly contributionId: string | null;
}
export interface ReviseAllotment extends DatedByPerson {
  readonly type: 'ReviseAllotment';
  readonly allotmentId: string;
  /** The new allotment. */
  readonly amount: MoneyJson;
}
export interface AuthoriseOverrun extends ByPerson {
  readonly type: 'AuthoriseOverrun';
  readonly cap: MoneyJson;
  readonly expiresOn: BusinessDate;
  readonly authority: string;
  readonly today: BusinessDate;
}
/** Step one of a carry-over: takes the available funds out of the old line. */
export interface CarryOut extends DatedByPerson {
  readonly type: 'CarryOut';
  readonly carryOverId: string;
  readonly amount: MoneyJson;
  readonly toLineId: string;
}
/** Step two: adds it to the line of the next year. */
export interface CarryIn extends ByPerson, Dated {
  readonly type: 'CarryIn';
  readonly carryOverId: string;
  readonly amount: MoneyJson;
  readonly fromLineId: string;
}

/** The document's whole amount on this line. */
export interface ReserveFunds extends OfDocument {
  readonly type: 'ReserveFunds';
  readonly reservationId: string;
  readonly amount: MoneyJson;
  /** All who have asked for the goods. */
  readonly requestedBy: readonly Person[];
}
export interface AdjustReservation extends OfDocument {
  readonly type: 'AdjustReservation';
  readonly reservationId: string;
  /** The document's new amount on this line. */
  readonly amount: MoneyJson;
}
export interface ReleaseReservation extends Dated {
  readonly type: 'ReleaseReservation';
  readonly reservationId: string;
}
export interface CommitFunds extends OfDocument {
  readonly type: 'CommitFunds';
  readonly commitmentId: string;
  /** Increases with each round of approval of the order. */
  readonly approval: number;
  readonly reservationId: string | null;
  readonly vendorId: string;
  /** The order's price. */
  readonly amount: MoneyJson;
  /** The requisition's estimate of the ordered quantities. */
  readonly estimate: MoneyJson;
  /** Nothing remains to order: the rest of the reservation is released. */
  readonly lastOfReservation: boolean;
}
export interface CancelCommitment extends Dated {
  readonly type: 'CancelCommitment';
  readonly commitmentId: string;
  readonly approval: number;
}
export interface AdjustCommitment extends OfDocument {
  readonly type: 'AdjustCommitment';
  readonly commitmentId: string;
  readonly adjustmentId: string;
  /** Added to the order's price; if negative, taken from the open amount. */
  readonly change: MoneyJson;
}
/** The goods of an order have another price: by an amendment, an invoice or a credit note. */
export interface RepriceDeliveries extends OfDocument {
  readonly type: 'RepriceDeliveries';
  readonly commitmentId: string;
  readonly repricingId: string;
  /** Of what was delivered; less is negative. */
  readonly accepted: MoneyJson;
  /** Of what is still to come; less is negative. */
  readonly open: MoneyJson;
}
/** Undoes a granted adjustment or repricing: another budget line refused. */
export interface TakeBackAdjustment extends Dated {
  readonly type: 'TakeBackAdjustment';
  readonly commitmentId: string;
  readonly adjustmentId: string;
}
export interface CloseCommitment extends Dated {
  readonly type: 'CloseCommitment';
  readonly commitmentId: string;
  /** A return opens a closed order again, but not one that was terminated. */
  readonly outcome: 'closed' | 'terminated';
}
export interface RecordDelivery extends OfDocument {
  readonly type: 'RecordDelivery';
  readonly commitmentId: string;
  readonly deliveryId: string;
  /** At the order's price. */
  readonly amount: MoneyJson;
}
export interface ReverseDelivery extends Dated {
  readonly type: 'ReverseDelivery';
  readonly commitmentId: string;
  readonly deliveryId: string;
}
export interface RecordDisbursement extends OfDocument {
  readonly type: 'RecordDisbursement';
  readonly commitmentId: string;
  readonly paymentId: string;
  readonly amount: MoneyJson;
}
/** A credit note for goods that were paid: the vendor owes the amount. */
export interface RecordCredit extends Dated {
  readonly type: 'RecordCredit';
  readonly commitmentId: string;
  readonly creditNoteId: string;
  readonly amount: MoneyJson;
}
/** Cash before the delivery, recovered by invoices. */
export interface RecordAdvance extends OfDocument {
  readonly type: 'RecordAdvance';
  readonly commitmentId: string;
  readonly paymentId: string;
  readonly amount: MoneyJson;
}
export interface LiquidateAdvance extends Dated {
  readonly type: 'LiquidateAdvance';
  readonly commitmentId: string;
  readonly paymentId: string;
  readonly liquidationId: string;
  readonly amount: MoneyJson;
}
/** The vendor has paid back, or it was offset against another order. */
export interface RecordRefund extends Dated {
  readonly type: 'RecordRefund';
  readonly commitmentId: string;
  readonly receivableId: string;
  /** The payment of the advance that was reclaimed; null if goods were paid. */
  readonly advanceId: string | null;
  readonly amount: MoneyJson;
}
/** The vendor will not pay back: the loss is charged to the line. */
export interface WriteOffAdvance extends Dated {
  readonly type: 'WriteOffAdvance';
  readonly commitmentId: string;
  readonly receivableId: string;
  /** As of a refund. */
  readonly advanceId: string | null;
  readonly amount: MoneyJson;
}
export interface RecordReturnedPayment extends Dated {
  readonly type: 'RecordReturnedPayment';
  readonly commitmentId: string;
  readonly paymentId: string;
}

export type LineCommand =
  | DraftLine
  | ChangeStatus
  | AcceptOpening
  | RefuseOpening
  | FencePostings
  | AllotFunds
  | ReviseAllotment
  | AcceptAllotment
  | RefuseAllotment
  | AuthoriseOverrun
  | CarryOut
  | CarryIn
  | TransferCommand;
export type FundsCommand =
  | ReserveFunds
  | AdjustReservation
  | ReleaseReservation
  | CommitFunds
  | CancelCommitment
  | AdjustCommitment
  | RepriceDeliveries
  | TakeBackAdjustment
  | CloseCommitment;
export type SpendingCommand =
  | RecordDelivery
  | ReverseDelivery
  | RecordCredit
  | RecordDisbursement
  | RecordAdvance
  | LiquidateAdvance
  | RecordRefund
  | WriteOffAdvance
  | RecordReturnedPayment;
export type BudgetLineCommand = LineCommand | FundsCommand | CarriedCommand | SpendingCommand;
