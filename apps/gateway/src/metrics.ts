import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';
import type { Admission } from './edge/admission.js';

/** What Prometheus scrapes. */
export function metricsOf(app: FastifyInstance, admission: Admission): Registry {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const answers = new Counter({
    name: 'tamani_gateway_answers_total',
    help: 'Answers by status',
    labelNames: ['status'],
    registers,
  });
  app.addHook('onResponse', async (_, reply) => {
    answers.inc({ status: String(reply.statusCode) });
  });
  watch(app, admission, registry);
  return registry;
}

/** Figures of this moment, looked up when they are asked for. */
function watch(app: FastifyInstance, admission: Admission, registry: Registry): void {
  const registers = [registry];
  new Gauge({
    name: 'tamani_gateway_requests_in_hand',
    help: 'Requests in hand',
    registers,
    collect() {
      this.set(admission.inHand);
    },
  });
  const connections = new Gauge({
    name: 'tamani_gateway_connections',
    help: 'Open connections of clients',
    registers,
    async collect() {
      connections.set(await connectionsOf(app));
    },
  });
}

const connectionsOf = ({ server }: FastifyInstance): Promise<number> =>
  new Promise((resolve, reject) => {
    server.getConnections((error, count) => (error ? reject(error) : resolve(count)));
  });
