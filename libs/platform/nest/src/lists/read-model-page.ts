import type { Condition, FindPage } from '@tamani/ports';
import { collectionName, type AnyReadModel } from '@tamani/runtime';
import type { Platform } from '../platform.js';
import { sortField } from './criteria.js';
import type { ListAsk } from './list-definition.js';

/** One page of a read model, as a request asks for it. Throws InvalidCursor. */
export function readModelPage(
  { context, model }: { readonly context: string; readonly model: AnyReadModel },
  where: readonly Condition[],
  at: { readonly ask: Pick<ListAsk, 'limit' | 'cursor' | 'sort'>; readonly platform: Platform },
): Promise<FindPage> {
  const { limit, cursor, sort } = at.ask;
  const field = sort && sortField(model, sort.field);
  return at.platform.runtime.ports.reads.find(collectionName(context, model), {
    where,
    limit,
    ...(field === undefined ? {} : { sort: { field, direction: sort?.direction ?? 'asc' } }),
    ...(cursor === undefined ? {} : { cursor }),
  });
}
