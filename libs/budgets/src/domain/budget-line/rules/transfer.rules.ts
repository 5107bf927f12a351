import {
  err,
  firstRefusal,
  minorOf,
  ok,
  quantityOf,
  refusalOf,
  sumMinor,
  type BusinessDate,
  type Decision,
  type MoneyJson,
  type Rejection,
  type Rules,
} from '@tamani/kernel';
import type {
  CreditTransfer,
  HoldTransfer,
  ReleaseTransfer,
  SendTransfer,
  TransferCommand,
} from '../transfer.commands.js';
import type { BudgetLineEvent } from '../budget-line.events.js';
import { refuse } from '../budget-line.rejections.js';
import type { BudgetLineState, TransferOut } from '../state/budget-line.state.js';
import { findIn, valuesOf } from '../state/register.js';
import {
  asking,
  guardProblem,
  refused,
  sizeProblem,
  takesAllotments,
  type Asked,
} from './allotment.rules.js';
import { postingDate, type PostingFacts } from './posting.js';
import {
  allotmentDateProblem,
  contextOf,
  currencyProblem,
  lineMoney,
  shortfallProblem,
  statusProblem,
  type BudgetLineFacts,
  type GuardFacts,
  type TransferFacts,
} from './rule-parts.js';

type State = BudgetLineState;
type Decided = Decision<BudgetLineEvent>;

/** Why a line cannot give an amount to another: funds, and the share that may leave it. */
export const holdProblem = (
  { amount, effectiveAt }: { readonly amount: MoneyJson; readonly effectiveAt: BusinessDate },
  state: State,
  facts: TransferFacts,
): Rejection | undefined =>
  firstRefusal(
    statusProblem(state, 'open', 'frozen', 'soft_closed'),
    currencyProblem(state, amount),
    allotmentDateProblem(state, effectiveAt),
    shortfallProblem(state, minorOf(amount)),
    limitProblem(state, minorOf(amount), facts),
  );

const PERCENT = 100_000n;

/** What leaves a line by transfers, all of them together, is a share of its original allotment. */
function limitProblem(
  state: State,
  minor: bigint,
  { transferPercent: percent }: TransferFacts,
): Rejection | undefined {
  const most = (state.originalMinor * quantityOf(percent)) / PERCENT;
  const left = most - sumMinor(valuesOf(state.transfersOut).filter(leaves).map(amountOf));
  if (minor <= left) return undefined;
  const { amount, currency } = lineMoney(state, left < 0n ? 0n : left);
  return refuse.transfer_limit_exceeded({
    ...{ reference: state.reference, percent, left: amount, currency },
  });
}

const leaves = ({ status }: TransferOut): boolean => status === 'held' || status === 'sent';
const amountOf = ({ amountMinor }: TransferOut): bigint => amountMinor;

/** The transfer waits: a refusal is an answer like any other. */
function hold(command: HoldTransfer, state: State, facts: TransferFacts & PostingFacts): Decided {
  const { transferId, reference, amount, toLineId, reason, by } = command;
  if (state.status === 'none') return err(refuse.budget_line_unknown());
  if (findIn(state.transfersOut, transferId)) return ok([]);
  const problem = holdProblem(command, state, facts);
  if (problem) {
    const data = { ...contextOf(state, null), transferId, refusal: refusalOf(problem) };
    return ok([{ type: 'TransferRefused', data }]);
  }
  const effectiveAt = postingDate(facts, [command.effectiveAt], 'new');
  const document = { kind: 'budget_transfer', id: transferId, reference } as const;
  const money = { ...contextOf(state, document), amount, documentAmount: amount };
  const data = { ...money, transferId, toLineId, heldOn: effectiveAt, reason, by };
  return ok([{ type: 'TransferHeld', data, effectiveAt }]);
}

/** The money of a transfer that is held, and when it is posted: on the day of its hold. */
function heldMoney(state: State, transferId: string, facts: PostingFacts) {
  const held = findIn(state.transfersOut, transferId);
  if (held?.status !== 'held') return undefined;
  const { reference, toLineId } = held;
  const effectiveAt = postingDate(facts, [held.heldOn], 'new');
  const document = { kind: 'budget_transfer', id: transferId, reference } as const;
  const amount = lineMoney(state, held.amountMinor);
  const data = { ...contextOf(state, document), amount, documentAmount: amount, transferId };
  return { data, toLineId, effectiveAt };
}

function release({ transferId }: ReleaseTransfer, state: State, facts: PostingFacts): Decided {
  const held = heldMoney(state, transferId, facts);
  if (!held) return ok([]);
  const { data, effectiveAt } = held;
  return ok([{ type: 'TransferHoldReleased', data, effectiveAt }]);
}

function sendTransfer(command: SendTransfer, state: State, facts: PostingFacts): Decided {
  const { transferId, toProjectId } = command;
  const held = heldMoney(state, transferId, facts);
  if (!held) return ok([]);
  const { toLineId, effectiveAt } = held;
  const data = { ...held.data, toLineId, toProjectId };
  return ok([{ type: 'FundsTransferredOut', data, effectiveAt }]);
}

/** What arrives is an allotment to the project of the destination, unless it comes from there. */
function credit(command: CreditTransfer, state: State, facts: GuardFacts & PostingFacts): Decided {
  const { transferId, reference, amount, fromLineId, fromProjectId, reason, by } = command;
  if (state.status === 'none') return err(refuse.budget_line_unknown());
  const isKnown = state.awaited.some((one) => one.allotmentId === transferId);
  if (isKnown || state.transfersIn.includes(transferId)) return ok([]);
  const asked: Asked = {
    ...{ ...contextOf(state, null), reason, by, allotmentId: transferId, kind: 'transfer', amount },
    ...{ allottedOn: postingDate(facts, [command.effectiveAt], 'new'), contributionId: null },
    transfer: { reference, fromLineId, fromProjectId },
  };
  const problem = firstRefusal(
    takesAllotments(state),
    currencyProblem(state, amount),
    sizeProblem(state, amount),
    guardProblem(asked, facts),
  );
  return ok([problem ? refused(asked, state, refusalOf(problem)) : asking(asked, state)]);
}

/** Rules of budget transfers, on the line that gives and on the line that takes. */
export const transferRules: Rules<State, TransferCommand, BudgetLineEvent, BudgetLineFacts> = {
  HoldTransfer: hold,
  ReleaseTransfer: release,
  SendTransfer: sendTransfer,
  CreditTransfer: credit,
};
