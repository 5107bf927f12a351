import { canonicalHash, type IntegrationEvent, type Rejection } from '@tamani/kernel';
import {
  ConcurrencyConflict,
  OutcomeUnknown,
  StoreUnavailable,
  type Appended,
  type Delivery,
} from '@tamani/ports';
import type { CommandHandler } from '../commands/command-handler.js';
import { Lru } from '../commands/lru.js';
import type { AnyAggregate, AnyProcess, ProcessInput } from '../definitions.js';
import { decodeEvent } from '../event-codec.js';
import type { RuntimePorts, RuntimeSettings } from '../runtime-ports.js';
import { pause } from '../workers/leased-worker.js';
import { Parking } from './parking.js';
import type { RequestedCommand } from './process-events.js';
import {
  emptyInstance,
  encodeAll,
  eventsOf,
  foldInstance,
  processActor,
  specsOf,
  streamOfInstance,
  type Instance,
} from './process-stream.js';

export interface ProcessRunnerOptions {
  readonly process: AnyProcess;
  readonly ports: RuntimePorts;
  readonly settings: RuntimeSettings;
  readonly commands: CommandHandler;
  /** Aggregates of the process's own context, by category. */
  readonly aggregates: ReadonlyMap<string, AnyAggregate>;
}

/** An outage or contention: the message is not at fault, so it is tried until it works. */
class TryAgain extends Error {
  override readonly name = 'TryAgain';
}

const FIRST_PAUSE_MS = 20;
const MAX_CONFLICTS = 20;
const PAGE = 1_000;

/**
 * Runs the instances of one process: input → pure reaction → one append → commands with derived
 * ids. An input seen before is not reacted to again; its commands are sent again, which finds
 * their ids in the streams. So every effect happens once, whatever is delivered twice.
 */
export class ProcessRunner {
  readonly group: string;
  readonly parking: Parking;
  private readonly instances: Lru<string, Instance>;
  /** The tail of work of an instance: inputs of different bus keys may meet in one instance. */
  private readonly tails = new Map<string, Promise<void>>();
  private inHand = 0;

  constructor(private readonly options: ProcessRunnerOptions) {
    const { process, settings } = options;
    this.group = `${process.context}.${process.name}`;
    this.instances = new Lru(settings.cachedStates);
    this.parking = new Parking(options.ports, this.group);
  }

  get process(): AnyProcess {
    return this.options.process;
  }

  get topics(): readonly string[] {
    return this.process.topics;
  }

  /** True while an input is being worked on. */
  get isBusy(): boolean {
    return this.inHand > 0;
  }

  /**
   * Handles one message of the bus. Returns when its effect is there, when it is not for this
   * process, or when it is parked; throws when it is to be delivered again.
   */
  async handle(delivery: Delivery): Promise<void> {
    const input = JSON.parse(delivery.data) as IntegrationEvent;
    const key = this.process.key(input);
    if (key === undefined) return;
    await this.parking.opened();
    if (this.parking.holds(key)) return this.parking.park(key, input, 'follows a parked message');
    await this.tried(key, input);
  }

  /** Handles an input that a timer or an operator brings; a fault is thrown, not parked. */
  async handleInput(key: string, input: ProcessInput): Promise<void> {
    await this.serially(key, () => this.once(key, input));
  }

  private async tried(key: string, input: ProcessInput): Promise<void> {
    const { settings, ports } = this.options;
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.serially(key, () => this.once(key, input));
      } catch (error) {
        if (isOutage(error)) throw error;
        const message = error instanceof Error ? error.message : String(error);
        const fields = { group: this.group, key, input: input.id, error: message };
        if (attempt >= settings.attemptsBeforeParking) {
          ports.log.error('message parked', fields);
          return this.parking.park(key, input, message);
        }
        ports.log.warn('message failed, tried again', { ...fields, attempt });
        this.instances.delete(streamOfInstance(this.process, key));
        await pause(FIRST_PAUSE_MS * 2 ** attempt, new AbortController().signal);
      }
    }
  }

  private serially(key: string, work: () => Promise<void>): Promise<void> {
    this.inHand += 1;
    const before = this.tails.get(key) ?? Promise.resolve();
    const mine = before.then(work, work);
    const settled = mine.catch(() => undefined).then(() => {
      this.inHand -= 1;
      if (this.tails.get(key) === settled) this.tails.delete(key);
    });
    this.tails.set(key, settled);
    return mine;
  }

  private async once(key: string, input: ProcessInput): Promise<void> {
    const commands = await this.reactOnce(key, input);
    for (const command of commands) {
      const refusal = await this.send(command, input);
      if (refusal) await this.noteRefusal(key, { input, command, refusal });
    }
  }

  /** The commands that the input leads to: of now, or as stored when it was handled before. */
  private async reactOnce(
    key: string,
    input: ProcessInput,
  ): Promise<readonly RequestedCommand[]> {
    const stream = streamOfInstance(this.process, key);
    for (let conflicts = 0; conflicts < MAX_CONFLICTS; conflicts++) {
      const instance = await this.instance(stream);
      const before = instance.handled.get(input.id);
      if (before) return before;
      const now = this.options.ports.clock.now();
      const reaction = this.process.react(this.process.evolve(instance.state, input), input);
      const events = eventsOf(this.process, input, { reaction, now });
      const encoded = encodeAll(this.process, events, { input, seed: input.id, now });
      const appended = await this.append(stream, encoded, instance);
      if (!appended) continue;
      let folded = instance;
      for (const [index, event] of events.entries()) {
        const revision = appended.firstRevision + BigInt(index);
        folded = foldInstance(this.process, folded, { ...event, revision });
      }
      this.instances.set(stream, folded);
      return folded.handled.get(input.id) ?? [];
    }
    throw new TryAgain(`${stream}: too many concurrent writes`);
  }

  private async instance(stream: string): Promise<Instance> {
    let instance = this.instances.get(stream) ?? emptyInstance(this.process);
    if (instance.revision >= 0n && this.options.settings.soleWriter) return instance;
    const specs = specsOf(this.process);
    for (;;) {
      const from = instance.revision + 1n;
      const page = await this.options.ports.store.readStream(stream, { from, limit: PAGE });
      for (const stored of page) {
        instance = foldInstance(this.process, instance, decodeEvent(specs, stored));
      }
      if (page.length < PAGE) return instance;
    }
  }

  /** Undefined when another process has written first. */
  private async append(
    stream: string,
    events: Parameters<RuntimePorts['store']['append']>[1],
    { revision }: Instance,
  ): Promise<Appended | undefined> {
    const expected = revision < 0n ? 'no_stream' : revision;
    try {
      return await this.options.ports.store.append(stream, events, expected);
    } catch (error) {
      this.instances.delete(stream);
      if (error instanceof ConcurrencyConflict) return undefined;
      throw error;
    }
  }

  private async send(
    { commandId, category, id, command }: RequestedCommand,
    input: ProcessInput,
  ): Promise<Rejection | undefined> {
    const aggregate = this.options.aggregates.get(category);
    if (!aggregate) throw new Error(`${this.group} sends to ${category}, which is not of its own`);
    const context = {
      commandId,
      requestHash: canonicalHash(command),
      actor: processActor(this.process),
      correlationId: input.correlationId,
      causationId: input.id,
    };
    const result = await this.options.commands.execute(aggregate, id, command, context, {
      stateless: true,
    });
    if (result.ok) return undefined;
    if (result.error.code === 'too_much_contention') throw new TryAgain(result.error.code);
    return result.error;
  }

  private async noteRefusal(
    key: string,
    of: { input: ProcessInput; command: RequestedCommand; refusal: Rejection },
  ): Promise<void> {
    const { input, command, refusal } = of;
    const { code, params = {} } = refusal;
    const { commandId } = command;
    this.options.ports.log.warn('a process’s command was refused', {
      group: this.group,
      command: command.command.type,
      id: command.id,
      code,
    });
    const stream = streamOfInstance(this.process, key);
    const event = { type: 'ProcessCommandRefused', data: { commandId, code, params } };
    const now = this.options.ports.clock.now();
    const seed = `${commandId}\nrefused`;
    const encoded = encodeAll(this.process, [event], { input, seed, now });
    for (let conflicts = 0; conflicts < MAX_CONFLICTS; conflicts++) {
      const instance = await this.instance(stream);
      const appended = await this.append(stream, encoded, instance);
      if (!appended) continue;
      this.instances.delete(stream);
      return;
    }
  }
}

const isOutage = (error: unknown): boolean =>
  error instanceof StoreUnavailable || error instanceof OutcomeUnknown || error instanceof TryAgain;
