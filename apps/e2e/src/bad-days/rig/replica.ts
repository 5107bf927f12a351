import { budgetsContext } from '@tamani/budgets';
import { systemIds, type Clock } from '@tamani/kernel';
import { procurementContext } from '@tamani/procurement';
import {
  Runtime,
  type ContextDefinition,
  type RuntimePorts,
  type RuntimeSettings,
} from '@tamani/runtime';
import type { Lines, OpenEngines, ReplicaEngines } from './engines.js';

export interface ReplicaOptions {
  readonly name: string;
  readonly open: OpenEngines;
  readonly clock: Clock;
  readonly settings?: Partial<RuntimeSettings> | undefined;
  /** Puts something between the runtime and its engines. */
  readonly wrap?: ((ports: RuntimePorts, replica: string) => RuntimePorts) | undefined;
  /** Puts something into the contexts. */
  readonly change?: ((context: ContextDefinition) => ContextDefinition) | undefined;
  /** Hears warnings and errors. */
  readonly heard: (message: string) => void;
}

const SHORT: Partial<RuntimeSettings> = {
  soleWriter: false,
  leaseMs: 1_500,
  projectionPauseMs: 100,
  attemptsBeforeParking: 3,
};

/** Nothing is carried over or allotted to projects; their groups would only have to be joined. */
const UNUSED: readonly string[] = ['carry-over', 'allotment'];
const needed = (context: ContextDefinition): ContextDefinition => ({
  ...context,
  links: (context.links ?? []).filter(({ name }) => !UNUSED.includes(name)),
});

/** One process of the distributed profile, in this process: the contexts that a purchase needs. */
export class Replica {
  /** It is dead and receives no more requests. */
  isDead = false;
  readonly name: string;
  readonly runtime: Runtime;

  private constructor(
    { name, settings, change = (context) => context }: ReplicaOptions,
    readonly ports: RuntimePorts,
    private readonly engines: ReplicaEngines,
  ) {
    this.name = name;
    const contexts = [budgetsContext, procurementContext].map(needed).map(change);
    this.runtime = new Runtime(ports, contexts, { ...SHORT, owner: name, ...settings });
  }

  static async open(options: ReplicaOptions): Promise<Replica> {
    const { name, open, clock, wrap = (ports) => ports, heard } = options;
    const engines = await open();
    const noted = (message: string, fields?: object): void =>
      heard(`${name}: ${message} ${JSON.stringify(fields)}`);
    const log = { info: () => undefined, warn: noted, error: noted };
    const { store, bus, reads } = engines;
    const ports = wrap({ store, bus, reads, clock, ids: systemIds, log }, name);
    return new Replica(options, ports, engines);
  }

  /** The engines that answered. */
  get engine(): string {
    const { store, bus, reads } = this.engines;
    return [store, bus, reads].map(({ engine }) => engine).join(', ');
  }

  /** How the consumers of the bus are. */
  readonly health = (): readonly object[] => this.engines.health();

  get lines(): Lines {
    if (!this.engines.lines) throw new Error('this day has no lines');
    return this.engines.lines;
  }

  /** As a `kill -9`: from now on nothing of it reaches any engine. */
  kill(): void {
    this.isDead = true;
    for (const line of Object.values(this.lines)) line.cut();
  }

  /** Of one that was killed, only to have its memory back: it can tell nobody. */
  async close(): Promise<void> {
    await this.runtime.stop();
    await this.engines.close();
  }
}
