import type { Log } from '@tamani/runtime';
import type { FastifyRequest } from 'fastify';
import type { IncomingMessage } from 'node:http';
import {
  collectionOf,
  merged,
  mergedTopics,
  routesOf,
  type Description,
  type Descriptions,
  type Topics,
} from './descriptions.js';
import { forward } from './forward.js';
import { readinessOf, type ReplicaReadiness } from './readiness.js';
import { Replicas } from './replicas.js';
import { SERVICES, type GatewaySettings, type ServiceName } from './settings.js';

const ASK_TIMEOUT_MS = 5_000;
const REFRESH_MS = 60_000;
const FIRST_REFRESH_MS = 250;

/** The services behind the gateway: where each path belongs, who answers, how they are. */
export class Services {
  private readonly replicas: ReadonlyMap<ServiceName, Replicas>;
  private descriptions: Descriptions = new Map();
  private told: ReadonlyMap<ServiceName, Topics> = new Map();
  private routes: ReadonlyMap<string, ServiceName> = new Map();
  private timer: NodeJS.Timeout | undefined;
  private isClosed = false;

  constructor(
    upstreams: GatewaySettings['upstreams'],
    private readonly log: Log,
  ) {
    this.replicas = new Map(SERVICES.map((name) => [name, new Replicas(upstreams[name])]));
  }

  /** Starts polling the services for their routes: often until all have answered, then rarely. */
  start(): void {
    void this.refresh();
  }

  close(): void {
    this.isClosed = true;
    clearTimeout(this.timer);
  }

  get isComplete(): boolean {
    return this.descriptions.size === SERVICES.length;
  }

  /** The description of the whole system; undefined until every service has told its own. */
  get description(): Description | undefined {
    return this.isComplete ? merged(this.descriptions) : undefined;
  }

  /** The topics of the whole system; undefined until every service has told its own. */
  get topics(): Topics | undefined {
    return this.told.size === SERVICES.length ? mergedTopics([...this.told.values()]) : undefined;
  }

  /**
   * The answer of the service that the path belongs to, of whichever replica answers. Every write
   * has an Idempotency-Key, so another replica may be asked where one breaks off. Undefined when
   * none answers. What belongs to nobody, any service answers.
   */
  async answer(request: FastifyRequest): Promise<IncomingMessage | undefined> {
    const name = this.routes.get(collectionOf(request.url)) ?? SERVICES[0];
    const replicas = this.replicas.get(name) as Replicas;
    const key = request.headers['idempotency-key'];
    const urls = replicas.order(typeof key === 'string' ? key : undefined);
    for (const [at, url] of urls.entries()) {
      try {
        const answer = await forward(request, url);
        const isLast = at === urls.length - 1;
        if (answer.statusCode !== 503 || isLast) return answer;
        answer.resume();
      } catch (error) {
        replicas.avoid(url);
        this.log.warn('a replica does not answer', { service: name, error: String(error) });
      }
    }
    return undefined;
  }

  async readiness() {
    const asked = [...this.replicas].flatMap(([service, { urls }]) =>
      urls.map(async (url): Promise<ReplicaReadiness> => {
        const answer = await ask(`${url}/readyz`).catch(() => undefined);
        return { service, answer: answer as ReplicaReadiness['answer'] };
      }),
    );
    return readinessOf(await Promise.all(asked));
  }

  private async refresh(): Promise<void> {
    const told = new Map(this.descriptions);
    const topics = new Map(this.told);
    for (const [name, replicas] of this.replicas) {
      const description = await firstOf(replicas.order(undefined), '/openapi.json');
      if (description) told.set(name, description as Description);
      const own = await firstOf(replicas.order(undefined), '/asyncapi.json');
      if (own) topics.set(name, own as Topics);
    }
    this.told = topics;
    try {
      this.routes = routesOf(told);
      this.descriptions = told;
    } catch (error) {
      this.log.error('the services do not match: their API descriptions cannot be merged', {
        error: String(error),
      });
    }
    const inMs = this.isComplete ? REFRESH_MS : FIRST_REFRESH_MS;
    if (!this.isClosed) this.timer = setTimeout(() => void this.refresh(), inMs);
  }
}

async function firstOf(urls: readonly string[], path: string): Promise<unknown> {
  for (const url of urls) {
    const answer = await ask(url + path).catch(() => undefined);
    if (answer !== undefined) return answer;
  }
  return undefined;
}

async function ask(url: string): Promise<unknown> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(ASK_TIMEOUT_MS) });
  return answer.json();
}
