import {
  minorOf,
  moneyJson,
  priceOf,
  quantityOf,
  sumMinor,
  type MoneyJson,
  type Rejection,
} from '@tamani/kernel';
import { totalProblem } from '../requisition/requisition.content.js';
import { demandOf, demandProblem } from '../requisition/requisition.allocation.js';
import type { RequisitionLine, RequisitionState } from '../requisition/requisition.state.js';
import type { AwardShares } from '../shared/awards.js';
import type { OrderLineInput } from './order.commands.js';
import type { OrderEventData } from './order.events.js';
import type { Award } from './order.parts.js';
import { refuse } from './order.rejections.js';

type EventLine = OrderEventData<'PurchaseOrderCreated'>['lines'][number];

/** The limits on a date, and the order's value in their currency at that date's rate. */
export interface AwardLimits {
  readonly lowValue: MoneyJson;
  readonly approval: MoneyJson;
  /** Per cent of an order that may be paid in advance. */
  readonly advancePercent: string;
  /** Minor units in the limits' currency. */
  readonly valueMinor: bigint;
}

/** The limits of an approval, and how the order counts towards them. */
export interface ApprovalLimits extends AwardLimits {
  readonly needs: AwardShares['needs'];
  readonly splittingDays: number;
}

/** A waiver makes it no low-value purchase. */
const hasWaiver = ({ method, waiverReason }: Award): boolean =>
  method === 'direct' && waiverReason !== undefined;

/** How an order counts towards the limits of its date. */
export const sharesOf = (award: Award, limits: ApprovalLimits): AwardShares => ({
  lowValue: !hasWaiver(award),
  needs: limits.needs,
  lowValueLimit: limits.lowValue,
  approvalLimit: limits.approval,
  splittingDays: limits.splittingDays,
});

/** The lines as stored in the event: the requested items at the order's price. */
export const pricedOrderLines = (
  lines: readonly OrderLineInput[],
  requisition: RequisitionState,
): EventLine[] =>
  lines.map(({ requisitionLine, quantity, unitPrice }, index) => {
    const { description, spendClass, unit, budgetLineId } = requestedLine(
      requisition,
      requisitionLine,
    ) as RequisitionLine;
    const amountMinor = priceOf(quantityOf(quantity), minorOf(unitPrice));
    return {
      orderLine: index + 1,
      requisitionLine,
      description,
      spendClass,
      unit,
      budgetLineId,
      quantity,
      unitPrice,
      amount: moneyJson(amountMinor, unitPrice.currency),
    };
  });

/** Total of the requested lines, in minor units. */
export const inputTotal = (lines: readonly OrderLineInput[]): bigint =>
  sumMinor(lines.map((l) => priceOf(quantityOf(l.quantity), minorOf(l.unitPrice))));

/** Lines must exist on the requisition, in its currency and within its open quantities. */
export function linesProblem(
  lines: readonly OrderLineInput[],
  requisition: RequisitionState,
): Rejection | undefined {
  const { reference } = requisition;
  for (const [index, { requisitionLine, quantity, unitPrice }] of lines.entries()) {
    const line = index + 1;
    if (!requestedLine(requisition, requisitionLine)) {
      return refuse.requisition_line_unknown({ reference, line: requisitionLine });
    }
    if (unitPrice.currency !== requisition.currency) {
      const params = { line, currency: unitPrice.currency, expected: requisition.currency };
      return refuse.order_currency_differs(params);
    }
    if (priceOf(quantityOf(quantity), minorOf(unitPrice)) === 0n) {
      return refuse.order_amount_zero({ line });
    }
  }
  const asked = lines.map(({ requisitionLine: line, quantity }) => ({ line, quantity }));
  return totalProblem(inputTotal(lines)) ?? demandProblem(requisition, demandOf(asked));
}

/** Above the low value limit a direct award needs a waiver. */
export function waiverProblem(award: Award, limits: AwardLimits): Rejection | undefined {
  const { amount: limit, currency } = limits.lowValue;
  if (limits.valueMinor <= minorOf(limits.lowValue)) return undefined;
  if (hasWaiver(award)) return undefined;
  return refuse.award_waiver_required({ limit, currency });
}

/** The approval limit of an award approver. */
export function limitProblem(limits: AwardLimits): Rejection | undefined {
  const { amount: limit, currency } = limits.approval;
  return limits.valueMinor > minorOf(limits.approval)
    ? refuse.award_limit_exceeded({ limit, currency })
    : undefined;
}

const requestedLine = (state: RequisitionState, line: number): RequisitionLine | undefined =>
  state.lines.find((l) => l.line === line);
