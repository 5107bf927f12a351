import { randomUUID } from 'node:crypto';
import { status } from '@grpc/grpc-js';
import type { EventStore, StoredEvent } from '@tamani/ports';
import { wait } from '../faults/bad-day.js';
import type { Faults } from '../faults/faults.js';
import type { FaultAction } from '../faults/rules.js';
import { caughtUpMessage, checkpointMessage, confirmationMessage } from '../wire/messages.js';
import { placeOf, storedBefore } from '../wire/positions.js';
import { Refusal } from '../wire/refusals.js';
import type { From, ReadOrder } from '../wire/requests.js';
import { takesOf } from './filter.js';
import type { Outlet } from './outlet.js';

export interface SubscriptionOrder {
  readonly store: EventStore;
  readonly faults: Faults;
  readonly order: ReadOrder;
  readonly outlet: Outlet;
  readonly fault: FaultAction | undefined;
}

const PAGE = 500;
/** The storage looks at so many events for a page, however few are asked for. */
const LOG_PAGE = 2_000;

/** A subscription, until its reader is gone or a fault ends it (throws). */
export async function subscribe(subscription: SubscriptionOrder): Promise<void> {
  const { faults, order, outlet, fault } = subscription;
  const untrack = faults.track((code) => outlet.fail(new Refusal('lost', '', code)));
  try {
    await outlet.send(confirmationMessage(randomUUID()));
    outlet.checkEnd();
    if (fault?.kind === 'late') await wait(fault.ms, outlet.signal);
    const { target } = order;
    if (target.kind === 'all') await followLog(subscription, target.from);
    else await followStream(subscription, target);
  } finally {
    untrack();
  }
}

/** The log after a position, with a checkpoint every so many events that were looked at. */
async function followLog({ store, order, outlet }: SubscriptionOrder, from: From): Promise<void> {
  const head = await store.head();
  const place = typeof from === 'bigint' ? placeOf(from, head) : undefined;
  if (place?.kind === 'between') throw new Refusal('invalidPosition', '', status.INVALID_ARGUMENT);
  const after = place?.kind === 'at' ? place.position : from === 'start' ? 0n : head;
  const { filter } = order;
  // From beyond the end it is live at once: what is written up to there is never delivered.
  const beyond = place?.kind === 'beyond' ? storedBefore(from as bigint) : 0n;
  const matches = takesOf(filter);
  const takes = (event: StoredEvent): boolean => event.position > beyond && matches(event);
  // As it was seen of the real server: the first one may lie before all events.
  if (filter && after === 0n) await outlet.send(checkpointMessage(0n));
  let scanned = 0;
  await follow({ store, outlet, after }, async (event) => {
    if (takes(event)) await outlet.event(event);
    scanned += 1;
    if (filter && scanned % filter.checkpointEvery === 0)
      await outlet.send(checkpointMessage(event.position));
  });
}

/** A stream after a revision: what is there by its own pages, what comes by the log. */
async function followStream(
  { store, outlet }: SubscriptionOrder,
  { name, from }: { readonly name: string; readonly from: From },
): Promise<void> {
  const after = await store.head();
  let next = typeof from === 'bigint' ? from + 1n : 0n;
  if (from === 'end') {
    const [last] = await store.readStream(name, { direction: 'backwards', limit: 1 });
    next = last ? last.revision + 1n : 0n;
  }
  for (let events = await page(); events.length > 0; events = await page()) {
    for (const event of events) await outlet.event(event);
    next += BigInt(events.length);
    if (outlet.signal.aborted) return;
  }
  await follow({ store, outlet, after }, async (event) => {
    if (event.stream === name && event.revision >= next) await outlet.event(event);
  });

  function page(): Promise<readonly StoredEvent[]> {
    return store.readStream(name, { from: next, limit: PAGE });
  }
}

/** Every event after a position, and once that the end has been reached: pages, then live. */
async function follow(
  of: { readonly store: EventStore; readonly outlet: Outlet; readonly after: bigint },
  take: (event: StoredEvent) => Promise<void>,
): Promise<void> {
  const { store, outlet } = of;
  const { signal } = outlet;
  let { after } = of;
  for (let atHead = false; !atHead && !signal.aborted;) {
    const page = await store.readAll({ after, limit: LOG_PAGE });
    for (const event of page.events) await take(event);
    ({ next: after, atHead } = page);
  }
  await outlet.send(caughtUpMessage());
  for await (const item of store.subscribeAll({ after, signal }))
    if (item.kind === 'event') await take(item.event);
}
