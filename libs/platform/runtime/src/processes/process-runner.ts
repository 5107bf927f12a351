import { canonicalHash, type DomainEvent, type IntegrationEvent } from '@tamani/kernel';
import { OutcomeUnknown, StoreUnavailable, type Delivery } from '@tamani/ports';
import type { CommandHandler } from '../commands/command-handler.js';
import type { AnyAggregate, AnyProcess, ProcessInput } from '../definitions.js';
import type { RuntimePorts, RuntimeSettings } from '../runtime-ports.js';
import { pause } from '../workers/leased-worker.js';
import { Turns } from '../workers/turns.js';
import { Parking } from './parking.js';
import type { RequestedCommand } from './process-events.js';
import { ProcessInstances, TryAgain } from './process-instances.js';
import { eventsOf, processActor } from './process-stream.js';

export interface ProcessRunnerOptions {
  readonly process: AnyProcess;
  readonly ports: RuntimePorts;
  readonly settings: RuntimeSettings;
  readonly commands: CommandHandler;
  /** Aggregates of the process's own context, by category. */
  readonly aggregates: ReadonlyMap<string, AnyAggregate>;
}

const FIRST_PAUSE_MS = 20;

/**
 * Runs the instances of one process: input → pure reaction → one append → commands with derived
 * ids. An input seen before is not reacted to again; its commands are sent again, which finds
 * their ids in the streams. So every effect happens once, whatever is delivered twice.
 */
export class ProcessRunner {
  readonly group: string;
  readonly parking: Parking;
  private readonly instances: ProcessInstances;
  /** Inputs of different bus keys may meet in one instance. */
  private readonly turns = new Turns();

  constructor(private readonly options: ProcessRunnerOptions) {
    const { process, ports, settings } = options;
    this.group = `${process.context}.${process.name}`;
    this.instances = new ProcessInstances(process, ports, settings);
    this.parking = new Parking(ports, this.group, settings);
  }

  get process(): AnyProcess {
    return this.options.process;
  }

  get topics(): readonly string[] {
    return this.process.topics;
  }

  /** True while an input is being worked on. */
  get isBusy(): boolean {
    return this.turns.isBusy;
  }

  /**
   * Handles one message of the bus. Returns when its effect is there, when it is not for this
   * process, or when it is parked; throws when it is to be delivered again.
   */
  async handle(delivery: Delivery): Promise<void> {
    const input = JSON.parse(delivery.data) as IntegrationEvent;
    const key = this.process.key(input);
    if (key === undefined) return;
    await this.turns.take(key, async () => {
      await this.parking.refreshed();
      if (this.parking.wasDropped(input.id)) return;
      if (this.parking.holds(key) && (await this.parking.parkBehind(key, input))) return;
      await this.handleOrPark(key, input);
    });
  }

  /** Calls an instance back. A timer of a parked key waits for it. */
  async handleTimer(key: string, input: ProcessInput): Promise<void> {
    await this.turns.take(key, async () => {
      await this.parking.refreshed();
      if (this.parking.holds(key)) return;
      const { settled } = await this.instances.current(key);
      if (settled.has(input.id)) return;
      const dropped = this.parking.wasDropped(input.id);
      if (!dropped && !(await this.handleOrPark(key, input))) return;
      await this.settle(input.id, { key, input, type: 'ProcessTimerDone' });
    });
  }

  /** Handles the oldest parked message of a key; false when none is left. Throws what fails. */
  async replayNext(key: string): Promise<boolean> {
    return this.turns.take(key, async () => {
      await this.parking.refreshed();
      const next = this.parking.oldest(key);
      if (!next) return false;
      await this.handleInput(key, next.input);
      await this.parking.replayed(next.id);
      return true;
    });
  }

  /** True when it is handled, false when it is parked. Throws on an outage. */
  private async handleOrPark(key: string, input: ProcessInput): Promise<boolean> {
    const { settings, ports } = this.options;
    for (let attempt = 1; ; attempt++) {
      try {
        await this.handleInput(key, input);
        return true;
      } catch (error) {
        if (isOutage(error)) throw error;
        const message = error instanceof Error ? error.message : String(error);
        const fields = { group: this.group, key, input: input.id, error: message };
        if (attempt >= settings.attemptsBeforeParking) {
          ports.log.error('message parked', fields);
          await this.parking.park(key, input, message);
          return false;
        }
        ports.log.warn('message failed, trying again', { ...fields, attempt });
        await pause(FIRST_PAUSE_MS * 2 ** attempt, new AbortController().signal);
      }
    }
  }

  private async handleInput(key: string, input: ProcessInput): Promise<void> {
    try {
      const { handled, settled } = await this.reactOnce(key, input);
      for (const command of handled.get(input.id) ?? []) {
        if (!settled.has(command.commandId)) await this.send(key, command, input);
      }
    } catch (error) {
      this.instances.forget(key);
      throw error;
    }
  }

  /** The instance with the input in it, of now or of before. */
  private reactOnce(key: string, input: ProcessInput) {
    return this.instances.change(
      key,
      (instance, now) => {
        if (instance.handled.has(input.id)) return [];
        const reaction = this.process.react(this.process.evolve(instance.state, input), input);
        return eventsOf(this.process, input, { reaction, now });
      },
      { input, seed: input.id },
    );
  }

  /** Sends a command. How it ended is noted where its aggregate's stream does not tell. */
  private async send(key: string, sent: RequestedCommand, input: ProcessInput): Promise<void> {
    const { commandId, category, id, command } = sent;
    const aggregate = this.options.aggregates.get(category);
    if (!aggregate) throw new Error(`${this.group} sends to ${category}, which is not of its own`);
    const context = {
      commandId,
      requestHash: canonicalHash(command),
      actor: processActor(this.process),
      correlationId: input.correlationId,
      causationId: input.id,
    };
    const options = { stateless: true };
    const result = await this.options.commands.execute(aggregate, id, command, context, options);
    if (result.ok) {
      if (result.value.events.length > 0) return;
      return this.settle(commandId, { key, input, type: 'ProcessCommandHadNoEffect' });
    }
    const { code, params = {} } = result.error;
    if (code === 'too_much_contention') throw new TryAgain(code);
    const fields = { group: this.group, command: command.type, id, code };
    this.options.ports.log.warn('command of a process was refused', fields);
    await this.settle(commandId, {
      key,
      input,
      type: 'ProcessCommandRefused',
      more: { code, params },
    });
  }

  /** Notes in the instance's stream that a command or a timer is over; once. */
  private async settle(
    id: string,
    of: { key: string; input: ProcessInput; type: string; more?: object },
  ): Promise<void> {
    const named = of.type === 'ProcessTimerDone' ? { timerId: id } : { commandId: id };
    const event: DomainEvent = { type: of.type, data: { ...named, ...of.more } };
    const cause = { input: of.input, seed: `${id}\nsettled` };
    await this.instances.change(of.key, ({ settled }) => (settled.has(id) ? [] : [event]), cause);
  }
}

const isOutage = (error: unknown): boolean =>
  error instanceof StoreUnavailable || error instanceof OutcomeUnknown || error instanceof TryAgain;
