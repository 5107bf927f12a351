import { minorOf, type BusinessDate, type Currency, type Person } from '@tamani/kernel';
import type { Coding } from '../../shared/vocabulary.js';
import {
  lineStatusAfter,
  type BudgetLineEvent,
  type BudgetLineEventData,
  type LineStatus,
} from '../budget-line.events.js';
import { figuresAfter, noFigures, type Figures } from '../movements.js';

/** A delivery that waits for funds, with the data for its accrual. */
export type HeldDelivery = BudgetLineEventData<'DeliveryHeld'>;

export interface Overrun {
  readonly capMinor: bigint;
  readonly expiresOn: BusinessDate;
  readonly authority: string;
  readonly by: Person;
}

/** The visible part of a line: small, however many documents the line has. */
export interface LineView {
  /** `none` before it is drafted. */
  readonly status: LineStatus | 'none';
  readonly reference: string;
  readonly title: string;
  readonly currency: Currency;
  readonly coding: Coding | undefined;
  readonly figures: Figures;
  readonly held: readonly HeldDelivery[];
  readonly overrun: Overrun | undefined;
  /** Why it is frozen or closed. */
  readonly reason: string;
}

export const initialLineView: LineView = {
  status: 'none',
  reference: '',
  title: '',
  currency: '',
  coding: undefined,
  figures: noFigures,
  held: [],
  overrun: undefined,
  reason: '',
};

/** A change of status says why, from the draft's opening on. */
const changesStatus = (
  event: BudgetLineEvent,
): event is Extract<BudgetLineEvent, { data: { reason: string } }> =>
  lineStatusAfter[event.type] !== undefined && 'reason' in event.data;

function shownAfter(view: LineView, event: BudgetLineEvent): Partial<LineView> {
  switch (event.type) {
    case 'BudgetLineDrafted': {
      const { reference, title, currency, coding } = event.data;
      return { reference, title, currency, coding };
    }
    case 'OverrunAuthorised': {
      const { cap, expiresOn, authority, by } = event.data;
      return { overrun: { capMinor: minorOf(cap), expiresOn, authority, by } };
    }
    case 'DeliveryHeld':
      return { held: [...view.held, event.data] };
    case 'ExpenditureAccrued':
    case 'HeldDeliveryWithdrawn':
      return { held: view.held.filter((one) => one.deliveryId !== event.data.deliveryId) };
    default:
      return changesStatus(event) ? { reason: event.data.reason } : {};
  }
}

/**
 * The visible part after an event, of a whole state or of the view alone: decisions and the
 * list use the same fold. Status and figures come from the tables that the ledger reads too.
 */
export function evolveLineView<V extends LineView>(view: V, event: BudgetLineEvent): V {
  const figures = figuresAfter(view.figures, event);
  const status = lineStatusAfter[event.type] ?? view.status;
  return { ...view, ...shownAfter(view, event), figures, status };
}
