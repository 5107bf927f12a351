import { Controller, Get, Inject, Res } from '@nestjs/common';
import { isQuiet, type RuntimeStatus, type WorkerStatus } from '@tamani/runtime';
import type { FastifyReply } from 'fastify';
import { Access } from '../http/decorators.js';
import { Platform } from '../platform.js';
import { Metrics } from './metrics.js';
import { VitalsWatch, type Vitals } from './vitals.js';

/** For load balancers, operators and Prometheus; nothing of the domain is shown. */
@Controller()
export class HealthController {
  constructor(
    @Inject(Platform) private readonly platform: Platform,
    @Inject(Metrics) private readonly metrics: Metrics,
    @Inject(VitalsWatch) private readonly vitals: VitalsWatch,
  ) {}

  @Get('livez')
  @Access({ roles: 'public', summary: 'Liveness: the process answers' })
  live() {
    return { status: 'alive', version: this.platform.version };
  }

  @Get('readyz')
  @Access({ roles: 'public', summary: 'Readiness: the process can serve' })
  ready(@Res() reply: FastifyReply): void {
    const status = this.readiness;
    void reply.status(status === 'ready' ? 200 : 503).header('cache-control', 'no-store');
    void reply.send({ status, version: this.platform.version });
  }

  @Get('statusz')
  @Access({
    roles: ['administrator', 'auditor'],
    summary: 'State of engines, read models, relays and consumer groups',
    description:
      'Asks every engine. `lag` of a worker is in events, counted up to 1,000, and in seconds since the oldest of them; `settled` when nothing is on its way.',
  })
  async status(@Res() reply: FastifyReply): Promise<void> {
    const { runtime, version } = this.platform;
    const { store, bus, reads } = runtime.ports;
    const { engines, status } = await this.vitals.look();
    void reply.header('cache-control', 'no-store').send({
      status: this.readiness,
      version,
      engines: {
        eventStore: { engine: store.engine, answers: engines.store },
        bus: { engine: bus.engine, answers: engines.bus },
        readStore: { engine: reads.engine, answers: engines.reads },
      },
      ...(status ? progressOf(status) : NO_PROGRESS),
    });
  }

  @Get('metrics')
  @Access({ roles: 'public', summary: 'Prometheus metrics', media: 'text/plain' })
  async scrape(@Res() reply: FastifyReply): Promise<void> {
    const text = await this.metrics.text(await this.vitals.recent());
    void reply.header('content-type', this.metrics.contentType).send(text);
  }

  /**
   * From what the process knows: an engine that is away, or a reader that is behind, is no reason
   * to take a replica out of service. The others would be as badly off, and much is served.
   * Corrupt data is one: what it answers may be wrong.
   */
  private get readiness(): 'stopping' | 'corrupt' | 'preparing' | 'ready' {
    if (this.platform.isStopping) return 'stopping';
    if (this.platform.runtime.corruptions.list.length > 0) return 'corrupt';
    return this.platform.isPreparing ? 'preparing' : 'ready';
  }
}

const NO_PROGRESS = { settled: false, workers: [], processes: [] };

function progressOf(now: NonNullable<Vitals['status']>) {
  return {
    /** Log, relays, processes and read models are idle. */
    settled: isQuiet(now),
    position: String(now.head),
    workers: [...now.projectors, ...now.relays].map(workerJson),
    processes: now.processes.map(processJson),
    parked: now.processes.reduce((sum, { parked }) => sum + parked, 0),
  };
}

const workerJson = ({ name, position, lag, active, lastError }: WorkerStatus) => ({
  name,
  position: String(position),
  lag,
  active,
  ...(lastError === undefined ? {} : { failing: lastError }),
});

const processJson = ({ group, lag, parked }: RuntimeStatus['processes'][number]) => ({
  group,
  lag,
  parked,
});
