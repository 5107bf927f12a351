import { err, ok, type Actor, type IntegrationEvent, type Result } from '@tamani/kernel';
import type { Delivery, Subscription } from '@tamani/ports';
import type { CommandHandler } from '../commands/command-handler.js';
import type {
  AnyProcess,
  ContextDefinition,
  ProcessCommand,
  ProcessInput,
  Reaction,
} from '../definitions.js';
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

/** Before the bus's key of a message that cannot be read: its instance is not known. */
const UNREAD = 'unread:';

/** A message that is for this rule, with its instance. */
interface Understood {
  readonly key: string;
  readonly input: ProcessInput;
}

const wordsOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

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

  /** What it takes of the bus. */
  get subscription(): Subscription {
    const { topics, types } = this.options.rule;
    return { topics, ...(types && { types }) };
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
    const unreadKey = `${UNREAD}${delivery.key}`;
    const understood = this.understood(delivery.data);
    const key = understood.ok ? understood.value?.key : unreadKey;
    if (key === undefined) return;
    await this.turns.take(key, async () => {
      const { held, isKnown } = await this.parking.look([key, unreadKey], delivery.id);
      if (isKnown) return;
      const waits = held !== undefined && !this.overtakes(understood);
      if (waits && (await this.parking.parkBehind(held, delivery))) return;
      if (!understood.ok) return this.park(key, delivery, understood.error);
      if (understood.value) await this.handleOrPark(understood.value, delivery);
    });
  }

  /**
   * The message and its instance; undefined if it is for others. An error if it cannot be read:
   * no JSON, or nothing that the rule can find a key in.
   */
  private understood(text: string): Result<Understood | undefined, unknown> {
    try {
      const input = JSON.parse(text) as IntegrationEvent;
      const key = this.options.rule.key(input);
      return ok(key === undefined ? undefined : { key, input });
    } catch (error) {
      return err(error);
    }
  }

  private overtakes(understood: Result<Understood | undefined, unknown>): boolean {
    const { rule } = this.options;
    if (!understood.ok || !understood.value || !('react' in rule)) return false;
    return rule.overtakes?.(understood.value.input) === true;
  }

  /**
   * Handles the next parked message of a key: one that does not wait for the others, else the
   * oldest. False when none is left. Throws what fails.
   */
  async replayNext(key: string): Promise<boolean> {
    return this.turns.take(key, async () => {
      const parked = await this.parking.of(key);
      const ahead = parked.find(({ text }) => this.overtakes(this.understood(text)));
      const next = ahead ?? parked[0];
      if (!next) return false;
      const understood = this.understood(next.text);
      if (!understood.ok) throw understood.error;
      if (understood.value) await this.handleInput(understood.value);
      await this.parking.replayed(next.id);
      return true;
    });
  }

  private async handleOrPark(understood: Understood, delivery: Delivery): Promise<void> {
    const { settings, ports } = this.options;
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.handleInput(understood);
      } catch (error) {
        if (isOutage(error)) throw error;
        const isRefusal = error instanceof CommandsRefused;
        if (isRefusal || attempt >= settings.attemptsBeforeParking) {
          return this.park(understood.key, delivery, error);
        }
        ports.log.warn('message failed, trying again', {
          ...this.fields(understood.key, delivery, error),
          attempt,
        });
        await pause(FIRST_PAUSE_MS * 2 ** attempt, new AbortController().signal);
      }
    }
  }

  private async park(key: string, delivery: Delivery, error: unknown): Promise<void> {
    const refused = error instanceof CommandsRefused;
    const level = refused ? 'warn' : 'error';
    this.options.ports.log[level]('message parked', this.fields(key, delivery, error));
    await this.parking.park(key, delivery, { reason: wordsOf(error), refused });
  }

  private fields(key: string, { id }: Delivery, error: unknown) {
    return { group: this.group, key, input: id, error: wordsOf(error) };
  }

  /** Sends all commands, those after a refused one as well. Throws CommandsRefused. */
  private async handleInput({ key, input }: Understood): Promise<void> {
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

/** The runners of a context's links, reactions and processes. */
export function runnersOf(
  { links = [], reactions = [], processes }: ContextDefinition,
  shared: Omit<ProcessRunnerOptions, 'rule' | 'isLink'>,
): readonly ProcessRunner[] {
  return [
    ...links.map((rule) => new ProcessRunner({ rule, isLink: true, ...shared })),
    ...[...reactions, ...processes].map(
      (rule) => new ProcessRunner({ rule, isLink: false, ...shared }),
    ),
  ];
}
