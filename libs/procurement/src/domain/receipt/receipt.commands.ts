import type { BusinessDate, Person, QuantityJson } from '@tamani/kernel';

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
/** Step two of posting: the order has counted it. */
export interface PostReceipt {
  readonly type: 'PostReceipt';
}
interface Reversal<T extends string> {
  readonly type: T;
  readonly reason: string;
  readonly effectiveAt: BusinessDate;
  readonly by: Person;
}
/** Reverses one that was not posted; of a posted one it is step two, after the order. */
export type ReverseReceipt = Reversal<'ReverseReceipt'>;
/** The same by the process: nothing to do when it is reversed already. */
export type CompleteReversal = Reversal<'CompleteReversal'>;

export type ReceiptCommand =
  RegisterReceipt | InspectReceipt | PostReceipt | ReverseReceipt | CompleteReversal;
