import {
  BACKWARDS,
  END,
  FORWARDS,
  type EventStoreDBClient,
  type ReadPosition,
  type ReadRevision,
  type ResolvedEvent,
} from '@eventstore/db-client';
import { Gate, timed } from '../client/calls.js';
import type { Connection } from '../client/connection.js';
import { isMissingStream, readError } from '../client/errors.js';
import type { Settings } from '../client/options.js';

/** Reads at a time; with the appends they stay below what a connection carries. */
const MOST_READS = 24;

export interface LogRead {
  /** Inclusive forwards, exclusive backwards. */
  readonly fromPosition: ReadPosition;
  readonly maxCount: number;
  readonly backwards?: boolean;
}

export interface StreamRead {
  /** Inclusive; END: backwards from the last event. */
  readonly fromRevision: ReadRevision;
  readonly maxCount: number;
  readonly backwards?: boolean;
}

/** Calls that read, each under a timer of its own: the client's deadline does not hold for them. */
export class Reads {
  private readonly gate = new Gate(MOST_READS);

  constructor(
    private readonly connection: Connection,
    private readonly settings: Pick<Settings, 'timeoutMs'>,
  ) {}

  /** Events of one stream; none where it is missing or deleted. */
  stream(name: string, { backwards, ...options }: StreamRead): Promise<readonly ResolvedEvent[]> {
    const isBackwards = backwards === true || options.fromRevision === END;
    const direction = isBackwards ? BACKWARDS : FORWARDS;
    return this.collect(`read of ${name}`, (client) =>
      client.readStream(name, { ...options, direction }),
    );
  }

  /** Events of $all, those of the system and of others among them. */
  log({ backwards, ...options }: LogRead): Promise<readonly ResolvedEvent[]> {
    const direction = backwards === true ? BACKWARDS : FORWARDS;
    return this.collect('read of the log', (client) => client.readAll({ ...options, direction }));
  }

  private collect(what: string, open: Opening): Promise<readonly ResolvedEvent[]> {
    return this.gate.pass(async () => {
      try {
        for (;;) {
          const client = this.connection.calls;
          const events = await this.once(what, client, open);
          if (!this.connection.isGivenUp(client)) return events;
        }
      } catch (error) {
        if (isMissingStream(error)) return [];
        throw readError(error);
      }
    });
  }

  private once(
    what: string,
    client: EventStoreDBClient,
    open: Opening,
  ): Promise<readonly ResolvedEvent[]> {
    const events = open(client);
    const { timeoutMs } = this.settings;
    const onTimeout = (): void => {
      events.destroy();
      this.connection.renewCalls(client);
    };
    return timed(listOf(events), { what, timeoutMs, onTimeout });
  }
}

type Opening = (client: EventStoreDBClient) => AsyncIterable<ResolvedEvent> & { destroy(): void };

async function listOf(events: AsyncIterable<ResolvedEvent>): Promise<readonly ResolvedEvent[]> {
  const all: ResolvedEvent[] = [];
  for await (const event of events) all.push(event);
  return all;
}
