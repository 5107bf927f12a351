import type { BusinessDate, MoneyJson, Person, QuantityJson } from '@tamani/kernel';
import type { Refusal } from '../../shared/document.js';
import type { Shortfall } from '../order.parts.js';

interface Act {
  readonly by: Person;
  readonly today: BusinessDate;
}
/** Other quantities or prices of an issued order; what is left out stays. */
export interface ProposeAmendment extends Act {
  readonly type: 'ProposeAmendment';
  readonly lines: readonly {
    readonly orderLine: number;
    readonly quantity?: QuantityJson | undefined;
    readonly unitPrice?: MoneyJson | undefined;
  }[];
  readonly reason: string;
}
export interface WithdrawAmendment extends Act {
  readonly type: 'WithdrawAmendment';
}
export interface ApproveAmendment extends Act {
  readonly type: 'ApproveAmendment';
  readonly effectiveAt: BusinessDate;
}
/** The undelivered rest of a line is given up. */
export interface ShortCloseLine extends Act {
  readonly type: 'ShortCloseLine';
  readonly orderLine: number;
  readonly reason: string;
  readonly effectiveAt: BusinessDate;
}
/** The register and the requisition agree; budgets is next. */
export interface AcceptAmendment {
  readonly type: 'AcceptAmendment';
  readonly amendment: number;
}
export interface RefuseAmendment {
  readonly type: 'RefuseAmendment';
  readonly amendment: number;
  readonly refusal: Refusal;
}
export interface AcceptAdjustment {
  readonly type: 'AcceptAdjustment';
  readonly adjustmentId: string;
}
export interface RefuseAdjustment {
  readonly type: 'RefuseAdjustment';
  readonly adjustmentId: string;
  readonly rejections: readonly Shortfall[];
}

export type AmendmentCommand =
  | ProposeAmendment
  | WithdrawAmendment
  | ApproveAmendment
  | ShortCloseLine
  | AcceptAmendment
  | RefuseAmendment
  | AcceptAdjustment
  | RefuseAdjustment;
