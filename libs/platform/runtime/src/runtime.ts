import {
  invariant,
  streamOf,
  type Command,
  type IntegrationEvent,
  type Recorded,
  type Rejection,
  type Result,
} from '@tamani/kernel';
import type { BusConsumer, Delivery, StoredEvent } from '@tamani/ports';
import { CommandHandler, type Executed, type ExecuteOptions } from './commands/command-handler.js';
import { codecOf } from './context-codec.js';
import { Corruptions } from './integrity/corruptions.js';
import { noting } from './integrity/watched.js';
import { guardedPorts } from './integrity/guarded-ports.js';
import { checkLog, checkMessage } from './integrity/log-check.js';
import type {
  AnyAggregate,
  AnyReadModel,
  CommandContext,
  ContextDefinition,
} from './definitions.js';
import { CommandSender } from './processes/command-sender.js';
import { Links } from './processes/links.js';
import { runnersOf, type ProcessRunner } from './processes/process-runner.js';
import { Projector } from './projections/projector.js';
import {
  fillModels,
  projectorName,
  rebuildModels,
  type RebuildReport,
  type RebuildTarget,
} from './rebuild/rebuild.js';
import { messagesOf, Relay } from './relay/relay.js';
import { withRequests } from './requests/requests-model.js';
import { Requests } from './requests/requests.js';
import { defaultSettings, type RuntimePorts, type RuntimeSettings } from './runtime-ports.js';
import { LAG_COUNTED, statusOf, whenQuiet, type RuntimeStatus } from './runtime-status.js';
import { ParkedMessages } from './processes/parked-messages.js';

export interface RuntimeOptions extends Partial<RuntimeSettings> {
  /** Contexts of other processes whose events are folded here, so that they can be decoded. */
  readonly others?: readonly ContextDefinition[];
  /** Shared with the engines, which find what no call of this process asked for. */
  readonly corruptions?: Corruptions;
}

/** The machinery of one process: everything between the ports and the contexts. */
export class Runtime {
  readonly ports: RuntimePorts;
  /** What was found corrupt since the start: there is any, and this process is not ready. */
  readonly corruptions: Corruptions;
  readonly commands: CommandHandler;
  readonly processRunners: readonly ProcessRunner[];
  readonly projectors: readonly Projector[];
  readonly relays: readonly Relay[];
  readonly parked: ParkedMessages;
  /** Those of this process and of others, whose events can be decoded here. */
  readonly known: readonly ContextDefinition[];
  readonly decode: (event: StoredEvent) => Recorded;
  /** What a stored event is or will be published as; of an event of any known context. */
  readonly messagesOf: (event: StoredEvent) => readonly IntegrationEvent[];
  readonly contexts: readonly ContextDefinition[];
  private readonly links: Links;
  private readonly requests: Requests;
  private readonly sender: CommandSender;
  private readonly settings: RuntimeSettings;
  private consumers: BusConsumer[] = [];

  constructor(
    engines: RuntimePorts,
    contexts: readonly ContextDefinition[],
    { others = [], corruptions = new Corruptions(), ...settings }: RuntimeOptions = {},
  ) {
    const ports = guardedPorts(engines, corruptions);
    this.ports = ports;
    this.contexts = contexts.map(withRequests);
    this.corruptions = corruptions;
    corruptions.onFound = (found) => ports.log.error('corrupt: docs/runbook.md', found);
    const owner = settings.owner || ports.ids.next();
    this.settings = { ...defaultSettings, ...settings, owner };
    this.known = [...this.contexts, ...others];
    this.decode = noting(codecOf(this.known), (error) => corruptions.note('store', error));
    this.messagesOf = (event) => {
      const context = this.known.find(({ name }) => event.stream.startsWith(`${name}.`));
      return context ? messagesOf(context, this.decode(event)) : [];
    };
    this.commands = new CommandHandler(ports, this.settings);
    this.sender = new CommandSender(this.commands, contexts);
    this.links = new Links(contexts, this.sender, ports.log);
    const shared = { ports, settings: this.settings, decode: this.decode };
    this.projectors = this.contexts.map(
      ({ name, readModels }) => new Projector({ context: name, models: readModels, ...shared }),
    );
    this.relays = this.contexts.map((context) => new Relay({ context, ...shared }));
    const sending = {
      ports,
      settings: this.settings,
      commands: this.commands,
      sender: this.sender,
    };
    this.processRunners = this.contexts.flatMap((context) => runnersOf(context, sending));
    this.parked = new ParkedMessages(this.processRunners);
    this.requests = new Requests(this);
  }

  /**
   * Looks whether all that is derived belongs to this log, and creates the tables of the read
   * models; nothing works yet. Throws ForeignLog.
   */
  async prepare(): Promise<void> {
    if (this.settings.checkLog) await checkLog(this.ports);
    this.requests.begin(await this.ports.store.head());
    for (const projector of this.projectors) await projector.prepare();
  }

  /** Starts projectors and relays; with `consume` the processes read the bus as well. */
  async start(options: { readonly consume?: boolean } = {}): Promise<void> {
    await this.prepare();
    for (const { group, topics } of this.processRunners) await this.ports.bus.join?.(group, topics);
    if (options.consume === true) await this.consume();
    for (const worker of [...this.projectors, ...this.relays]) worker.start();
  }

  /** Stops in order: nothing new comes in, what is in hand is finished. */
  async stop(): Promise<void> {
    await Promise.all(this.consumers.splice(0).map((consumer) => consumer.close()));
    await Promise.all(this.relays.map((relay) => relay.stop()));
    await Promise.all(this.projectors.map((projector) => projector.stop()));
  }

  /** The name of this process on leases. */
  get owner(): string {
    return this.settings.owner;
  }

  /**
   * Executes a request's command, then its follow-ups in the same context (`links`).
   * Answers with the resource as it is after that; a repeat finds every id and answers the same.
   * Where the following was cut off, by an outage say, the resource shows that it waits for it.
   */
  // eslint-disable-next-line max-params -- who, what, for whom: the words of `commands.execute`
  async carryOut<S>(
    aggregate: AnyAggregate<S>,
    id: string,
    command: Command,
    context: CommandContext,
    options?: ExecuteOptions,
  ): Promise<Result<Executed<S>, Rejection>> {
    const first = await this.requests.once(context, streamOf(aggregate.decider.category, id), () =>
      this.commands.dispatch(aggregate, id, command, context, options),
    );
    return first.ok ? this.links.after(aggregate, id, first.value) : first;
  }

  /** Waits until a read model has applied a position; false after the time. */
  async waitFor(
    context: string,
    model: AnyReadModel,
    at: { readonly position: bigint; readonly timeoutMs: number },
  ): Promise<boolean> {
    return this.projectorOf(context).waitFor(model, at.position, at.timeoutMs);
  }

  /** False while a new model, or a new version of one, is filled: it is not to be shown yet. */
  isFilled(context: string, model: AnyReadModel): Promise<boolean> {
    return this.projectorOf(context).isFilled(model);
  }

  private projectorOf(context: string): Projector {
    const index = this.contexts.findIndex(({ name }) => name === context);
    const projector = this.projectors[index];
    invariant(projector, `no context ${context}`);
    return projector;
  }

  /**
   * Resolves when log, relay and read models are idle; throws at the timeout.
   * Quiet twice, with nothing written in between: what was on its way at the first look would
   * have been seen, or would have written.
   */
  settled(timeoutMs = 30_000): Promise<void> {
    return whenQuiet(this, timeoutMs);
  }

  /** How every worker stands; what it is behind is counted up to a number of events. */
  status(mostLag = LAG_COUNTED): Promise<RuntimeStatus> {
    return statusOf(this, mostLag);
  }

  /**
   * Rebuilds read models and compares them with the live ones, reading the log once for all; for a
   * runtime that is not started.
   */
  async rebuild(
    targets: readonly RebuildTarget[],
    options: {
      readonly replace: boolean;
      readonly progress?: (position: bigint, head: bigint) => void;
    },
  ): Promise<readonly RebuildReport[]> {
    const { ports, settings, decode } = this;
    const names = new Set(targets.map(({ context }) => projectorName(context)));
    const running = this.projectors.find((p) => p.isStarted && names.has(p.name));
    invariant(!running, `${running?.name ?? ''} runs in this process`);
    return rebuildModels({ targets, ports, settings, decode, ...options });
  }

  /** Brings every read model up to the log; for a runtime that is not started. */
  fill(progress?: (position: bigint, head: bigint) => void): Promise<void> {
    const { ports, settings, decode, models: targets } = this;
    return fillModels({ targets, ports, settings, decode, ...(progress && { progress }) });
  }

  /** The read models of all contexts. */
  get models(): readonly RebuildTarget[] {
    return this.contexts.flatMap(({ name: context, readModels }) =>
      readModels.map((model) => ({ context, model })),
    );
  }

  private async consume(): Promise<void> {
    for (const runner of this.processRunners) {
      const { bus, store } = this.ports;
      const handle = async (delivery: Delivery): Promise<void> => {
        await checkMessage(store, delivery).catch((error: unknown) => this.foreign(error));
        await runner.handle(delivery);
      };
      this.consumers.push(await bus.consume(runner.group, runner.subscription, handle));
    }
  }

  private foreign(error: unknown): never {
    this.corruptions.note('bus', error);
    throw error;
  }
}
