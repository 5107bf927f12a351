import type { IntegrationEvent, Person } from '@tamani/kernel';
import { reaction, type On, type Reaction } from '@tamani/runtime';
import { BUDGETS_TOPIC, type BudgetsData, type BudgetsEventType } from '../../published/index.js';

type Messages = { readonly [K in BudgetsEventType]: BudgetsData<K> };

type Key = 'budgetLineId' | 'transferId' | 'month';

/** A link of this context: driven by its own messages, in order per line, transfer or month. */
export const link = (name: string, on: On<Messages>, key: Key = 'budgetLineId'): Reaction =>
  reaction<Messages>({
    name,
    context: 'budgets',
    topic: BUDGETS_TOPIC,
    key: (data) => (data as Readonly<Record<Key, string>>)[key],
    on,
  });

/** Who asked for what a link carries on. */
export const personOf = ({ actor: { id, onBehalfOf } }: IntegrationEvent): Person =>
  onBehalfOf === undefined ? { id } : { id, onBehalfOf };
