import {
  err,
  firstRefusal,
  moneyJson,
  ok,
  type BusinessDate,
  type Decision,
  type Rejection,
} from '@tamani/kernel';
import { advanceProblem, type AdvanceFacts } from '../purchase-order/advance/advance.problems.js';
import { openProblem } from '../purchase-order/advance/advance.rules.js';
import { refuse as refuseOrder } from '../purchase-order/order.rejections.js';
import type { OrderState } from '../purchase-order/order.state.js';
import { vendorProblem, type VendorFacts } from '../vendor/vendor.decide.js';
import type { PrepareAdvance } from './payment.commands.js';
import type { PaymentEvent } from './payment.events.js';
import type { PaymentState } from './payment.state.js';

type Decided = Decision<PaymentEvent>;

/** The order of an advance as its own stream says, with what its rules read besides. */
export interface AdvancingOrder extends AdvanceFacts {
  readonly order: OrderState;
}
export interface AdvancePreparationFacts {
  /** With its vendor; null if there is no order with that id. */
  readonly advancing: (AdvancingOrder & { readonly vendor: VendorFacts }) | null;
}

/** The order decides; what it would refuse now is refused here, before a number is drawn. */
export function prepareAdvance(
  command: PrepareAdvance,
  _: PaymentState,
  { id: paymentId, advancing }: AdvancePreparationFacts & { readonly id: string },
): Decided {
  const { reference, purchaseOrderId: orderId, amount, guarantee, by, today } = command;
  if (advancing === null) return err(refuseOrder.order_unknown({ orderId }));
  const { order, vendor } = advancing;
  const { vendorId } = order;
  const problem = firstRefusal(
    advanceProblem({ paymentId, amount, guarantee, date: today }, order, advancing),
    vendorProblem(vendorId, vendor, today),
  );
  if (problem) return err(problem);
  const document = { reference, invoiceId: null, orderId, vendorId };
  const data = { ...document, amount, guarantee, by, requestedOn: today };
  return ok([{ type: 'PaymentRequested', data }]);
}

/** Why an advance that is set aside could not be paid on a date. */
export function advancePayableProblem(
  { paymentId, state, date }: { paymentId: string; state: PaymentState; date: BusinessDate },
  advancing: AdvancingOrder,
): Rejection | undefined {
  const amount = moneyJson(state.amountMinor, state.currency);
  const { guarantee = null, lines = [] } = state.advance ?? {};
  return (
    advanceProblem({ paymentId, amount, guarantee, date }, advancing.order, advancing) ??
    openProblem({ paymentId, lines }, advancing.order)
  );
}
