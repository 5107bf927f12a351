import type { Rejection } from '@tamani/kernel';
import type { DocumentRef } from '../../../shared/vocabulary.js';
import { refuse } from '../../budget-line.rejections.js';
import { unliquidatedOf } from '../../movements.js';
import type { BudgetLineState, Commitment } from '../../state/budget-line.state.js';
import { valuesOf } from '../../state/register.js';
import { lineMoney } from '../rule-parts.js';

/** Documents that a refusal names; of more, how many. */
const NAMED = 10;

/** Why a line cannot be closed: money of documents is open on it. */
export function useProblem(state: BudgetLineState): Rejection | undefined {
  const { reference } = state;
  const { reserved, committed, transferHold, advances } = state.figures;
  const unliquidated = unliquidatedOf(state.figures);
  if (state.awaited.length > 0) return refuse.allotment_awaited({ reference });
  const open = reserved + committed + transferHold + advances + unliquidated;
  if (open === 0n && state.held.length === 0) return undefined;
  return refuse.budget_line_in_use({
    reference,
    reserved: lineMoney(state, reserved).amount,
    committed: lineMoney(state, committed).amount,
    advances: lineMoney(state, advances).amount,
    unliquidated: lineMoney(state, unliquidated).amount,
    held: state.held.length,
    currency: state.currency,
    documents: named(openDocuments(state)),
  });
}

/** What keeps it in use: requisitions, orders and transfers, by their references. */
function openDocuments(state: BudgetLineState): readonly string[] {
  const reservations = valuesOf(state.reservations).filter((one) => one.openMinor > 0n);
  const orders = valuesOf(state.commitments).filter(isOpen);
  const transfers = valuesOf(state.transfersOut).filter(({ status }) => status === 'held');
  const documents = [...reservations, ...orders, ...state.held].flatMap(({ document }) =>
    document === null ? [] : [nameOf(document)],
  );
  const all = [...documents, ...transfers.flatMap(({ reference }) => reference ?? [])];
  return [...new Set(all)].sort();
}

/** Goods are to come, to be paid, or were paid before they came. */
const isOpen = ({ openMinor, deliveries, payments }: Commitment): boolean =>
  openMinor > 0n ||
  deliveries.some((one) => !one.reversed && one.amountMinor !== one.settledMinor) ||
  payments.some((one) => !one.returned && one.advanceMinor > 0n);

const nameOf = ({ kind, id, reference }: DocumentRef): string => reference ?? `${kind} ${id}`;

function named(documents: readonly string[]): string {
  const more = documents.length - NAMED;
  const first = documents.slice(0, NAMED).join(', ');
  return more > 0 ? `${first}, +${more}` : first;
}
