import {
  err,
  firstRefusal,
  moneyJson,
  ok,
  quantityJson,
  quantityOf,
  minorOf,
  sumMinor,
  type Decision,
  type Person,
  type Rejection,
} from '@tamani/kernel';
import { awardProblem } from '../../requisition/requisition.allocation.js';
import type { RequisitionState } from '../../requisition/requisition.state.js';
import { splitsNeed } from '../../shared/awards.js';
import { notBefore, type DateFacts } from '../../shared/dates.js';
import { othersThan } from '../../vendor-awards/vendor-awards.state.js';
import { vendorProblem } from '../../vendor/vendor.decide.js';
import { amendedProblem } from '../advance/advance.problems.js';
import { check, type ApprovalFacts } from '../order.approval.js';
import { limitProblem, sharesOf, waiverProblem } from '../order.content.js';
import type { OrderEvent } from '../order.events.js';
import { refuse } from '../order.rejections.js';
import {
  askedProblem,
  orderTotal,
  receivedOf,
  requestedOn,
  type OrderLine,
  type OrderState,
} from '../order.state.js';
import { stepFrom } from './amendment.answers.js';
import type {
  ApproveAmendment,
  ProposeAmendment,
  ShortCloseLine,
  WithdrawAmendment,
} from './amendment.commands.js';
import { amendedLines, changesProblem } from './amendment.content.js';
import { amendmentEvolvers } from './amendment.evolve.js';
import { openAmendment, type Amendment, type ChangedLine, type Terms } from './amendment.state.js';

type Decided = Decision<OrderEvent>;

export interface ProposalFacts {
  /** Null if there is no requisition with that id. */
  readonly requisition: RequisitionState | null;
}

/** What budgets has not answered yet may still change what the lines hold. */
export const answerProblem = (state: OrderState): Rejection | undefined =>
  state.reversals.length > 0
    ? refuse.order_awaits_budget({ reference: state.reference })
    : askedProblem(state);

const AMENDABLE = ['issued', 'partially_received', 'fully_received'] as const;

/** One amendment at a time. */
export function openProblem(state: OrderState): Rejection | undefined {
  const { reference } = state;
  const open = openAmendment(state);
  return open && refuse.amendment_open({ reference, number: open.number });
}

/** A buyer proposes other quantities or prices; the award approver decides. */
export function proposeAmendment(
  command: ProposeAmendment,
  state: OrderState,
  { requisition }: ProposalFacts,
): Decided {
  const { reason, by } = command;
  const { requisitionId } = state;
  const early = check(state, ...AMENDABLE) ?? openProblem(state);
  if (early) return err(early);
  if (requisition === null) return err(refuse.requisition_unknown({ requisitionId }));
  const unknown = inputProblem(command, state);
  if (unknown) return err(unknown);
  const changes = command.lines.map((line) => changeOf(line, state));
  const problem = changesProblem(state, changes);
  if (problem) return err(problem);
  const data = { ...contentOf(state, changes), reason, by };
  return ok([{ type: 'OrderAmendmentProposed', data }]);
}

/** Each line once, of the order, and in its currency. */
function inputProblem({ lines }: ProposeAmendment, state: OrderState): Rejection | undefined {
  const { reference, currency: expected } = state;
  const seen = new Set<number>();
  for (const { orderLine, unitPrice } of lines) {
    if (!lineOf(state, orderLine)) return refuse.order_line_unknown({ reference, orderLine });
    if (seen.has(orderLine)) return refuse.line_twice({ orderLine });
    seen.add(orderLine);
    if (unitPrice && unitPrice.currency !== expected) {
      const { currency } = unitPrice;
      return refuse.order_currency_differs({ line: orderLine, currency, expected });
    }
  }
  return undefined;
}

const lineOf = (state: OrderState, orderLine: number): OrderLine | undefined =>
  state.lines.find((line) => line.orderLine === orderLine);

function changeOf(
  { orderLine, quantity, unitPrice }: ProposeAmendment['lines'][number],
  state: OrderState,
): ChangedLine {
  const before = lineOf(state, orderLine) as OrderLine;
  return {
    orderLine,
    before,
    after: {
      quantity: quantity === undefined ? before.quantity : quantityOf(quantity),
      unitPriceMinor: unitPrice === undefined ? before.unitPriceMinor : minorOf(unitPrice),
    },
  };
}

/** Number and lines in event form. */
function contentOf(state: OrderState, changes: readonly ChangedLine[]) {
  const terms = ({ quantity, unitPriceMinor }: Terms) => ({
    quantity: quantityJson(quantity),
    unitPrice: moneyJson(unitPriceMinor, state.currency),
  });
  return {
    number: state.amendments.length + 1,
    lines: changes.map(({ orderLine, before, after }) => ({
      ...{ orderLine, before: terms(before), after: terms(after) },
    })),
  };
}

const proposedOf = (state: OrderState): Amendment | undefined =>
  state.amendments.find(({ status }) => status === 'proposed');

const missing = ({ reference }: OrderState): Rejection => refuse.amendment_missing({ reference });

export function withdrawAmendment({ by }: WithdrawAmendment, state: OrderState): Decided {
  const proposed = proposedOf(state);
  if (!proposed) return err(missing(state));
  return ok([{ type: 'OrderAmendmentWithdrawn', data: { number: proposed.number, by } }]);
}

/** Whether there is something to approve, and by whom. */
const approverProblem = (by: Person, state: OrderState, requisition: RequisitionState) =>
  firstRefusal(
    check(state, ...AMENDABLE),
    proposedOf(state) ? undefined : missing(state),
    answerProblem(state),
    awardProblem(by, requisition),
  );

/** The new total is held against everything that the order was held against. */
export function approveAmendment(
  { effectiveAt, by, today }: ApproveAmendment,
  state: OrderState,
  { id: orderId, requisition, vendor, limits, awards }: ApprovalFacts & { readonly id: string },
): Decided {
  const proposed = proposedOf(state);
  const { requisitionId, reference, vendorId, certification, approvals: approval } = state;
  if (requisition === null) return err(refuse.requisition_unknown({ requisitionId }));
  const early = firstRefusal(
    approverProblem(by, state, requisition),
    vendorProblem(vendorId, vendor, today),
    notBefore(effectiveAt, lastDateOf(state)),
  );
  if (early || !proposed) return err(early ?? missing(state));
  if (!limits.ok) return limits;
  const after = amendedLines(state.lines, proposed.lines);
  const isMore = totalOf(after) > orderTotal(state);
  const ask = {
    ...{ approval, amendment: proposed.number, reference, vendorId, requisitionId },
    ...{ certification, effectiveAt, lines: takenFrom(state, after) },
    ...{ award: sharesOf(state.award, limits.value), by },
  };
  const problem = firstRefusal(
    changesProblem(state, proposed.lines) ?? amendedProblem(state, after),
    isMore ? waiverProblem(state.award, limits.value) : undefined,
    isMore ? limitProblem(limits.value) : undefined,
    isMore ? splitsNeed(ask, awards ? othersThan(awards, orderId) : []) : undefined,
  );
  return problem ? err(problem) : ok([{ type: 'OrderAmendmentApprovalRequested', data: ask }]);
}

const totalOf = (lines: readonly OrderLine[]): bigint =>
  sumMinor(lines.map((line) => line.amountMinor));

/** Of the order, or of its last amendment. */
export const lastDateOf = (state: OrderState): string | undefined =>
  state.amendments.reduce<string | undefined>(
    (last, { status, effectiveAt }) =>
      status === 'approved' && effectiveAt !== undefined && effectiveAt > (last ?? '')
        ? effectiveAt
        : last,
    state.effectiveAt,
  );

/**
 * What the order takes of its requisition. What was accepted above it, within the tolerance, is
 * there already, and nothing more is asked for it.
 */
const takenFrom = (state: OrderState, after: readonly OrderLine[]) =>
  after.map((line) => {
    const { quantity: before } = lineOf(state, line.orderLine) as OrderLine;
    const isAccepted = line.quantity <= receivedOf(state, line.orderLine);
    const quantity = isAccepted && line.quantity > before ? before : line.quantity;
    const { requisitionLine, description, spendClass, unit } = line;
    const budgetLineId = requestedOn(state, line);
    const item = { line: requisitionLine, description, spendClass, unit, budgetLineId };
    return { ...item, quantity: quantityJson(quantity) };
  });

/** The rest of a line will not come: an amendment down to what was accepted. */
export function shortCloseLine(
  { orderLine, reason, effectiveAt, by }: ShortCloseLine,
  state: OrderState,
  { id, dateProblem }: DateFacts & { readonly id: string },
): Decided {
  const { reference } = state;
  const line = lineOf(state, orderLine);
  const problem = firstRefusal(
    check(state, 'issued', 'partially_received'),
    openProblem(state),
    answerProblem(state),
    line ? restProblem(state, line) : refuse.order_line_unknown({ reference, orderLine }),
    notBefore(effectiveAt, lastDateOf(state)),
    dateProblem,
  );
  if (problem || !line) return problem ? err(problem) : ok([]);
  const change = {
    orderLine,
    before: line,
    after: { ...line, quantity: receivedOf(state, orderLine) },
  };
  const left =
    changesProblem(state, [change]) ?? amendedProblem(state, amendedLines(state.lines, [change]));
  if (left) return err(left);
  const data = { ...contentOf(state, [change]), reason, effectiveAt, by };
  const closed = { type: 'OrderLineShortClosed', data, effectiveAt } as const;
  const after = amendmentEvolvers.OrderLineShortClosed(state, data);
  const current = after.amendments.at(-1) as Amendment;
  return ok([closed, ...stepFrom(after, { id, current, from: 0 })]);
}

const restProblem = (state: OrderState, { orderLine, quantity }: OrderLine) =>
  receivedOf(state, orderLine) >= quantity ? refuse.order_line_complete({ orderLine }) : undefined;
