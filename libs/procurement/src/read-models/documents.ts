import type { DomainEvent } from '@tamani/kernel';
import type { FieldType, JsonObject } from '@tamani/ports';
import { aggregateReadModel, type AggregateReadModel, type ReadModel } from '@tamani/runtime';

export interface DocumentList<S, E extends DomainEvent> extends Pick<
  AggregateReadModel<S, E>,
  'name' | 'version' | 'decider'
> {
  /** Fields to filter by, beside reference, status and updatedAt. */
  readonly fields: Readonly<Record<string, FieldType>>;
  readonly values: (state: S) => JsonObject;
  readonly render: (state: S, at: { readonly id: string }) => JsonObject;
}

/** The list of one kind of document: its own fields, and each item as the API answers it. */
export const documentList = <S extends { readonly reference: string }, E extends DomainEvent>({
  fields,
  values,
  render,
  ...model
}: DocumentList<S, E>): ReadModel<JsonObject> =>
  aggregateReadModel<S, E>({
    ...model,
    context: 'procurement',
    fields: { reference: 'text', updatedAt: 'text', ...fields },
    indexes: [['updatedAt'], ...Object.keys(fields).map((field) => [field, 'updatedAt'])],
    document: (state, { id }, event) => ({
      reference: state.reference,
      updatedAt: event.meta.recordedAt,
      ...values(state),
      item: render(state, { id }),
    }),
  });
