import type { CollectionSpec } from '@tamani/ports';
import type { AnyReadModel } from '../definitions.js';

const snake = (name: string): string => name.replaceAll('-', '_');

/** `budgets_budget_lines_v1`: a new version has its own table. */
export const collectionName = (context: string, model: AnyReadModel): string =>
  `${snake(context)}_${snake(model.name)}_v${model.version}`;

export const collectionOf = (
  context: string,
  model: AnyReadModel,
  name = collectionName(context, model),
): CollectionSpec => {
  const { fields, indexes, columns } = model;
  return { name, fields, indexes, ...(columns && { columns }) };
};

/** Name of the checkpoint that is there once a collection has been filled from the log. */
export const filledMark = (collection: string): string => `${collection}.filled`;
