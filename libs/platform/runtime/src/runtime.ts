import { invariant, type Recorded } from '@tamani/kernel';
import type { BusConsumer, StoredEvent } from '@tamani/ports';
import { CommandHandler } from './commands/command-handler.js';
import { codecOf } from './context-codec.js';
import type { AnyReadModel, ContextDefinition } from './definitions.js';
import { ProcessRunner } from './processes/process-runner.js';
import { Timers, timersModel } from './processes/timers.js';
import { Projector } from './projections/projector.js';
import { projectorName, rebuildModel, type RebuildReport } from './projections/rebuild.js';
import { Relay } from './relay/relay.js';
import { defaultSettings, type RuntimePorts, type RuntimeSettings } from './runtime-ports.js';
import { isQuiet, statusOf, type RuntimeStatus } from './runtime-status.js';
import { ParkedMessages } from './processes/parked-messages.js';

const SETTLE_POLL_MS = 10;

export interface RuntimeOptions extends Partial<RuntimeSettings> {
  /** Contexts of other processes whose events are folded here, so that they can be decoded. */
  readonly others?: readonly ContextDefinition[];
}

/** The machinery of one process: everything between the ports and the contexts. */
export class Runtime {
  readonly commands: CommandHandler;
  readonly processRunners: readonly ProcessRunner[];
  readonly projectors: readonly Projector[];
  readonly relays: readonly Relay[];
  readonly parked: ParkedMessages;
  readonly contexts: readonly ContextDefinition[];
  readonly decode: (event: StoredEvent) => Recorded;
  private readonly timers: readonly Timers[];
  private readonly settings: RuntimeSettings;
  private consumers: BusConsumer[] = [];

  constructor(
    readonly ports: RuntimePorts,
    contexts: readonly ContextDefinition[],
    { others = [], ...settings }: RuntimeOptions = {},
  ) {
    const owner = settings.owner || ports.ids.next();
    this.settings = { ...defaultSettings, ...settings, owner };
    this.contexts = contexts.map(withTimers);
    this.decode = codecOf([...this.contexts, ...others]);
    this.commands = new CommandHandler(ports, this.settings);
    const shared = { ports, settings: this.settings, decode: this.decode };
    this.projectors = this.contexts.map(
      ({ name, readModels }) => new Projector({ context: name, models: readModels, ...shared }),
    );
    this.relays = this.contexts.map((context) => new Relay({ context, ...shared }));
    this.processRunners = this.contexts.flatMap((context) => this.runnersOf(context));
    this.timers = this.contexts.flatMap((context) => this.timersOf(context));
    this.parked = new ParkedMessages(this.processRunners);
  }

  /** Creates the tables of the read models; nothing works yet. */
  async prepare(): Promise<void> {
    for (const projector of this.projectors) await projector.prepare();
  }

  /** Starts projectors, relays and timers; with `consume` the processes read the bus as well. */
  async start(options: { readonly consume?: boolean } = {}): Promise<void> {
    await this.prepare();
    if (options.consume === true) await this.consume();
    for (const worker of [...this.projectors, ...this.relays, ...this.timers]) worker.start();
  }

  /** Stops in order: nothing new comes in, what is in hand is finished. */
  async stop(): Promise<void> {
    await Promise.all(this.consumers.splice(0).map((consumer) => consumer.close()));
    await Promise.all(this.timers.map((timers) => timers.stop()));
    await Promise.all(this.relays.map((relay) => relay.stop()));
    await Promise.all(this.projectors.map((projector) => projector.stop()));
  }

  /** Waits until a read model has applied a position; false after the time. */
  async waitFor(
    context: string,
    model: AnyReadModel,
    at: { readonly position: bigint; readonly timeoutMs: number },
  ): Promise<boolean> {
    const index = this.contexts.findIndex(({ name }) => name === context);
    const projector = this.projectors[index];
    invariant(projector, `no context ${context}`);
    return projector.waitFor(model, at.position, at.timeoutMs);
  }

  /**
   * Resolves when nothing is left to do from the log to the read models; throws after the time.
   * Quiet twice, with nothing written in between: what was on its way at the first look would
   * have been seen, or would have written.
   */
  async settled(timeoutMs = 30_000): Promise<void> {
    const deadline = performance.now() + timeoutMs;
    let quietAt: bigint | undefined;
    for (;;) {
      const status = await this.status();
      const quiet = isQuiet(status);
      if (quiet && quietAt === status.head) return;
      quietAt = quiet ? status.head : undefined;
      if (performance.now() > deadline) {
        throw new Error(`not settled after ${timeoutMs} ms: ${textOf(status)}`);
      }
      await new Promise((resolve) => setTimeout(resolve, SETTLE_POLL_MS));
    }
  }

  status(): Promise<RuntimeStatus> {
    return statusOf(this);
  }

  /** Rebuilds a read model and compares it with the live one; for a runtime that is not started. */
  async rebuild(
    context: string,
    model: AnyReadModel,
    options: {
      readonly replace: boolean;
      readonly progress?: (position: bigint, head: bigint) => void;
    },
  ): Promise<RebuildReport> {
    const { ports, settings, decode } = this;
    const running = this.projectors.some((p) => p.isStarted && p.name === projectorName(context));
    invariant(!running, `${context}: its projector runs in this process`);
    return rebuildModel({ context, model, ports, settings, decode, ...options });
  }

  private async consume(): Promise<void> {
    for (const runner of this.processRunners) {
      const handle = runner.handle.bind(runner);
      const { bus } = this.ports;
      this.consumers.push(await bus.consume(runner.group, runner.topics, handle));
    }
  }

  private runnersOf(context: ContextDefinition): readonly ProcessRunner[] {
    const { ports, settings, commands } = this;
    const pairs = context.aggregates.map((one) => [one.decider.category, one] as const);
    const aggregates = new Map(pairs);
    return context.processes.map(
      (process) => new ProcessRunner({ process, ports, settings, commands, aggregates }),
    );
  }

  private timersOf(context: ContextDefinition): readonly Timers[] {
    const model = context.readModels.find(({ name }) => name === 'timers');
    if (!model) return [];
    const { ports, settings } = this;
    const runners = this.processRunners.filter((r) => r.process.context === context.name);
    return [new Timers({ context, model, runners, ports, settings })];
  }
}

/** A context with processes keeps their timers in a read model of its own. */
function withTimers(context: ContextDefinition): ContextDefinition {
  if (context.processes.length === 0) return context;
  return { ...context, readModels: [...context.readModels, timersModel(context.name)] };
}

const textOf = (status: RuntimeStatus): string =>
  JSON.stringify(status, (_, value: unknown) => (typeof value === 'bigint' ? `${value}` : value));
