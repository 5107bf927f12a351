import { derivedId, invariant, ok, type Decision } from '@tamani/kernel';
import { thenSettled } from '../billing/pricing/balance.js';
import { changesJson } from '../billing/billing.state.js';
import type { OrderEvent } from '../order.events.js';
import type { Shortfall } from '../order.parts.js';
import { orderLineJson, type OrderState } from '../order.state.js';
import type {
  AcceptAdjustment,
  AcceptAmendment,
  RefuseAdjustment,
  RefuseAmendment,
} from './amendment.commands.js';
import {
  amendedLines,
  differencesOf,
  stepChanges,
  stepsOf,
  type AdjustmentStep,
} from './amendment.content.js';
import type { Amendment } from './amendment.state.js';

type Decided = Decision<OrderEvent>;
interface Of {
  readonly id: string;
}

const adjusting = (state: OrderState): Amendment | undefined =>
  state.amendments.find(({ status }) => status === 'adjusting');

/** Both agree: budgets is asked for the difference, or nothing is to be asked. */
export function acceptAmendment(
  { amendment }: AcceptAmendment,
  state: OrderState,
  { id }: Of,
): Decided {
  const current = adjusting(state);
  if (current?.number !== amendment || current.pending !== undefined) return ok([]);
  return ok(stepFrom(state, { id, current, from: 0 }));
}

export function refuseAmendment(
  { amendment, refusal }: RefuseAmendment,
  state: OrderState,
): Decided {
  const current = adjusting(state);
  if (current?.number !== amendment || current.pending !== undefined) return ok([]);
  return ok([refused(state, current, { refusal, rejections: [] })]);
}

interface Next extends Of {
  readonly current: Amendment;
  /** Which of the steps. */
  readonly from: number;
}

/** The next request to budgets; after the last one the new version holds. */
export function stepFrom(state: OrderState, { id, current, from }: Next): OrderEvent[] {
  const { number, effectiveAt, lines: changes } = current;
  invariant(effectiveAt !== undefined, 'an amendment in adjustment has a date');
  const step = stepsOf(differencesOf(state, changes))[from];
  if (step) return [request(state, { id, current, step })];
  const lines = amendedLines(state.lines, changes).map((line) =>
    orderLineJson(line, state.currency),
  );
  const rematch = state.invoices.map(({ invoiceId }) => invoiceId);
  const data = { number, effectiveAt, lines, rematch };
  const amended: OrderEvent = { type: 'PurchaseOrderAmended', data, effectiveAt };
  return thenSettled(state, [amended], { id, on: effectiveAt });
}

interface Request extends Of {
  readonly current: Amendment;
  readonly step: AdjustmentStep;
  /** Why the step is taken back. */
  readonly because?: readonly Shortfall[];
}

const idOf = ({ id, current, step, because }: Request): string =>
  derivedId(id, 'amendment', String(current.number), step.purpose, because ? 'back' : 'asked');

function request(state: OrderState, of: Request): OrderEvent {
  const { current, step, because } = of;
  const { number, effectiveAt = '' } = current;
  const sign = because ? -1n : 1n;
  const lines = step.lines.map((line) => ({ ...line, amountMinor: sign * line.amountMinor }));
  const data = {
    ...{ number, adjustmentId: idOf(of), reference: state.reference, effectiveAt },
    ...{
      purpose: step.purpose,
      lines: changesJson(stepChanges({ ...step, lines }), state.currency),
    },
    takesBack: because ? [...because] : null,
  };
  return { type: 'OrderAdjustmentRequested', data, effectiveAt };
}

/** Budgets has adjusted: the next request, the new version, or the end of a taking back. */
export function acceptAdjustment(
  { adjustmentId }: AcceptAdjustment,
  state: OrderState,
  { id }: Of,
): Decided {
  const current = adjusting(state);
  if (current?.pending?.adjustmentId !== adjustmentId) return ok([]);
  if (current.takesBack) {
    return ok([refused(state, current, { refusal: null, rejections: current.takesBack })]);
  }
  return ok(stepFrom(state, { id, current, from: positionOf(state, current) + 1 }));
}

/** Budgets has refused: what was adjusted before is taken back first. */
export function refuseAdjustment(
  { adjustmentId, rejections }: RefuseAdjustment,
  state: OrderState,
  { id }: Of,
): Decided {
  const current = adjusting(state);
  if (current?.pending?.adjustmentId !== adjustmentId) return ok([]);
  const [first] = stepsOf(differencesOf(state, current.lines));
  const isSecond = !current.takesBack && positionOf(state, current) > 0;
  if (isSecond && first) {
    return ok([request(state, { id, current, step: first, because: rejections })]);
  }
  const reasons = current.takesBack ?? rejections;
  return ok([refused(state, current, { refusal: null, rejections: reasons })]);
}

/** Of the pending request among the steps. */
const positionOf = (state: OrderState, { lines, pending }: Amendment): number =>
  stepsOf(differencesOf(state, lines)).findIndex((step) => step.purpose === pending?.purpose);

function refused(
  { requisitionId, vendorId }: OrderState,
  { number }: Amendment,
  why: {
    readonly refusal: RefuseAmendment['refusal'] | null;
    readonly rejections: readonly Shortfall[];
  },
): OrderEvent {
  const { refusal, rejections } = why;
  const data = { number, requisitionId, vendorId, refusal, rejections: [...rejections] };
  return { type: 'OrderAmendmentRefused', data };
}
