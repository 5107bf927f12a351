import type { Caller, ListAsk, ListDefinition, ParameterMap, Platform } from '@tamani/nest';
import type { MoneyJson } from '@tamani/kernel';
import { valuesOf } from '@tamani/nest';
import type { Runtime } from '@tamani/runtime';
import { z } from 'zod';

export type Raw = Readonly<Record<string, string | readonly string[]>>;

/** The parts of the answers that tests look at. */
export interface SpendAnswer {
  readonly position: string;
  readonly data: readonly { readonly ledgerLines: string }[];
  readonly totals: readonly { readonly expended: MoneyJson | null }[];
}
export interface LinesAnswer {
  readonly data: readonly {
    readonly amount: MoneyJson;
    readonly eventId: string;
    readonly effectiveAt: string;
  }[];
  readonly nextCursor: string | null;
}

const caller = { today: '2026-11-30', now: '2026-11-30T00:00:00.000Z' } as Caller;

/** What a report answers in JSON, without the way over HTTP. */
export async function answerOf<P extends ParameterMap>(
  list: ListDefinition<P>,
  runtime: Runtime,
  raw: Raw,
): Promise<unknown> {
  const { limit = '25', cursor, sort = list.defaultSort ?? '', ...own } = raw;
  const ask = {
    query: valuesOf(own, list.parameters),
    limit: Number(limit),
    cursor,
    sort: sort && { field: String(sort).replace('-', ''), direction: directionOf(String(sort)) },
    caller,
    upTo: () => Promise.resolve(),
  } as unknown as ListAsk<P>;
  const { envelope, ...page } = await list.page(ask, { runtime } as Platform);
  return list.pages === false ? { ...envelope, data: page.data } : { ...envelope, ...page };
}

const directionOf = (sort: string): string => (sort.startsWith('-') ? 'desc' : 'asc');

/** The schema of a whole answer. */
export const answerSchema = <P extends ParameterMap>({
  item,
  envelope,
  pages,
}: ListDefinition<P>) =>
  z.strictObject({
    ...envelope,
    data: z.array(item),
    ...(pages === false ? {} : { nextCursor: z.string().nullable() }),
  });
