import type { EventOf, IntegrationEvent } from '@tamani/kernel';
import {
  isProcurementEvent,
  PROCUREMENT_TOPIC,
  type ProcurementData,
} from '@tamani/procurement/published';
import { send, type ProcessDefinition, type ProcessInput, type Reaction } from '@tamani/runtime';
import { budgetLine } from '../domain/budget-line/budget-line.decide.js';
import { BUDGETS_TOPIC, commitmentOutcomes, isBudgetsEvent } from '../published/index.js';
import { inOrder, isComplete, refusals, stillGiven, type Answers } from './document-answers.js';

const events = {
  DocumentFundsCommitted: { schemaVersion: 1, data: commitmentOutcomes.DocumentFundsCommitted },
  DocumentCommitmentRejected: {
    schemaVersion: 1,
    data: commitmentOutcomes.DocumentCommitmentRejected,
  },
} as const;
type Outcome = EventOf<typeof events>;

type Order = ProcurementData<'procurement.PurchaseOrderApproved.v1'>;
interface CommitmentState {
  readonly order: Order | undefined;
  readonly answers: Answers;
  /** Ids of the budget lines that have cancelled what they had committed. */
  readonly takenBack: readonly string[];
  readonly concluded: boolean;
}

/** The part of an input that this process understands. */
function read(input: ProcessInput) {
  if (isProcurementEvent(input) && input.type === 'procurement.PurchaseOrderApproved.v1') {
    return input;
  }
  if (isBudgetsEvent(input)) {
    if (input.type === 'budgets.FundsCommitted.v1') return input;
    if (input.type === 'budgets.CommitmentRejected.v1') return input;
    if (input.type === 'budgets.CommitmentCancelled.v1') return input;
  }
  return undefined;
}

/** An order that was refused asks again under the next number: a round is an instance. */
function key(input: ProcessInput): string | undefined {
  const known = read(input);
  if (!known) return undefined;
  const { approval } = known.data;
  return `${'orderId' in known.data ? known.data.orderId : known.data.commitmentId}:${approval}`;
}

function evolve(state: CommitmentState, item: ProcessInput | Outcome): CommitmentState {
  if (Object.hasOwn(events, item.type)) return { ...state, concluded: true };
  const input = read(item as IntegrationEvent);
  const answer = (id: string, given: Answers[string]): CommitmentState => ({
    ...state,
    answers: { ...state.answers, [id]: given },
  });
  switch (input?.type) {
    case 'procurement.PurchaseOrderApproved.v1':
      return { ...state, order: input.data };
    case 'budgets.FundsCommitted.v1':
      return answer(input.data.budgetLineId, null);
    case 'budgets.CommitmentRejected.v1': {
      const { budgetLineId, code, shortfall } = input.data;
      return answer(budgetLineId, { budgetLineId, code, shortfall });
    }
    case 'budgets.CommitmentCancelled.v1':
      return { ...state, takenBack: [...state.takenBack, input.data.budgetLineId] };
    default:
      return state;
  }
}

function react(state: CommitmentState, input: ProcessInput): Reaction {
  const known = read(input);
  const { order } = state;
  if (!known || !order) return {};
  switch (known.type) {
    case 'procurement.PurchaseOrderApproved.v1':
      return { commands: asking(order) };
    case 'budgets.CommitmentCancelled.v1':
      return refused(state, order);
    default:
      return answered(state, order);
  }
}

const asking = (order: Order) => {
  const { orderId, reference, approval, reservationId, vendorId, effectiveAt, lines } = order;
  return inOrder(lines).map(({ budgetLineId, ...line }) =>
    send(budgetLine, budgetLineId, {
      type: 'CommitFunds',
      commitmentId: orderId,
      ...{ approval, reservationId, vendorId, ...line },
      document: { kind: 'purchase_order', id: orderId, reference },
      effectiveAt,
    }),
  );
};

/** All or none: one refusal, and what the others have committed is reserved again. */
function answered(state: CommitmentState, order: Order): Reaction {
  const { orderId, approval, effectiveAt, lines } = order;
  if (state.concluded || !isComplete(lines, state.answers)) return {};
  if (refusals(lines, state.answers).length > 0) {
    const commands = stillGiven(lines, state).map(({ budgetLineId }) =>
      send(budgetLine, budgetLineId, {
        type: 'CancelCommitment',
        ...{ commitmentId: orderId, approval, effectiveAt },
      }),
    );
    return { commands, ...refused(state, order) };
  }
  const committed = inOrder(lines).map(({ budgetLineId, amount }) => ({ budgetLineId, amount }));
  const data = { documentId: orderId, approval, lines: committed };
  return { events: [{ type: 'DocumentFundsCommitted', data }] };
}

/** Told when all is as it was before: the order may be approved again at once. */
function refused(state: CommitmentState, { orderId, approval, lines }: Order): Reaction {
  if (state.concluded || stillGiven(lines, state).length > 0) return {};
  const rejections = refusals(lines, state.answers);
  const data = { documentId: orderId, approval, rejections };
  return { events: [{ type: 'DocumentCommitmentRejected', data }] };
}

/** An order's funds: committed on every budget line, all or none. */
export const commitment: ProcessDefinition<CommitmentState> = {
  name: 'commitment',
  context: 'budgets',
  topics: [PROCUREMENT_TOPIC, BUDGETS_TOPIC],
  key,
  initial: { order: undefined, answers: {}, takenBack: [], concluded: false },
  events,
  evolve: (state, item) => evolve(state, item as ProcessInput | Outcome),
  react,
};
