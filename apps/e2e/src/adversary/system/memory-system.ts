import { budgetsContext } from '@tamani/budgets';
import { canonicalHash, derivedId, parseStream } from '@tamani/kernel';
import type { StoredEvent } from '@tamani/ports';
import { procurementContext } from '@tamani/procurement';
import { projectsContext } from '@tamani/projects';
import { Runtime, type RuntimePorts } from '@tamani/runtime';
import {
  EventStoreModel,
  FakeClock,
  faultyEventStore,
  memoryBus,
  memoryEventStore,
  memoryReadStore,
  randomOf,
  SequentialIds,
} from '@tamani/testing/engines';
import type { Resource } from '../../equal/script/world.js';
import { Courier } from './courier.js';
import { Doors } from './doors.js';
import { kinds, type Path } from './kinds.js';
import type { Answer, LogEvent, Request, System } from './system.js';
import { unsteady } from './unsteady.js';

const contexts = [projectsContext, budgetsContext, procurementContext];
const SHARED = { attemptsBeforeParking: 1 };
const AGAIN = 3;

interface Replica {
  readonly runtime: Runtime;
  readonly doors: Doors;
  /** As if it died after each append of a request. */
  readonly dying: Doors;
}

export interface MemoryOptions {
  readonly seed: number;
  /** Processes of each service; with two, none is the sole writer. */
  readonly replicas: 1 | 2;
  /** What is in the log already. */
  readonly written?: readonly StoredEvent[];
}

/** All contexts on engines in memory: nothing happens that the driver does not let happen. */
export class MemorySystem implements System {
  private readonly clock = new FakeClock('2026-07-01T08:00:00.000Z', 1);
  private readonly model = new EventStoreModel();
  private readonly faults;
  private readonly replicas: readonly Replica[];
  private readonly courier: Courier;
  private readonly noted: string[] = [];
  /** Resources as they were last read, by the category and id of their streams. */
  private readonly shown = new Map<string, Map<string, Resource | undefined>>();
  private readonly lists = new Map<string, readonly Resource[]>();
  private listed = 0;
  /** The log as far as it was asked for. */
  private readonly told: LogEvent[] = [];

  constructor(private readonly options: MemoryOptions) {
    const { seed, replicas, written = [] } = options;
    for (const event of written) write(this.model, event);
    const store = unsteady(memoryEventStore(this.model), seed);
    this.faults = faultyEventStore(store, seed, { refuse: 0.3, refuseRead: 0.05 });
    this.faults.plan.on = false;
    const ids = new SequentialIds();
    this.replicas = Array.from({ length: replicas }, () => this.replica(ids));
    const runtimes = this.replicas.map(({ runtime }) => runtime);
    this.courier = new Courier(this.model.log, runtimes, written.length);
  }

  /** The log as it is stored, for another system to begin with. */
  get written(): readonly StoredEvent[] {
    return [...this.model.log];
  }

  at(day: string): void {
    if (day > this.clock.now().slice(0, 10)) this.clock.set(`${day}T08:00:00.000Z`);
  }

  async send(request: Request): Promise<Answer> {
    const { n, path, id, action, body, fate } = request;
    const commandId = derivedId('act', String(n));
    const call = { commandId, requestHash: canonicalHash({ path, id, action, body } as never) };
    const replica = this.replicas[n % this.replicas.length] as Replica;
    if (fate === 'cut') return replica.dying.send(request, call);
    if (fate === 'torn') return this.torn(() => replica.doors.send(request, call));
    const answer = await replica.doors.send(request, call);
    return fate === 'twice' ? replica.doors.send(request, call) : answer;
  }

  async all(path: Path): Promise<readonly Resource[]> {
    this.list();
    const category = kinds[path];
    const known = this.lists.get(category);
    if (known) return known;
    const { doors } = this.replicas[0] as Replica;
    const shown = this.shown.get(category) ?? new Map<string, Resource>();
    for (const [id, one] of shown) if (!one) shown.set(id, await doors.read(path, id));
    const list = [...shown.values()] as readonly Resource[];
    this.lists.set(category, list);
    return list;
  }

  async mail(amount: 'some' | 'all', seed: number): Promise<void> {
    const random = randomOf(seed);
    if (amount === 'some') await this.courier.some(random);
    else await this.courier.all(random);
  }

  async log(): Promise<readonly LogEvent[]> {
    for (const event of this.model.log.slice(this.told.length)) this.told.push(plain(event));
    return [...this.told];
  }

  async troubles(): Promise<readonly string[]> {
    const parked = await this.replicas[0]?.runtime.parked.list();
    const reasons = parked?.map(({ group, reason }) => `parked in ${group}: ${reason}`) ?? [];
    return [...new Set([...this.noted, ...reasons])];
  }

  async close(): Promise<void> {}

  /** The store fails while it is carried out; whoever asked asks again until there is an answer. */
  private async torn(send: () => Promise<Answer>): Promise<Answer> {
    const { plan } = this.faults;
    for (let left = AGAIN; left > 0; left -= 1) {
      plan.on = true;
      const answer = await send().finally(() => (plan.on = false));
      if (answer.status !== 503) return answer;
    }
    return send();
  }

  private replica(ids: SequentialIds): Replica {
    const note = (message: string, fields: { error?: string } = {}): void => {
      if (message.startsWith('a request left')) return;
      this.noted.push(`${message}: ${fields.error ?? ''}`);
    };
    const log = { info: () => undefined, warn: note, error: note };
    const engines = { store: this.faults.port, bus: memoryBus(), reads: memoryReadStore() };
    const ports: RuntimePorts = { ...engines, clock: this.clock, ids, log };
    const settings = { ...SHARED, soleWriter: this.options.replicas === 1 };
    const runtime = new Runtime(ports, contexts, settings);
    const { commands } = runtime;
    const carryOut: Runtime['carryOut'] = (...of) => commands.dispatch(...of);
    const dying = Object.assign(Object.create(runtime) as Runtime, { carryOut });
    return { runtime, doors: new Doors(runtime), dying: new Doors(dying) };
  }

  /** Notes which resources are new, or have changed. */
  private list(): void {
    for (; this.listed < this.model.log.length; this.listed += 1) {
      const { category, id } = parseStream((this.model.log[this.listed] as StoredEvent).stream);
      const shown = this.shown.get(category) ?? new Map<string, Resource | undefined>();
      this.lists.delete(category);
      this.shown.set(category, shown.set(id, undefined));
    }
  }
}

const write = (model: EventStoreModel, event: StoredEvent): void => {
  const { stream, revision } = event;
  model.append(stream, [event], revision === 0n ? 'no_stream' : revision - 1n);
};

function plain({ position, stream, type, data, meta }: StoredEvent): LogEvent {
  const { actor, commandId, recordedAt, effectiveAt } = JSON.parse(meta) as LogEvent;
  return {
    position: Number(position),
    ...parseStream(stream),
    ...{ type, actor, commandId, recordedAt },
    data: JSON.parse(data) as LogEvent['data'],
    ...(effectiveAt === undefined ? {} : { effectiveAt }),
  };
}
