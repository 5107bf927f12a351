import { Inject, Injectable } from '@nestjs/common';
import type { RuntimeStatus } from '@tamani/runtime';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { Platform } from '../platform.js';
import { TimedEventStore } from './timed-event-store.js';
import { inTime, type Vitals } from './vitals.js';

const REQUEST_BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];
const APPEND_BUCKETS = [0.0005, ...REQUEST_BUCKETS];

interface Watched {
  readonly gauge: Gauge;
  readonly label: string;
  readonly read: () => Promise<ReadonlyMap<string, number>>;
}

/** What Prometheus scrapes. */
@Injectable()
export class Metrics {
  private readonly registry = new Registry();
  readonly contentType = this.registry.contentType;
  private readonly requests = new Histogram({
    name: 'tamani_http_request_seconds',
    help: 'Time of requests by method, route and status',
    labelNames: ['method', 'route', 'status'],
    buckets: REQUEST_BUCKETS,
    registers: [this.registry],
  });
  private countInHand = (): number => 0;
  private readonly watched: Watched[] = [];
  private readonly inHand = this.gauge('tamani_http_requests_in_hand', 'Requests in hand', []);
  private readonly engines = this.gauge('tamani_engine_up', '0: the engine does not answer', [
    'port',
  ]);
  private readonly lagEvents = this.gauge(
    'tamani_log_lag_events',
    'Events still to handle, counted up to 1000',
    ['worker'],
  );
  private readonly lagSeconds = this.gauge(
    'tamani_log_lag_seconds',
    'Age of the oldest event still to handle',
    ['worker'],
  );
  private readonly failing = this.gauge('tamani_worker_failing', '1: it does not go on', [
    'worker',
  ]);
  private readonly busLag = this.gauge('tamani_bus_lag', 'Messages not handled', ['group']);
  private readonly troubles = this.gauge('tamani_engine_troubles', 'Troubles since the start', [
    'port',
    'trouble',
  ]);
  private readonly parked = this.gauge('tamani_parked_messages', 'Parked messages', ['group']);

  private readonly corrupt = this.gauge('tamani_corrupt', 'Corrupt data met since the start', [
    'part',
  ]);
  private readonly cached = this.gauge('tamani_cached_bytes', 'Bytes of cached states', []);

  constructor(@Inject(Platform) private readonly platform: Platform) {
    collectDefaultMetrics({ register: this.registry });
    const { store } = platform.runtime.ports;
    if (!(store instanceof TimedEventStore)) return;
    const appends = new Histogram({
      name: 'tamani_append_seconds',
      help: 'Time until an append is durable',
      buckets: APPEND_BUCKETS,
      registers: [this.registry],
    });
    store.observe = (seconds) => appends.observe(seconds);
  }

  observeRequest(
    { method, route, status }: { method: string; route: string; status: number },
    elapsedMs: number,
  ): void {
    this.requests.observe({ method, route, status: String(status) }, elapsedMs / 1000);
  }

  /** Who knows how many requests are in hand, to be asked at each scrape. */
  watchInHand(count: () => number): void {
    this.countInHand = count;
  }

  /** A gauge of a context's own, with one label, read at each scrape. */
  watch(
    { name, help, label }: { readonly name: string; readonly help: string; readonly label: string },
    read: () => Promise<ReadonlyMap<string, number>>,
  ): void {
    this.watched.push({ gauge: this.gauge(name, help, [label]), label, read });
  }

  /** The figures of this moment; what an engine that is away would tell stays as it was. */
  async text({ engines, status }: Vitals): Promise<string> {
    this.readCorruptions();
    for (const [port, isUp] of Object.entries(engines)) this.engines.set({ port }, Number(isUp));
    this.cached.set(this.platform.runtime.commands.loader.cachedBytes);
    this.inHand.set(this.countInHand());
    if (status) this.readStatus(status);
    this.readTroubles();
    await Promise.all(this.watched.map(readWatched));
    return this.registry.metrics();
  }

  private readStatus({ projectors, relays, processes }: RuntimeStatus): void {
    for (const { name: worker, lag, lastError } of [...projectors, ...relays]) {
      this.lagEvents.set({ worker }, lag.events);
      this.lagSeconds.set({ worker }, lag.seconds);
      this.failing.set({ worker }, lastError === undefined ? 0 : 1);
    }
    for (const { group, lag, parked } of processes) {
      this.busLag.set({ group }, lag);
      this.parked.set({ group }, parked);
    }
  }

  private readCorruptions(): void {
    const { list } = this.platform.runtime.corruptions;
    for (const part of ['store', 'bus', 'reads'])
      this.corrupt.set({ part }, list.filter((one) => one.part === part).length);
  }

  private readTroubles(): void {
    const { store, bus, reads } = this.platform.runtime.ports;
    for (const [port, engine] of Object.entries({ store, bus, reads })) {
      for (const [trouble, count] of Object.entries(engine.counters?.() ?? {})) {
        this.troubles.set({ port, trouble }, count);
      }
    }
  }

  private gauge(name: string, help: string, labelNames: string[]): Gauge {
    return new Gauge({ name, help, labelNames, registers: [this.registry] });
  }
}

/** Of a context's own gauge: while its engine is away it stays as it was. */
async function readWatched({ gauge, label, read }: Watched): Promise<void> {
  const counts = await inTime(read());
  for (const [value, count] of counts ?? []) gauge.set({ [label]: value }, count);
}
