import type { BusinessDate, MoneyJson, Person, QuantityJson } from '@tamani/kernel';
import type { Refusal } from '../shared/document.js';

export interface RegisterReceipt {
  readonly type: 'RegisterReceipt';
  readonly reference: string;
  readonly purchaseOrderId: string;
  readonly deliveredOn: BusinessDate;
  readonly lines: readonly { readonly orderLine: number; readonly quantity: QuantityJson }[];
  readonly by: Person;
  readonly today: BusinessDate;
}
export interface InspectReceipt {
  readonly type: 'InspectReceipt';
  readonly lines: readonly {
    readonly orderLine: number;
    readonly accepted: QuantityJson;
    readonly rejected: QuantityJson;
    readonly reason?: string | undefined;
  }[];
  readonly by: Person;
}
/** Requests that the order count the accepted goods. */
export interface PostReceipt {
  readonly type: 'PostReceipt';
  readonly by: Person;
  readonly today: BusinessDate;
}
/** The order has counted it; amounts are the order's, by budget line. */
export interface AcceptPosting {
  readonly type: 'AcceptPosting';
  readonly accepted: readonly { readonly orderLine: number; readonly quantity: QuantityJson }[];
  readonly lines: readonly {
    readonly budgetLineId: string;
    readonly amount: MoneyJson;
  }[];
}
/** For a posted receipt: requests that the order withdraw its quantities. */
export interface ReverseReceipt {
  readonly type: 'ReverseReceipt';
  readonly reason: string;
  readonly effectiveAt: BusinessDate;
  readonly by: Person;
  readonly today: BusinessDate;
}
/** The order has withdrawn it. */
export interface AcceptReversal {
  readonly type: 'AcceptReversal';
}
interface Refused<T extends string> {
  readonly type: T;
  readonly refusal: Refusal;
}
export type RefusePosting = Refused<'RefusePosting'>;
export type RefuseReversal = Refused<'RefuseReversal'>;

export type ReceiptCommand =
  | RegisterReceipt
  | InspectReceipt
  | PostReceipt
  | AcceptPosting
  | RefusePosting
  | ReverseReceipt
  | AcceptReversal
  | RefuseReversal;
