import type { EventStore, StoredEvent } from '@tamani/ports';
import { beforeReading } from '../faults/bad-day.js';
import type { Faults } from '../faults/faults.js';
import { notFoundMessage } from '../wire/messages.js';
import { placeOf } from '../wire/positions.js';
import { Refusal, serviceError } from '../wire/refusals.js';
import { readOrderOf, type From, type ReadOrder } from '../wire/requests.js';
import { Outlet, type ReadCall } from './outlet.js';
import { subscribe } from './subscription.js';

export interface ReadService {
  readonly store: EventStore;
  readonly faults: Faults;
  readonly life: AbortSignal;
}

/** How much of one direction is wanted. */
interface Extent {
  readonly from: From;
  readonly count: number;
  readonly backwards: boolean;
}

const PAGE = 500;
/** The storage looks at so many events for a page, however few are asked for. */
const LOG_PAGE = 2_000;

/** Read: a page of a stream or of the log, or a subscription to either. */
export const read =
  (service: ReadService) =>
  (call: ReadCall): void => {
    answered(service, call).catch((error: unknown) => call.emit('error', serviceError(error)));
  };

async function answered(service: ReadService, call: ReadCall): Promise<void> {
  const order = readOrderOf(call.request);
  const isSubscription = order.count === undefined;
  const fault = service.faults.take(isSubscription ? 'subscription' : 'read');
  const outlet = new Outlet(call, service.life, fault);
  try {
    if (!(await beforeReading(fault, outlet.signal))) return;
    if (isSubscription) await subscribe({ ...service, order, outlet, fault });
    else await page(service, order, outlet);
    outlet.finish();
  } catch (error) {
    outlet.fail(error);
  }
}

async function page(service: ReadService, order: ReadOrder, outlet: Outlet): Promise<void> {
  const { target, backwards, count = 0 } = order;
  const extent: Extent = { from: target.from, count, backwards };
  outlet.checkEnd();
  const { store } = service;
  if (target.kind === 'stream')
    return pageOfStream(store, { ...extent, name: target.name }, outlet);
  // As it was seen: the server takes the call and answers nothing.
  if (count === 0) return outlet.gone();
  if (target.from !== 'end' || backwards) await send(outlet, pagesOfLog(store, extent));
}

async function pageOfStream(
  store: EventStore,
  extent: Extent & { readonly name: string },
  outlet: Outlet,
): Promise<void> {
  const { name, from, backwards, count } = extent;
  if (count === 0 || (from === 'end' && !backwards)) throw new Refusal('invalidArgument');
  const [last] = await store.readStream(name, { direction: 'backwards', limit: 1 });
  if (!last) return outlet.send(notFoundMessage(name));
  const wanted = from === 'start' ? 0n : from === 'end' ? last.revision : from;
  // From beyond the last event there is nothing; backwards, it begins at the last one.
  const first = backwards && wanted > last.revision ? last.revision : wanted;
  const direction = backwards ? 'backwards' : 'forwards';
  await send(outlet, pagesOfStream(store, { name, first, direction, count }));
}

async function* pagesOfStream(
  store: EventStore,
  of: {
    readonly name: string;
    readonly first: bigint;
    readonly direction: 'forwards' | 'backwards';
    readonly count: number;
  },
): AsyncGenerator<readonly StoredEvent[]> {
  const { name, direction } = of;
  const step = direction === 'forwards' ? 1n : -1n;
  let from = of.first;
  for (let left = of.count; left > 0 && from >= 0n;) {
    const limit = Math.min(PAGE, left);
    const events = await store.readStream(name, { from, limit, direction });
    yield events;
    if (events.length < limit) return;
    left -= events.length;
    from += step * BigInt(events.length);
  }
}

/** Forwards with the event that is at the position, backwards without it. */
async function* pagesOfLog(
  store: EventStore,
  { from, count, backwards }: Extent,
): AsyncGenerator<readonly StoredEvent[]> {
  const head = await store.head();
  const place = typeof from === 'bigint' ? placeOf(from, head) : undefined;
  if (place?.kind === 'between') throw new Refusal('invalidPosition');
  const at = place?.kind === 'at' ? place.position : undefined;
  if (backwards) yield* backwardsBelow(store, at ?? (from === 'start' ? 0n : head + 1n), count);
  else if (place?.kind !== 'beyond') yield* forwardsFrom(store, at ?? 0n, count);
}

async function* forwardsFrom(
  store: EventStore,
  position: bigint,
  count: number,
): AsyncGenerator<readonly StoredEvent[]> {
  let after = position > 0n ? position - 1n : 0n;
  for (let left = count; left > 0;) {
    const { events, next, atHead } = await store.readAll({
      after,
      limit: Math.min(LOG_PAGE, left),
    });
    yield events;
    if (atHead) return;
    left -= events.length;
    after = next;
  }
}

/** Positions of this storage are dense, so that the ones before an event are known. */
async function* backwardsBelow(
  store: EventStore,
  position: bigint,
  count: number,
): AsyncGenerator<readonly StoredEvent[]> {
  let below = position;
  for (let left = count; left > 0 && below > 1n;) {
    const wanted = Math.min(LOG_PAGE, left, Number(below - 1n));
    const after = below - 1n - BigInt(wanted);
    const { events } = await store.readAll({ after, limit: wanted });
    yield [...events].reverse();
    left -= wanted;
    below = after + 1n;
  }
}

async function send(outlet: Outlet, pages: AsyncIterable<readonly StoredEvent[]>): Promise<void> {
  for await (const events of pages) {
    for (const event of events) await outlet.event(event);
    if (outlet.signal.aborted) return;
  }
}
