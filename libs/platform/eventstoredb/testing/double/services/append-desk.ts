import {
  ConcurrencyConflict,
  PayloadTooLarge,
  StoreMisuse,
  type Appended,
  type EventStore,
  type ExpectedRevision,
  type NewEvent,
} from '@tamani/ports';
import { wait } from '../faults/bad-day.js';
import type { Receipt } from '../wire/messages.js';
import { MOST_APPEND_BYTES, Refusal, WrongRevision, type Expected } from '../wire/refusals.js';
import { toStored, type ProposedEvent } from '../wire/stored-form.js';
import { KnownIds } from './known-ids.js';

export interface AppendOrder {
  readonly stream: string;
  readonly expected: Expected;
  readonly events: readonly ProposedEvent[];
}

export interface DeskOptions {
  /** How long an append waits that is the same as one in flight, before it fails. */
  readonly inFlightMs: number;
  /** Aborts when the double goes away. */
  readonly life: AbortSignal;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const NIL_UUID = '00000000-0000-0000-0000-000000000000';
const MAX_REVISION = BigInt(Number.MAX_SAFE_INTEGER);

/** Appends as the real server was seen to take them. Throws Refusal and WrongRevision. */
export class AppendDesk {
  private readonly known = new KnownIds();
  private readonly inFlight = new Set<string>();
  /** Appends without an exact revision, one at a time per stream, in order of arrival. */
  private readonly turns = new Map<string, Promise<unknown>>();

  constructor(
    private readonly store: EventStore,
    private readonly options: DeskOptions,
  ) {}

  /** Appends; `stallMs` is how long a bad day holds it up before it is written. */
  async append(order: AppendOrder, stallMs = 0): Promise<Receipt> {
    checkOrder(order);
    if (order.events.length === 0) return this.ofNothing(order);
    const key = `${order.stream}\0${order.events.map(({ id }) => id).join()}`;
    if (this.inFlight.has(key)) {
      await wait(this.options.inFlightMs, this.options.life);
      throw new Refusal('timeout');
    }
    this.inFlight.add(key);
    try {
      if (stallMs > 0) await wait(stallMs, this.options.life);
      return await this.write(order, toStored(order.events, Date.now()));
    } catch (error) {
      throw refusalOf(error);
    } finally {
      this.inFlight.delete(key);
    }
  }

  private async write(order: AppendOrder, events: readonly NewEvent[]): Promise<Receipt> {
    const { stream, expected } = order;
    if (expected === 'any' || expected === 'stream_exists')
      return this.inTurn(stream, () => this.atHead(order, events));
    try {
      return await this.exactly(stream, events, expected);
    } catch (error) {
      throw wrongRevision(error, expected);
    }
  }

  private async exactly(
    stream: string,
    events: readonly NewEvent[],
    expected: ExpectedRevision,
  ): Promise<Receipt> {
    if (typeof expected === 'bigint' && expected > MAX_REVISION)
      throw new WrongRevision(expected, await this.headOf(stream));
    const appended = await this.store.append(stream, events, expected);
    if (!appended.alreadyAppended) this.known.note(stream, events, receiptOf(appended));
    return receiptOf(appended);
  }

  /** Any revision: known ids are a repeat, as long as this process remembers them. */
  private async atHead(order: AppendOrder, events: readonly NewEvent[]): Promise<Receipt> {
    const { stream, expected } = order;
    const seen = this.known.find(stream, events);
    if (seen.kind === 'repeat') return seen.receipt;
    const head = await this.headOf(stream);
    if (seen.kind === 'mixed' || (expected === 'stream_exists' && head === undefined))
      throw new WrongRevision(expected, head);
    try {
      return await this.exactly(stream, events, head ?? 'no_stream');
    } catch (error) {
      // Somebody with an exact revision came in between.
      if (error instanceof ConcurrencyConflict) return this.atHead(order, events);
      throw error;
    }
  }

  /** An append of no events is checked and writes nothing. */
  private async ofNothing({ stream, expected }: AppendOrder): Promise<Receipt> {
    const head = await this.headOf(stream);
    const isMissing = head === undefined;
    const fits =
      expected === 'any' ||
      (expected === 'no_stream' && isMissing) ||
      (expected === 'stream_exists' && !isMissing) ||
      expected === head;
    if (!fits) throw new WrongRevision(expected, head);
    return { revision: head ?? 0n, position: await this.store.head() };
  }

  private async headOf(stream: string): Promise<bigint | undefined> {
    const [last] = await this.store.readStream(stream, { direction: 'backwards', limit: 1 });
    return last?.revision;
  }

  private inTurn<T>(stream: string, action: () => Promise<T>): Promise<T> {
    const turn = (this.turns.get(stream) ?? Promise.resolve()).then(action, action);
    this.turns.set(stream, turn);
    const gone = (): void => {
      if (this.turns.get(stream) === turn) this.turns.delete(stream);
    };
    turn.then(gone, gone);
    return turn;
  }
}

function checkOrder({ stream, events }: AppendOrder): void {
  const isWrong = ({ id, type }: ProposedEvent): boolean =>
    !UUID.test(id) || id === NIL_UUID || type === '';
  if (stream === '' || events.some(isWrong)) throw new Refusal('badRequest');
  const bytes = events.reduce((sum, event) => sum + sizeOf(event), 0);
  if (bytes > MOST_APPEND_BYTES) throw new Refusal('tooLarge');
}

/** As 24.10.4 counts; servers before it count the data alone. */
const sizeOf = ({ data, metadata, type }: ProposedEvent): number =>
  data.length + metadata.length + 2 * type.length;

const receiptOf = ({ lastRevision, position }: Appended): Receipt => ({
  revision: lastRevision,
  position,
});

function wrongRevision(error: unknown, expected: Expected): unknown {
  if (!(error instanceof ConcurrencyConflict)) return error;
  return new WrongRevision(expected, error.actual === 'no_stream' ? undefined : error.actual);
}

/** The storage is stricter than the real server; it says so itself. */
function refusalOf(error: unknown): unknown {
  const isStricter = error instanceof StoreMisuse || error instanceof PayloadTooLarge;
  return isStricter ? new Refusal('storage', error.message) : error;
}
