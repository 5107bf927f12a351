import type { Log } from '@tamani/runtime';
import type { AnswerOfReplica, Forwarding, Question } from '../forwarding/forwarding.js';
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
import { statusOf, type ReplicaStatus, type ServiceStatus } from './status.js';

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

  /**
   * How every replica is, as it tells whoever asks with these headers. Of one alone first: who may
   * not know is told so by it, and the others are not asked.
   */
  async status(headers: Question['headers']): Promise<SystemStatus> {
    const all = [...this.replicas].flatMap(([service, { urls }]) =>
      urls.map((url) => ({ service, url })),
    );
    const asked: ReplicaStatus[] = [];
    while (asked.length < all.length && !asked.some(({ answer }) => answer)) {
      const one = all[asked.length] as Replica;
      asked.push(await this.statusOf(one, headers));
      const refusal = asked.at(-1)?.refusal;
      if (refusal) return { refusal };
    }
    const others = all.slice(asked.length).map((one) => this.statusOf(one, headers));
    return { status: statusOf([...asked, ...(await Promise.all(others))]) };
  }

  private async statusOf(
    { service, url }: Replica,
    headers: Question['headers'],
  ): Promise<ReplicaStatus> {
    const question = { timeoutMs: ASK_TIMEOUT_MS, headers };
    const answer = await this.asking.ask(`${url}/statusz`, question).catch(() => undefined);
    if (answer?.status === 200) return { service, answer: answer.body as ServiceStatus };
    const isRefused = answer !== undefined && answer.status < 500;
    return { service, answer: undefined, ...(isRefused && { refusal: answer }) };
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
      const question = { timeoutMs: ASK_TIMEOUT_MS };
      const answer = await this.asking.ask(url + path, question).catch(() => undefined);
      if (answer?.status === 200) return answer.body;
    }
    return undefined;
  }
}

interface Replica {
  readonly service: ServiceName;
  readonly url: string;
}

/** How the system is, or why this caller is not told. */
export type SystemStatus =
  { readonly status: ReturnType<typeof statusOf> } | { readonly refusal: AnswerOfReplica };
