import type { Log } from '@tamani/runtime';
import type { Forwarding } from '../forwarding/forwarding.js';
import { Replicas } from '../forwarding/replicas.js';
import { SERVICES, type GatewaySettings, type ServiceName } from '../settings.js';
import {
  collectionOf,
  merged,
  mergedTopics,
  routesOf,
  type Description,
  type Descriptions,
  type Topics,
} from './descriptions.js';
import { readinessOf, type ReplicaReadiness } from './readiness.js';

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
  private round: Promise<Readiness> | undefined;
  private nextRound: Promise<Readiness> | undefined;

  constructor(
    upstreams: GatewaySettings['upstreams'],
    private readonly log: Log,
    private readonly asking: Pick<Forwarding, 'ask'>,
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

  /** Who answers a request: the service that the path belongs to; what is nobody's, any. */
  replicasOf(url: string): Replicas {
    const name = this.routes.get(collectionOf(url)) ?? SERVICES[0];
    return this.replicas.get(name) as Replicas;
  }

  /** One round of questions at a time: who comes while one goes on waits for the next. */
  readiness(): Promise<Readiness> {
    if (!this.round) return this.askedRound();
    this.nextRound ??= this.round.then(() => this.askedRound());
    return this.nextRound;
  }

  private async askedRound(): Promise<Readiness> {
    this.nextRound = undefined;
    this.round = this.askAll();
    try {
      return await this.round;
    } finally {
      this.round = undefined;
    }
  }

  private async askAll(): Promise<Readiness> {
    const asked = [...this.replicas].flatMap(([service, { urls }]) =>
      urls.map(async (url): Promise<ReplicaReadiness> => {
        const answer = await this.asking
          .ask(`${url}/readyz`, ASK_TIMEOUT_MS)
          .catch(() => undefined);
        return { service, answer: answer as ReplicaReadiness['answer'] };
      }),
    );
    return readinessOf(await Promise.all(asked));
  }

  private async refresh(): Promise<void> {
    const told = new Map(this.descriptions);
    const topics = new Map(this.told);
    for (const [name, replicas] of this.replicas) {
      const description = await this.firstOf(replicas.order(undefined), '/openapi.json');
      if (description) told.set(name, description as Description);
      const own = await this.firstOf(replicas.order(undefined), '/asyncapi.json');
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

  private async firstOf(urls: readonly string[], path: string): Promise<unknown> {
    for (const url of urls) {
      const answer = await this.asking.ask(url + path, ASK_TIMEOUT_MS).catch(() => undefined);
      if (answer !== undefined) return answer;
    }
    return undefined;
  }
}

type Readiness = ReturnType<typeof readinessOf>;
