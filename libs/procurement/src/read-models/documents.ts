import type { DomainEvent } from '@tamani/kernel';
import type { JsonObject } from '@tamani/ports';
import { aggregateReadModel, type AggregateReadModel, type ReadModel } from '@tamani/runtime';

/** `fields` are those in addition to reference and timestamps. */
type DocumentList<S, E extends DomainEvent> = Omit<AggregateReadModel<S, E>, 'context' | 'indexes'>;

/** The list of one kind of document: its own fields, and items in the API's form. */
export const documentList = <S extends { readonly reference: string }, E extends DomainEvent>({
  fields,
  values,
  search = [],
  order = [],
  ...model
}: DocumentList<S, E>): ReadModel<JsonObject> =>
  aggregateReadModel<S, E>({
    ...model,
    context: 'procurement',
    search: ['reference', ...search],
    order: ['reference', ...order],
    fields: { reference: 'text', ...fields },
    indexes: Object.keys(fields).map((field) => [field, 'updatedAt']),
    values: (state, at) => ({ reference: state.reference, ...values(state, at) }),
  });
