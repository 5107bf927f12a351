import type { Actor, IntegrationEvent } from '@tamani/kernel';
import type { Delivery } from '@tamani/ports';
import type { CommandHandler } from '../commands/command-handler.js';
import type { AnyProcess, ProcessCommand, ProcessInput, Reaction } from '../definitions.js';
import type { RuntimePorts, RuntimeSettings } from '../runtime-ports.js';
import { pause } from '../workers/leased-worker.js';
import { Turns } from '../workers/turns.js';
import { processActor, type CommandSender } from './command-sender.js';
import { Parking } from './parking.js';
import { commandsIn, handleInput, processAggregate } from './process-instance.js';
import { CommandsRefused, isOutage, reasonOf, TryAgain } from './try-again.js';

/** What handles messages: a reaction, or a process whose instances remember. */
export type MessageRule = Reaction | AnyProcess;

export interface ProcessRunnerOptions {
  readonly rule: MessageRule;
  /** A link acts as the person whose event it follows. */
  readonly isLink: boolean;
  readonly ports: RuntimePorts;
  readonly settings: RuntimeSettings;
  readonly commands: CommandHandler;
  readonly sender: CommandSender;
}

const FIRST_PAUSE_MS = 20;

/**
 * Handles the messages of one consumer group: message → commands with ids that follow from it.
 * The aggregates know the ids they have seen, so every effect happens once, whatever is delivered
 * twice. A message whose command is refused is parked for an operator.
 */
export class ProcessRunner {
  readonly group: string;
  readonly parking: Parking;
  private readonly commandsOf: (
    key: string,
    input: ProcessInput,
  ) => Promise<readonly ProcessCommand[]>;
  /** Messages of different bus keys may meet in one instance. */
  private readonly turns = new Turns();

  constructor(private readonly options: ProcessRunnerOptions) {
    const { rule, ports, commands } = options;
    this.group = `${rule.context}.${rule.name}`;
    this.parking = new Parking(commands, ports, this.group);
    this.commandsOf =
      'react' in rule ? remembering(rule, commands) : async (_, input) => rule.commands(input);
  }

  get topics(): readonly string[] {
    return this.options.rule.topics;
  }

  /** True while a message is being worked on. */
  get isBusy(): boolean {
    return this.turns.isBusy;
  }

  /**
   * Handles one message of the bus. Returns when its effect is there, when it is for others, or
   * when it is parked; throws when it is to be delivered again.
   */
  async handle(delivery: Delivery): Promise<void> {
    const input = JSON.parse(delivery.data) as IntegrationEvent;
    const key = this.options.rule.key(input);
    if (key === undefined) return;
    await this.turns.take(key, async () => {
      const { held, dropped } = await this.parking.look(key, input.id);
      if (dropped) return;
      if (held && (await this.parking.parkBehind(key, input))) return;
      await this.handleOrPark(key, input);
    });
  }

  /** Handles the oldest parked message of a key; false when none is left. Throws what fails. */
  async replayNext(key: string): Promise<boolean> {
    return this.turns.take(key, async () => {
      const next = await this.parking.oldest(key);
      if (!next) return false;
      await this.handleInput(key, next.input);
      await this.parking.replayed(next.id);
      return true;
    });
  }

  private async handleOrPark(key: string, input: ProcessInput): Promise<void> {
    const { settings, ports } = this.options;
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.handleInput(key, input);
      } catch (error) {
        if (isOutage(error)) throw error;
        const isRefusal = error instanceof CommandsRefused;
        const reason = error instanceof Error ? error.message : String(error);
        const fields = { group: this.group, key, input: input.id, error: reason };
        const isParked = isRefusal || attempt >= settings.attemptsBeforeParking;
        const words = isParked ? 'message parked' : 'message failed, trying again';
        ports.log[isParked && !isRefusal ? 'error' : 'warn'](words, { ...fields, attempt });
        if (isParked) return this.parking.park(key, input, reason);
        await pause(FIRST_PAUSE_MS * 2 ** attempt, new AbortController().signal);
      }
    }
  }

  /** Sends all commands, those after a refused one as well. Throws CommandsRefused. */
  private async handleInput(key: string, input: ProcessInput): Promise<void> {
    const { rule, sender, isLink } = this.options;
    const actor: Actor = isLink ? input.actor : processActor(rule);
    const refused: string[] = [];
    for (const [index, command] of (await this.commandsOf(key, input)).entries()) {
      const sent = { from: rule, message: input, index, command, actor, stateless: true };
      const result = await sender.send(sent);
      if (result.ok) continue;
      if (result.error.code === 'too_much_contention') throw new TryAgain(result.error.code);
      refused.push(`${command.command.type} ${command.id}: ${reasonOf(result.error)}`);
    }
    if (refused.length > 0) throw new CommandsRefused(refused.join('; '));
  }
}

/** The instance takes the message, once; its commands are sent as they are recorded. */
function remembering(process: AnyProcess, commands: CommandHandler) {
  const aggregate = processAggregate(process);
  return async (key: string, input: ProcessInput): Promise<readonly ProcessCommand[]> => {
    const taken = await handleInput(commands, { process, instances: aggregate }, { key, input });
    if (!taken.ok) throw new TryAgain(taken.error.code);
    return commandsIn(taken.value.events);
  };
}
