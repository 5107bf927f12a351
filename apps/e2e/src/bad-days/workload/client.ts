import { canonicalHash, derivedId, errorSpec } from '@tamani/kernel';
import { OutcomeUnknown, StoreUnavailable } from '@tamani/ports';
import type { AnyAggregate, CommandContext, CommandHandler } from '@tamani/runtime';
import type { FakeClock, Random } from '@tamani/testing/engines';
import type { Replica } from '../rig/replica.js';
import type { Rig } from '../rig/rig.js';
import { aggregateOf } from './aggregates.js';

/** A command as sent by a client. */
export interface Sent {
  /** Makes the command id: the same name is the same command. */
  readonly name: string;
  /** `procurement.Requisition`. */
  readonly category: string;
  readonly id: string;
  readonly command: { readonly type: string };
}

/** An acknowledged answer: it must hold in every case. */
export interface Acknowledged {
  readonly name: string;
  readonly commandId: string;
  readonly stream: string;
  /** Of its last event. */
  readonly revision: bigint;
  /** Types of its events; empty when there was nothing left to do. */
  readonly events: readonly string[];
}

/** After this time without an answer, the client uses another replica. */
const PATIENCE_MS = 4_000;
const FIRST_PAUSE_MS = 20;
const LAST_PAUSE_MS = 400;
const ASKS_AGAIN = 0.15;
const DEADLINE_MS = 120_000;
/** The chance that a request does not follow its links. */
const FORGETS = 0.25;
/** What a look takes by the clock of the system. */
const LOOK_MS = 2_500;

/** Refusals that say to try again in a moment: another stream has not answered yet. */
const isPassing = (code: string): boolean =>
  code === 'too_much_contention' || errorSpec(code)?.passing === true;

const later = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Somebody who wants an answer: asks a replica that the seed names, and when it does not answer,
 * cannot, or does not know, asks again under the same command id, the other replica as well.
 */
export class Client {
  readonly acknowledged: Acknowledged[] = [];
  /** Questions that had to be asked again. */
  repeats = 0;
  /** Given up waiting for, and perhaps still at work. */
  private readonly inFlight = new Set<Promise<unknown>>();

  constructor(
    private readonly rig: Rig,
    readonly random: Random,
    private readonly deadlineMs = DEADLINE_MS,
  ) {}

  get clock(): FakeClock {
    return this.rig.clock;
  }

  /**
   * Sends a command until it is answered, and now and then once more, as if the answer had been
   * lost on the way. Throws when a rule refuses it for good.
   */
  async send(sent: Sent): Promise<void> {
    await this.sendOnce(sent);
    if (this.random.chance(ASKS_AGAIN)) await this.sendOnce(sent);
  }

  /** Any other question to the commands of a replica, until it is answered. */
  async ask<T>(name: string, question: (commands: CommandHandler) => Promise<T>): Promise<T> {
    const answers: T[] = [];
    await this.insist(name, async ({ runtime }) => {
      answers.push(await question(runtime.commands));
      return true;
    });
    return answers[0] as T;
  }

  /**
   * Looks again and again until a document has one of these states; its state. The clock moves on
   * meanwhile.
   */
  async until(of: Pick<Sent, 'category' | 'id'>, states: readonly string[]): Promise<string> {
    const { decider } = aggregateOf(of.category);
    const name = `${of.category}-${of.id} to be ${states.join(' or ')}`;
    return this.ask(name, (commands) => this.looked(commands, decider, { id: of.id, states }));
  }

  /** Until what was given up is over, one way or the other. */
  async drained(): Promise<void> {
    await Promise.allSettled(this.inFlight);
  }

  private async sendOnce(sent: Sent): Promise<void> {
    const { name, category, id, command } = sent;
    const aggregate = aggregateOf(category);
    const context = contextOf(name, command);
    await this.insist(name, async ({ runtime }) => {
      const options = { stateless: true };
      // Whoever asked may be gone before what follows: then the bus brings it to the links.
      const result = this.random.chance(FORGETS)
        ? await runtime.commands.dispatch(aggregate, id, command, context, options)
        : await runtime.carryOut(aggregate, id, command, context, options);
      if (!result.ok) {
        const { code } = result.error;
        if (isPassing(code)) throw new StoreUnavailable(`it is refused: ${code}`);
        throw new Error(`${name} was refused: ${code}`);
      }
      const { events } = result.value;
      const revision = events.at(-1)?.revision ?? result.value.revision;
      const types = events.map(({ type }) => type);
      const { commandId } = context;
      const stream = `${category}-${id}`;
      this.acknowledged.push({ name, commandId, stream, revision, events: types });
      return true;
    });
  }

  private async looked(
    commands: CommandHandler,
    decider: AnyAggregate['decider'],
    { id, states }: { readonly id: string; readonly states: readonly string[] },
  ): Promise<string> {
    const loaded = await commands.load(decider, id);
    this.clock.advance(LOOK_MS);
    const { status = 'none' } = (loaded?.state ?? {}) as { readonly status?: string };
    if (states.includes(status)) return status;
    throw new StoreUnavailable(`it is ${status}`);
  }

  private async insist(name: string, ask: (of: Replica) => Promise<boolean>): Promise<void> {
    const deadline = performance.now() + this.deadlineMs;
    let why = '';
    for (let ms = FIRST_PAUSE_MS; ; ms = Math.min(ms * 1.5, LAST_PAUSE_MS)) {
      const answer = await this.answered(ask(this.random.pick(this.rig.alive)));
      if (answer === true) return;
      why = String(answer);
      if (performance.now() > deadline) throw new Error(`${name}: no answer at last: ${why}`);
      this.repeats += 1;
      await later(ms);
    }
  }

  /** True, or why there is no answer yet. */
  private async answered(asked: Promise<boolean>): Promise<unknown> {
    this.inFlight.add(asked);
    const over = (): void => void this.inFlight.delete(asked);
    asked.then(over, over);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<string>((resolve) => {
      timer = setTimeout(resolve, PATIENCE_MS, `nothing within ${PATIENCE_MS} ms`);
    });
    try {
      return await Promise.race([asked, late]);
    } catch (error) {
      if (error instanceof OutcomeUnknown || error instanceof StoreUnavailable) return error;
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }
}

function contextOf(name: string, command: object): CommandContext {
  const commandId = derivedId('bad day', name);
  return {
    commandId,
    requestHash: canonicalHash(command),
    actor: { id: 'client', roles: [] },
    correlationId: commandId,
    causationId: commandId,
  };
}
