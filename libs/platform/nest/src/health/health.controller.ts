import { Controller, Get, Inject, Res } from '@nestjs/common';
import type { RuntimeStatus, WorkerStatus } from '@tamani/runtime';
import type { FastifyReply } from 'fastify';
import { Access } from '../http/decorators.js';
import { Platform } from '../platform.js';
import { Metrics } from './metrics.js';

/** A projection or relay further behind than this is not ready to be read from. */
const MAX_LAG = 10_000n;

/** For load balancers, operators and Prometheus; no token needed, nothing of the domain shown. */
@Controller()
export class HealthController {
  constructor(
    @Inject(Platform) private readonly platform: Platform,
    @Inject(Metrics) private readonly metrics: Metrics,
  ) {}

  @Get('livez')
  @Access({ roles: 'public', summary: 'Liveness: the process answers' })
  live() {
    return { status: 'alive', version: this.platform.version };
  }

  @Get('readyz')
  @Access({ roles: 'public', summary: 'Readiness: stores, bus, projections, parked messages' })
  async ready(@Res() reply: FastifyReply): Promise<void> {
    const { status, body } = await this.readiness();
    void reply.status(status).header('cache-control', 'no-store').send(body);
  }

  @Get('metrics')
  @Access({ roles: 'public', summary: 'Prometheus metrics', media: 'text/plain' })
  async scrape(@Res() reply: FastifyReply): Promise<void> {
    const text = await this.metrics.text();
    void reply.header('content-type', this.metrics.contentType).send(text);
  }

  private async readiness() {
    const { runtime, version } = this.platform;
    const { store, bus, reads } = runtime.ports;
    const engines = { eventStore: store.engine, bus: bus.engine, readStore: reads.engine };
    if (this.platform.isStopping) {
      return { status: 503, body: { status: 'stopping', version, engines } };
    }
    const corrupt = runtime.corruptions.list.length;
    if (corrupt > 0) return { status: 503, body: { status: 'corrupt', version, engines, corrupt } };
    const now = await runtime.status().catch(() => undefined);
    if (!now) return { status: 503, body: { status: 'unavailable', version, engines } };
    const workers = [...now.projectors, ...now.relays];
    const caughtUp = workers.every(
      ({ lag, lastError }) => lag <= MAX_LAG && lastError === undefined,
    );
    const { isPreparing } = this.platform;
    const ready = caughtUp && !isPreparing;
    const body = {
      status: isPreparing ? 'preparing' : caughtUp ? 'ready' : 'behind',
      version,
      engines,
      /** Log, relay and read models are idle. */
      settled: isQuiet(now),
      position: String(now.head),
      workers: workers.map(workerJson),
      processes: now.processes.map(({ group, lag, parked }) => ({ group, lag, parked })),
      parked: now.processes.reduce((sum, { parked }) => sum + parked, 0),
    };
    return { status: ready ? 200 : 503, body };
  }
}

const isQuiet = ({ projectors, relays, processes }: RuntimeStatus): boolean =>
  [...projectors, ...relays].every(({ lag }) => lag === 0n) &&
  processes.every(({ lag, busy }) => lag === 0 && !busy);

const workerJson = ({ name, position, lag, active, lastError }: WorkerStatus) => ({
  name,
  position: String(position),
  lag: String(lag),
  active,
  ...(lastError === undefined ? {} : { failing: true }),
});
