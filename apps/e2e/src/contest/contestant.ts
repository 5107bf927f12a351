import { budgetsContext } from '@tamani/budgets';
import { budgetLineView, rateTableView } from '@tamani/budgets/published';
import { canonicalHash, systemClock, systemIds } from '@tamani/kernel';
import { openEventStoreDb } from '@tamani/eventstoredb';
import type { EventStore } from '@tamani/ports';
import { CommandHandler, type AnyAggregate, type CommandContext } from '@tamani/runtime';

const aggregateOf = (category: string): AnyAggregate => {
  const found = budgetsContext.aggregates.find(({ decider }) => decider.category === category);
  if (!found) throw new Error(`no aggregate ${category}`);
  return found;
};

export const lineAggregate = aggregateOf(budgetLineView.category);
export const ratesAggregate = aggregateOf(rateTableView.category);
export const registerAggregate = aggregateOf('budgets.LineRegister');

/** The event store of the environment: TAMANI_ESDB_URL under TAMANI_NAMESPACE. */
export function openContestStore() {
  const { TAMANI_ESDB_URL: url, TAMANI_NAMESPACE: namespace = '' } = process.env;
  if (url === undefined) throw new Error('TAMANI_ESDB_URL is not set');
  return openEventStoreDb({ url, namespace });
}

/** A replica's command handler: others write to the same streams. */
export const replicaOf = (store: EventStore): CommandHandler =>
  new CommandHandler({ store, clock: systemClock }, { soleWriter: false });

/** Somebody who asks, under a command id that others may use again. */
export function asking(command: unknown, commandId = systemIds.next()): CommandContext {
  return {
    commandId,
    requestHash: canonicalHash(command),
    actor: { id: 'contest', roles: ['process'] },
    correlationId: commandId,
    causationId: commandId,
  };
}
