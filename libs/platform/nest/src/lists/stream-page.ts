import { Rejected } from '@tamani/kernel';
import type { JsonObject, StoredEvent } from '@tamani/ports';
import { refuse } from '../errors/api-errors.js';
import type { Platform } from '../platform.js';
import type { ListAsk, ListPage } from './list-definition.js';

const REVISION = /^\d{1,15}$/;

/** One page of a stream; its cursor is the revision to go on from. Undefined: no such stream. */
export async function streamPage(
  stream: string,
  { ask, platform }: { readonly ask: ListAsk; readonly platform: Platform },
  render: (event: StoredEvent) => JsonObject,
): Promise<ListPage | undefined> {
  const { limit, cursor = '0' } = ask;
  if (!REVISION.test(cursor)) {
    const errors = [{ pointer: '/cursor', code: 'cursor_invalid' }];
    throw new Rejected(refuse.input_invalid({}, errors));
  }
  const from = BigInt(cursor);
  const { store } = platform.runtime.ports;
  const events = await store.readStream(stream, { from, limit: limit + 1 });
  if (events.length === 0 && from === 0n) return undefined;
  const nextCursor = events.length > limit ? String(from + BigInt(limit)) : null;
  return { data: events.slice(0, limit).map(render), nextCursor };
}
