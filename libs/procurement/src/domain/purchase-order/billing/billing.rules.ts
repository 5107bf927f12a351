import type { Rules } from '@tamani/kernel';
import type { OrderEvent } from '../order.events.js';
import type { OrderState } from '../order.state.js';
import { recordAccrual, recordHold, recordReversal } from '../delivery/order.accrual.js';
import { agreeCredit, type CreditFacts } from '../credits/credits.js';
import { endOwed, setOwedAside } from '../owed/owed.rules.js';
import type { BillingCommand } from './billing.commands.js';
import {
  recordCorrection,
  recordInvoice,
  recordInvoicePaid,
  withdrawInvoice,
  type ClaimFacts,
} from './claims.js';
import { clearOffset, clearPayment, type ClearanceFacts, type OffsetFacts } from './clearance.js';
import { allowReturn, withdrawClearance } from './returns/returns.js';
import {
  acceptPriceAdjustment,
  agreePrice,
  refusePriceAdjustment,
  type PriceFacts,
} from './pricing/price.js';

export interface BillingFacts {
  readonly RecordInvoice: ClaimFacts;
  readonly RecordCorrection: ClaimFacts;
  readonly RecordInvoicePaid: ClaimFacts;
  readonly AgreePrice: PriceFacts;
  readonly AgreeCredit: CreditFacts;
  readonly ClearPayment: ClearanceFacts;
  readonly ClearOffset: OffsetFacts;
}

/** The order is the guard of everything that is invoiced and paid on it. */
export const decideBilling: Rules<OrderState, BillingCommand, OrderEvent, BillingFacts> = {
  RecordInvoice: recordInvoice,
  RecordCorrection: recordCorrection,
  WithdrawInvoice: withdrawInvoice,
  RecordInvoicePaid: recordInvoicePaid,
  AgreePrice: agreePrice,
  AgreeCredit: agreeCredit,
  AcceptPriceAdjustment: acceptPriceAdjustment,
  RefusePriceAdjustment: refusePriceAdjustment,
  RecordAccrual: recordAccrual,
  RecordHold: recordHold,
  RecordReversal: recordReversal,
  ClearPayment: clearPayment,
  ClearOffset: clearOffset,
  AllowReturn: allowReturn,
  WithdrawClearance: withdrawClearance,
  SetOwedAside: setOwedAside,
  EndOwed: endOwed,
};
